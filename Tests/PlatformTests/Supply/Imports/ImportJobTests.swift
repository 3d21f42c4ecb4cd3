// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct ImportJobTests {
  @Test func `a job reads it beside the scenario's grants, and its outputs say so`() throws {
    let own = try ImportCase()
    try own.readyGrant()
    let program = try own.program()
    let outcome = try own.job(program, [own.grant])
    let id = try #require(outcome.id)
    let job = try own.chain.record(Job.self, id)
    let found = try #require(own.id)
    #expect(job.imports == [found])
    try own.chain.must("job.started", ["job": .string(id.rawValue)], own.system)
    try own.chain.must(
      "job.succeeded",
      [
        "job": .string(id.rawValue),
        "outputs": [
          [
            "name": "result", "format": "csv", "vaultObject": .string(own.supply.random("VLT")),
          ]
        ], "receipt": [:],
      ], own.system)
    let outputs = try own.platform.records.all(JobOutput.self)
    #expect(outputs.map(\.imports) == [job.imports])
    let output = try #require(outputs.first?.id)
    let source = try ReleaseSource.find(grant: nil, output: output, own.platform.records)
    #expect(source?.imports == job.imports)
    let resource = try #require(own.resource)
    #expect(source?.resources.map(\.id) == [resource])
  }

  @Test func `a job that names an import, a stranger's grant or nothing known is refused`() throws {
    let own = try ImportCase()
    try own.readyGrant()
    let program = try own.program()
    let unknown = try #require(RecordID(own.supply.random("GRT")))
    for input in [own.id, unknown] {
      let outcome = try own.job(program, [own.grant, input])
      #expect(outcome.codes == ["job.import"])
      #expect(outcome.clauses == ["EZ-02.11-b"])
    }
    try own.supply.alter(Grant.self, own.grant, "scenario", .string(own.supply.random("SCN")))
    #expect(try own.job(program, [own.grant]).codes == ["job.import"])
  }

  @Test func `an import that is not agreed to is read by no job, whatever its grant says`() throws {
    let own = try ImportCase()
    try own.readyGrant()
    let program = try own.program()
    for state in DataImport.State.allCases {
      try own.supply.alter(DataImport.self, own.id, "state", .string(state.rawValue))
      let outcome = try own.job(program, [own.grant])
      #expect(outcome.isAllowed == state.isAgreed, "\(state)")
      if !state.isAgreed { #expect(outcome.codes == ["job.import"], "\(state)") }
    }
  }

  @Test func `the right ends with its last day, noticed or not`() throws {
    let own = try ImportCase()
    try own.readyGrant()
    let program = try own.program()
    let id = try #require(try own.job(program, [own.grant]).id)
    let until = try own.chain.record(DataImport.self, own.id).lastDay
    own.platform.move(to: until)
    #expect(
      try own.platform.run("import.expire", ["import": try own.chain.made(own.id)], as: own.system)
        .codes == ["import.expire.early"])
    own.platform.move(to: until.adding(days: 1))
    let grant = try #require(own.grant)
    let stop = try SupplyChain.stop(
      grant: grant, on: own.platform.today, own.platform.profile, own.platform.records)
    #expect(stop?.code == "grant.import.ended" || stop?.code == "agreement.force")
    let started = try own.platform.run(
      "job.started", ["job": .string(id.rawValue)], as: own.system)
    #expect(!started.isAllowed)
  }

  @Test func `what ends takes grants, jobs and data with it, and is certified`() throws {
    let own = try ImportCase()
    try own.readyGrant()
    let program = try own.program()
    let job = try #require(try own.job(program, [own.grant]).id)
    let id = try own.chain.made(own.id)
    try own.chain.must("import.end", ["import": id, "ground": "合同解除"], own.owner)
    #expect(try own.chain.record(DataImport.self, own.id).state == .ended)
    #expect(try own.chain.record(Grant.self, own.grant).state == .revoked)
    #expect(try own.chain.record(Job.self, job).state == .cancelled)
    #expect(try own.chain.record(Resource.self, own.resource).state == .withdrawn)
    let resource = try #require(own.resource)
    let versions = try own.platform.records.all(
      DatasetVersion.self, .equal("resource", resource))
    #expect(versions.map(\.state) == [.destroying])
    #expect(try own.job(program, [own.grant]).codes == ["job.import"])
    #expect(
      try own.platform.run("grant.request", try own.grantRequest(), as: own.owner).codes
        == ["grant.import"])
    let destroyed: JSON = ["import": id, "certificate": digest("certificate")]
    try own.chain.must("import.destroyed", destroyed, own.system)
    let again = try own.platform.run("import.destroyed", destroyed, as: own.system)
    #expect(again.codes == ["import.already"])
  }

  @Test func `imports end with their scenario and agreement, at any stage`() throws {
    let steps: [(ImportCase) throws -> Void] = [
      { try $0.request() }, { try $0.scan() }, { try $0.approve() }, { try $0.deliver() },
      { try $0.readyGrant() },
    ]
    for step in steps {
      let own = try ImportCase()
      try step(own)
      try own.chain.must(
        "scenario.end",
        ["scenario": try own.chain.made(own.supply.scenario), "ground": "停"], own.owner)
      #expect(try own.chain.record(DataImport.self, own.id).state == .ended)
      if let batch = own.batch {
        let state = try own.chain.record(Batch.self, batch).state
        #expect(state == .accepted || state == .rejected)
      }
    }
  }

  @Test func `a request is taken back before it is decided`() throws {
    let own = try ImportCase()
    try own.scan()
    let id = try own.chain.made(own.id)
    try own.chain.must("import.end", ["import": id, "ground": "数据有误"], own.owner)
    #expect(try own.chain.record(DataImport.self, own.id).state == .withdrawn)
    #expect(try own.vote(own.first).codes == ["import.state"])
    let again = try own.platform.run(
      "import.end", ["import": id, "ground": "x"], as: own.owner)
    #expect(again.codes == ["import.state"])
    let early = try own.platform.run("import.scanned", try own.report(), as: own.system)
    #expect(early.codes == ["import.state"])
  }
}
