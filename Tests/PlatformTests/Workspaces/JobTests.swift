// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

extension SupplyCase {
  func registration(_ changes: [String: JSON] = [:]) throws -> JSON {
    let input: [String: JSON] = [
      "scenario": try chain.made(scenario), "name": "指数", "kind": "sql",
      "processing": "transform", "source": "CREATE TABLE r AS SELECT * FROM power;",
      "outputs": [["name": "index", "query": "SELECT * FROM r", "format": "parquet"]],
    ]
    return .object(input.merging(changes) { $1 })
  }

  func register() throws {
    program = try chain.must("program.register", try registration(), owner)
  }

  func submission(_ environment: String, _ changes: [String: JSON] = [:]) throws -> JSON {
    let input: [String: JSON] = [
      "scenario": try chain.made(scenario), "program": try chain.made(program),
      "environment": .string(environment), "grants": [try chain.made(grant)], "outputs": [],
    ]
    return .object(input.merging(changes) { $1 })
  }

  func submit(_ environment: String = "production") throws {
    job = try chain.must("job.submit", try submission(environment), owner)
  }

  func readyJob() throws {
    try readyGrant()
    try register()
    try submit()
  }

  func success(_ name: String = "index") throws -> JSON {
    [
      "job": try chain.made(job),
      "outputs": [
        [
          "name": .string(name), "format": "parquet", "vaultObject": .string(random("VLT")),
        ]
      ], "receipt": ["secondsMax": 2, "limiter": "rlimit", "layers": ["bwrap", "seccomp"]],
    ]
  }

  /// Why the job may not run, by code.
  func stop() throws -> String? {
    guard let job else { throw FakeError.stepMissing }
    return try SupplyChain.stop(
      job: job, on: platform.today, platform.profile, platform.records)?.code
  }
}

@Suite struct JobTests {
  @Test func `a job joins no two grants of one resource, nor codes with pseudonyms`()
    throws
  {
    let supply = try SupplyCase()
    try supply.readyGrant()
    try supply.register()
    var second = try JSON(encoding: supply.chain.record(Grant.self, supply.grant)).object ?? [:]
    let id = supply.random("GRT")
    second["id"] = .string(id)
    second["tableName"] = "second"
    try supply.platform.records.put(JSON.object(second).decode(Grant.self))
    let both: JSON = [try supply.chain.made(supply.grant), .string(id)]
    let joined = try supply.platform.run(
      "job.submit", try supply.submission("production", ["grants": both]), as: supply.owner)
    #expect(joined.codes == ["job.grants.resource"])
    second["purpose"] = "subjectService"
    second["resource"] = .string(supply.random("RES"))
    try supply.platform.records.put(JSON.object(second).decode(Grant.self))
    let coded = try supply.platform.run(
      "job.submit", try supply.submission("production", ["grants": both]), as: supply.owner)
    #expect(coded.codes == ["job.grants.subject"])
    #expect(coded.clauses == ["EZ-02.3-b"])
  }

  @Test func `a job over a ready grant runs, and its outputs stay in quarantine`() throws {
    let supply = try SupplyCase()
    try supply.readyJob()
    let id = try supply.chain.made(supply.job)
    #expect(try supply.stop() == nil)
    try supply.chain.must("job.started", ["job": id, "secondsMax": 1_800], supply.system)
    try supply.chain.must("job.succeeded", try supply.success(), supply.system)
    let job = try supply.chain.record(Job.self, supply.job)
    #expect(job.state == .succeeded && job.outputs.count == 1)
    #expect(job.receipt?["secondsMax"] == 2)
    #expect(job.secondsMax == 1_800)
    let output = try supply.chain.record(JobOutput.self, job.outputs.first)
    #expect(output.state == .quarantined && output.name == "index")
    let again = try supply.platform.run(
      "job.succeeded", try supply.success(), as: supply.system)
    #expect(again.codes == ["job.already"])
    let destroyed: JSON = [
      "output": .string(output.id.rawValue), "certificate": digest("certificate"),
    ]
    try supply.chain.must("output.destroyed", destroyed, supply.system)
    #expect(
      try supply.platform.run("output.destroyed", destroyed, as: supply.system).codes
        == ["output.already"])
  }

  @Test func `development reads signed samples only`() throws {
    let supply = try SupplyCase()
    try supply.makeSample()
    try supply.register()
    let input = try supply.submission("development")
    let early = try supply.platform.run("job.submit", input, as: supply.owner)
    #expect(early.codes == ["sample.signed"])
    try supply.chain.must(
      "sample.sign", ["grant": try supply.chain.made(supply.grant)], supply.bureau)
    #expect(try supply.platform.run("job.submit", input, as: supply.owner).isAllowed)
  }

  @Test func `the source is in no fact, and an erased source runs no more`() throws {
    let supply = try SupplyCase()
    try supply.readyJob()
    for (type, facts) in supply.platform.log where type == "program.registered" {
      #expect(!facts.canonicalText.contains("CREATE TABLE"))
    }
    let program = try #require(supply.program)
    #expect(try supply.chain.record(Program.self, program).isIntact)
    try supply.platform.records.apply([.erase(Program.table, program)])
    #expect(try supply.stop() == "job.program")
    try supply.alter(Program.self, program, "source", "other code")
    #expect(try supply.stop() == "job.program")
  }

  static let badPrograms: [([String: JSON], String)] = [
    (["processing": "sell"], "program.processing"),
    (["kind": "python"], "program.outputs.query"),
    (["outputs": [["name": "index", "format": "csv"]]], "program.outputs.query"),
    (
      [
        "outputs": [
          ["name": "a", "query": "SELECT 1", "format": "csv"],
          ["name": "a", "query": "SELECT 2", "format": "csv"],
        ]
      ], "program.outputs.twice"
    ),
    (
      ["kind": "python", "source": "", "outputs": [["name": "a", "format": "csv"]]],
      "program.source.empty"
    ),
    (["source": .string(String(repeating: "数", count: 100_000))], "program.source.long"),
    (["scenario": "SCN-0000000000000000"], "scenario.unknown"),
  ]

  @Test(arguments: badPrograms)
  func `a program that does not fit is refused`(changes: [String: JSON], code: String) throws {
    let supply = try SupplyCase()
    try supply.approve()
    let outcome = try supply.platform.run(
      "program.register", try supply.registration(changes), as: supply.owner)
    #expect(outcome.codes == [code])
  }

  @Test func `a name is registered once until it is retired`() throws {
    let supply = try SupplyCase()
    try supply.approve()
    try supply.register()
    let again = try supply.platform.run(
      "program.register", try supply.registration(), as: supply.owner)
    #expect(again.codes == ["program.name.taken"])
    let id: JSON = ["program": try supply.chain.made(supply.program)]
    try supply.chain.must("program.retire", id, supply.owner)
    #expect(
      try supply.platform.run("program.retire", id, as: supply.owner).codes == ["program.state"])
    try supply.register()
  }

  @Test func `a job names registered code, declared outputs, and each grant once`() throws {
    let supply = try SupplyCase()
    try supply.readyGrant()
    try supply.register()
    let grant = try supply.chain.made(supply.grant)
    let cases: [([String: JSON], String)] = [
      (["grants": [grant, grant]], "job.grants.twice"), (["outputs": ["other"]], "job.outputs"),
      (["program": "PRG-0000000000000000"], "job.program.unknown"),
      (["grants": ["GRT-0000000000000000"]], "grant.ready"),
    ]
    for (changes, code) in cases {
      let outcome = try supply.platform.run(
        "job.submit", try supply.submission("production", changes), as: supply.owner)
      #expect(outcome.codes == [code])
    }
    let rival = try supply.platform.run(
      "job.submit", try supply.submission("production"), as: supply.chain.loser)
    #expect(rival.codes == ["job.program.unknown"])
    try supply.chain.must(
      "program.retire", ["program": try supply.chain.made(supply.program)], supply.owner)
    let retired = try supply.platform.run(
      "job.submit", try supply.submission("production"), as: supply.owner)
    #expect(retired.codes == ["job.program.retired"])
  }

  @Test func `each report and act on a job is possible in these states only`() throws {
    let supply = try SupplyCase()
    try supply.readyJob()
    let id = try supply.chain.made(supply.job)
    let rows: [(String, JSON, Actor, Set<Job.State>)] = [
      ("job.cancel", ["job": id], supply.owner, [.queued, .running]),
      ("job.cancel", ["job": id], supply.bureau, [.queued, .running]),
      ("job.started", ["job": id], supply.system, [.queued]),
      ("job.succeeded", try supply.success(), supply.system, [.running]),
      (
        "job.failed", ["job": id, "failureClass": "memory", "line": 3], supply.system,
        [.queued, .running]
      ),
    ]
    let fresh = try supply.chain.record(Job.self, supply.job)
    for (name, input, actor, allowed) in rows {
      for state in Job.State.allCases {
        try supply.platform.records.put(fresh)
        try supply.alter(Job.self, supply.job, "state", .string(state.rawValue))
        let outcome = try supply.platform.run(name, input, as: actor)
        #expect(outcome.isAllowed == allowed.contains(state), "\(name) in \(state)")
      }
    }
  }

  @Test func `an output that the job does not keep is not taken`() throws {
    let supply = try SupplyCase()
    try supply.readyJob()
    try supply.chain.must("job.started", ["job": try supply.chain.made(supply.job)], supply.system)
    let outcome = try supply.platform.run(
      "job.succeeded", try supply.success("raw"), as: supply.system)
    #expect(outcome.codes == ["job.outputs"])
  }

  @Test func `every broken link stops a job, before and while it runs`() throws {
    let supply = try SupplyCase()
    try supply.readyJob()
    let scenario = supply.scenario
    let agreement = supply.chain.agreement
    try supply.alter(Agreement.self, agreement, "state", "suspended")
    #expect(try supply.stop() == "agreement.force")
    try supply.alter(Agreement.self, agreement, "state", "active")
    try supply.alter(Scenario.self, scenario, "state", "ended")
    #expect(try supply.stop() == "scenario.approval")
    try supply.alter(Scenario.self, scenario, "state", "approved")
    try supply.alter(Grant.self, supply.grant, "state", "stale")
    #expect(try supply.stop() == "grant.ready")
    let id: JSON = ["job": try supply.chain.made(supply.job)]
    #expect(try supply.platform.run("job.started", id, as: supply.system).codes == ["grant.ready"])
    try supply.alter(Grant.self, supply.grant, "state", "ready")
    try supply.chain.must("job.started", id, supply.system)
    supply.platform.move(to: try day("2031-04-02"))
    #expect(try supply.stop() == "agreement.force")
    let outcome = try supply.platform.run(
      "job.succeeded", try supply.success(), as: supply.system)
    #expect(outcome.codes == ["agreement.force"])
  }
}
