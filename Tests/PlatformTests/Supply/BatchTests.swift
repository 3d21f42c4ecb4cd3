// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct BatchTests {
  @Test func `a delivery that is attested and read becomes the first version`() throws {
    let supply = try SupplyCase()
    try supply.supply()
    let batch = try supply.chain.record(Batch.self, supply.batch)
    #expect(batch.state == .accepted && batch.rowsGood == 990 && batch.rowsBad == 10)
    #expect(batch.rowsRepeated == 3)
    #expect(batch.failureCounts == ["notDecimal": 8, "tooFewFields": 2])
    #expect(!batch.late)
    let version = try supply.chain.record(DatasetVersion.self, supply.version)
    #expect(version.number == 1 && version.state == .active)
    #expect(version.parties == [supply.unit.organisation, supply.owner.organisation])
  }

  @Test func `a second delivery follows the first`() throws {
    let supply = try SupplyCase()
    try supply.supply()
    let first = supply.version
    try supply.ingest(mode: "upsert")
    let stale = try supply.platform.run(
      "batch.accepted", try supply.acceptance(), as: supply.system)
    #expect(stale.codes == ["batch.base"])
    try supply.chain.must("batch.accepted", try supply.acceptance(base: first), supply.system)
    #expect(try supply.chain.record(DatasetVersion.self, first).state == .superseded)
    let resource = try #require(supply.chain.resource)
    let active = try DatasetVersion.active(of: resource, supply.platform.records)
    #expect(active?.number == 2)
  }

  @Test func `an id that is no file of the deliverer's own is refused, whatever it names`() throws {
    let supply = try SupplyCase()
    try supply.supply()
    let version = try supply.chain.record(DatasetVersion.self, supply.version)
    let unknown = supply.random("UPL")
    supply.platform.notUploaded.insert(unknown)
    for upload in [version.vaultObject.rawValue, supply.random("OBJ"), unknown] {
      let outcome = try supply.platform.run(
        "batch.deliver", try supply.delivery(["upload": .string(upload)]), as: supply.owner)
      #expect(outcome.codes == ["batch.upload"], "\(upload)")
    }
  }

  @Test func `a file that was filed as a paper is not handed in as data`() throws {
    let supply = try SupplyCase()
    try supply.supply()
    let paper = supply.random("UPL")
    supply.platform.papers.insert(paper)
    let outcome = try supply.platform.run(
      "batch.deliver", try supply.delivery(["upload": .string(paper)]), as: supply.owner)
    #expect(outcome.codes == ["batch.upload.paper"])
  }

  @Test func `only the place's platform is a channel`() throws {
    let supply = try SupplyCase()
    try supply.approve()
    for route in ["otherPlatform", "direct"] {
      let outcome = try supply.platform.run(
        "batch.deliver", try supply.delivery(["route": .string(route)]), as: supply.owner)
      #expect(outcome.codes == ["batch.route"])
      #expect(outcome.clauses == ["EZ-02.4-a", "EZ-02.4-b"])
    }
  }

  @Test func `nothing is delivered for a scenario that is not approved or does not ask`() throws {
    let supply = try SupplyCase()
    try supply.assess()
    let early = try supply.platform.run(
      "batch.deliver", try supply.delivery(), as: supply.owner)
    #expect(early.codes == ["scenario.approval"])
    #expect(early.clauses == ["EZ-02.10-b", "EZ-02.13-c"])
    let water = try supply.chain.must(
      "resource.register",
      [
        "name": "企业用水", "columns": [["name": "t", "type": "integer", "label": "吨"]],
        "keyColumns": [],
      ], supply.unit)
    let other = try supply.platform.run(
      "batch.deliver", try supply.delivery(["resource": .string(water.rawValue)]),
      as: supply.owner)
    #expect(other.codes.contains("batch.undemanded"))
  }

  @Test func `a manifest that does not fit the catalogue is refused`() throws {
    let supply = try SupplyCase()
    try supply.approve()
    guard case .object(var manifest) = try supply.delivery()["manifest"] ?? .null else {
      Issue.record("no manifest")
      return
    }
    manifest["columns"] = ["uscc", "kwh", "secret"]
    let strange = try supply.platform.run(
      "batch.deliver", try supply.delivery(["manifest": .object(manifest)]), as: supply.owner)
    #expect(strange.codes == ["batch.columns"])
    try supply.alter(Resource.self, supply.chain.resource, "keyColumns", [])
    let keyless = try supply.platform.run(
      "batch.deliver", try supply.delivery(mode: "upsert"), as: supply.owner)
    #expect(keyless.codes == ["batch.key"])
  }

  @Test func `an upload is delivered once`() throws {
    let supply = try SupplyCase()
    try supply.approve()
    let input = try supply.delivery()
    #expect(try supply.platform.run("batch.deliver", input, as: supply.owner).isAllowed)
    let again = try supply.platform.run("batch.deliver", input, as: supply.owner)
    #expect(again.codes == ["batch.upload.used"])
  }

  @Test func `a delivery after its day is taken and marked late`() throws {
    let supply = try SupplyCase()
    try supply.approve()
    supply.platform.move(to: try day("2026-05-06"))
    try supply.deliver()
    #expect(try supply.chain.record(Batch.self, supply.batch).late)
  }

  @Test func `a unit attests its own data only, and only the delivered file`() throws {
    let supply = try SupplyCase()
    try supply.approve()
    try supply.deliver()
    let id = try supply.chain.made(supply.batch)
    let wrong = try supply.platform.run(
      "batch.attest", ["batch": id, "digest": digest("other")], as: supply.unit)
    #expect(wrong.codes == ["batch.digest"])
    let stranger = try supply.platform.actor("water company", .sourceUnit)
    let foreign = try supply.platform.run(
      "batch.attest", ["batch": id, "digest": digest("file")], as: stranger)
    #expect(foreign.codes == ["batch.unknown"])
    try supply.alter(Batch.self, supply.batch, "deliveredBy", .string(supply.unit.account.rawValue))
    let own = try supply.platform.run(
      "batch.attest", ["batch": id, "digest": digest("file")], as: supply.unit)
    #expect(own.codes == ["batch.self"])
  }

  @Test func `each action of a batch is possible in these states only`() throws {
    let supply = try SupplyCase()
    try supply.approve()
    try supply.deliver()
    let id = try supply.chain.made(supply.batch)
    let rows: [(String, JSON, Actor, Set<Batch.State>)] = [
      ("batch.attest", ["batch": id, "digest": digest("file")], supply.unit, [.delivered]),
      ("batch.decline", ["batch": id, "ground": "不全"], supply.unit, [.delivered]),
      ("batch.started", ["batch": id], supply.system, [.attested]),
      ("batch.accepted", try supply.acceptance(), supply.system, [.ingesting]),
      (
        "batch.rejected",
        ["batch": id, "failureClass": "encoding", "counts": [["name": "ragged", "count": 3]]],
        supply.system, [.attested, .ingesting]
      ),
    ]
    let fresh = try supply.chain.record(Batch.self, supply.batch)
    for (name, input, actor, allowed) in rows {
      for state in Batch.State.allCases {
        try supply.platform.records.put(fresh)
        try supply.alter(Batch.self, supply.batch, "state", .string(state.rawValue))
        let outcome = try supply.platform.run(name, input, as: actor)
        #expect(outcome.isAllowed == allowed.contains(state), "\(name) in \(state)")
        let isReport = actor == supply.system && (state == .accepted || state == .rejected)
        if isReport { #expect(outcome.codes == ["batch.already"], "\(name) in \(state)") }
      }
    }
  }

  @Test func `a rejected batch tells classes and counts`() throws {
    let supply = try SupplyCase()
    try supply.approve()
    try supply.ingest()
    try supply.chain.must(
      "batch.rejected",
      [
        "batch": try supply.chain.made(supply.batch), "failureClass": "manifest",
        "counts": [["name": "rows", "count": 1]],
      ], supply.system)
    let batch = try supply.chain.record(Batch.self, supply.batch)
    #expect(batch.state == .rejected && batch.failureClass == "manifest")
    #expect(batch.failureCounts == ["rows": 1])
  }

  @Test func `what is left of a batch is reported destroyed once, and only of a rejected one`()
    throws
  {
    let supply = try SupplyCase()
    try supply.approve()
    try supply.deliver()
    let id = try supply.chain.made(supply.batch)
    let report: JSON = ["batch": id, "certificate": digest("certificate")]
    for state in Batch.State.allCases where state != .rejected {
      try supply.alter(Batch.self, supply.batch, "state", .string(state.rawValue))
      let early = try supply.platform.run("batch.destroyed", report, as: supply.system)
      #expect(early.codes == ["batch.state"], "\(state)")
    }
    try supply.alter(Batch.self, supply.batch, "state", "delivered")
    try supply.chain.must("batch.decline", ["batch": id, "ground": "不全"], supply.unit)
    let own = try supply.platform.run("batch.destroyed", report, as: supply.unit)
    #expect(!own.isAllowed)
    try supply.chain.must("batch.destroyed", report, supply.system)
    let batch = try supply.chain.record(Batch.self, supply.batch)
    #expect(batch.state == .rejected && batch.certificate?.text == digest("certificate").string)
    let again = try supply.platform.run("batch.destroyed", report, as: supply.system)
    #expect(again.codes == ["batch.already"])
  }

  @Test func `a version is destroyed by order, with a certificate, and takes its grants along`()
    throws
  {
    let supply = try SupplyCase()
    try supply.readyGrant()
    let id = try supply.chain.made(supply.version)
    let certificate: JSON = ["version": id, "certificate": digest("certificate")]
    let early = try supply.platform.run(
      "datasetVersion.destroyed", certificate, as: supply.system)
    #expect(early.codes == ["datasetVersion.state"])
    let stranger = try supply.platform.actor("water company", .sourceUnit)
    let order: JSON = ["version": id, "ground": "到期"]
    let foreign = try supply.platform.run("datasetVersion.destroy", order, as: stranger)
    #expect(foreign.codes == ["datasetVersion.unknown"])
    try supply.chain.must("datasetVersion.destroy", order, supply.unit)
    #expect(try supply.chain.record(Grant.self, supply.grant).state == .revoked)
    let again = try supply.platform.run("datasetVersion.destroy", order, as: supply.bureau)
    #expect(again.codes == ["datasetVersion.state"])
    try supply.chain.must("datasetVersion.destroyed", certificate, supply.system)
    let twice = try supply.platform.run(
      "datasetVersion.destroyed", certificate, as: supply.system)
    #expect(twice.codes == ["datasetVersion.already"])
    #expect(try supply.chain.record(DatasetVersion.self, supply.version).state == .destroyed)
  }
}
