// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct ImportRoadTests {
  private func state(_ own: ImportCase) throws -> DataImport.State {
    try own.chain.record(DataImport.self, own.id).state
  }

  @Test func `an agreed file goes the road of any delivery`() throws {
    let own = try ImportCase()
    try own.accept()
    #expect(try state(own) == .active)
    let batch = try own.chain.record(Batch.self, own.batch)
    #expect(batch.state == .accepted && batch.attestedBy == own.second.account)
    let resource = try own.chain.record(Resource.self, own.resource)
    #expect(resource.state == .imported && resource.dataImport == own.id)
    #expect(resource.columns.map(\.classification?.kind) == [.direct, .sensitive])
    let version = try #require(
      try DatasetVersion.active(of: resource.id, own.platform.records))
    #expect(version.parties == [own.owner.organisation])
  }

  @Test func `another file than the one agreed to is not taken in`() throws {
    let own = try ImportCase()
    try own.approve()
    let changed = try own.platform.run(
      "import.deliver", try own.delivery(["digest": digest("changed")]), as: own.owner)
    #expect(changed.codes == ["import.digest"])
    let used = try own.chain.record(Batch.self, own.supply.batch).upload
    let other = try own.platform.run(
      "import.deliver", try own.delivery(["upload": .string(used.rawValue)]), as: own.owner)
    #expect(other.codes == ["import.upload.used"])
    let stranger = try own.platform.run(
      "import.deliver", try own.delivery(), as: own.chain.loser)
    #expect(stranger.codes == ["import.unknown"])
    try own.deliver()
    let again = try own.platform.run("import.deliver", try own.delivery(), as: own.owner)
    #expect(again.codes == ["import.already"])
  }

  @Test func `a delivery that failed may be tried again with the same file`() throws {
    let own = try ImportCase()
    try own.deliver()
    let id = try own.chain.made(own.batch)
    try own.chain.must("batch.started", ["batch": id], own.system)
    try own.chain.must(
      "batch.rejected", ["batch": id, "failureClass": "fault.vault", "counts": []], own.system)
    #expect(try state(own) == .approved)
    let before = own.resource
    try own.accept()
    #expect(own.resource == before && own.batch?.rawValue != id.string)
    #expect(try state(own) == .active)
  }

  @Test func `grants are for its scenario alone, masked as the classes ask`() throws {
    let own = try ImportCase()
    try own.accept()
    let open = try own.platform.run(
      "grant.request",
      try own.grantRequest(["columns": [["name": "code", "mask": "none"]]]), as: own.owner)
    #expect(open.codes == ["grant.column.identifier"])
    let subject = try own.platform.run(
      "grant.request",
      try own.grantRequest([
        "purpose": "subjectService", "columns": [["name": "code", "mask": "none"]],
      ]), as: own.owner)
    #expect(subject.codes == ["grant.column.identifier"])
    try own.supply.alter(
      DataImport.self, own.id, "scenario", .string(own.supply.random("SCN")))
    let elsewhere = try own.platform.run(
      "grant.request", try own.grantRequest(), as: own.owner)
    #expect(elsewhere.codes == ["grant.import"])
    #expect(elsewhere.clauses.contains("EZ-02.11-b"))
  }

  @Test func `another operator learns nothing of an import`() throws {
    let own = try ImportCase()
    try own.accept()
    let scenario = try own.chain.record(Scenario.self, own.supply.scenario)
    try own.supply.alter(
      Scenario.self, scenario.id, "operator", .string(own.chain.loser.organisation.rawValue))
    let outcome = try own.platform.run(
      "grant.request", try own.grantRequest(), as: own.chain.loser)
    #expect(outcome.codes == ["resource.unknown"])
    let id = try own.chain.made(own.id)
    let end = try own.platform.run(
      "import.end", ["import": id, "ground": "x"], as: own.chain.loser)
    #expect(end.codes == ["import.unknown"])
    let listing = try #require(own.platform.registry.listings["imports"])
    #expect(listing.scope(of: own.chain.loser) == .party)
    let hidden = listing.columns.first { $0.name == "overlap" }?.visibleTo
    #expect(hidden?.contains(.operator) == false && hidden?.contains(.implementingBody) == true)
    let resources = try #require(own.platform.registry.listings["resources"])
    #expect(
      resources.scope(of: own.chain.loser)
        == .placeWhere([.equal("state", Resource.State.published.rawValue)]))
  }

  @Test func `what stands for an import is no resource of the catalogue`() throws {
    let own = try ImportCase()
    try own.accept()
    let id = try own.chain.made(own.resource)
    let columns: JSON = [
      ["column": "code", "grade": "general", "kind": "other", "secret": false]
    ]
    // An operator that is a source unit as well does not classify its import down.
    let both = try own.platform.actor(
      "both", of: own.owner.organisation, [.operator, .sourceUnit])
    let classified = try own.platform.run(
      "resource.classify", ["resource": id, "columns": columns], as: both)
    #expect(classified.codes == ["resource.unknown"])
    let acts: [(String, JSON)] = [
      ("resource.publish", ["resource": id]),
      ("resource.withdraw", ["resource": id, "ground": "x"]),
    ]
    for (action, input) in acts {
      let outcome = try own.platform.run(action, input, as: own.first)
      #expect(outcome.codes == ["resource.unknown"], "\(action)")
    }
    let described = try own.platform.run(
      "entry.describe",
      ["entry": try own.chain.made(own.chain.entry), "resource": id], as: own.first)
    #expect(!described.isAllowed)
    let delivered = try own.platform.run(
      "batch.deliver", try own.supply.delivery(["resource": id]), as: own.owner)
    #expect(delivered.codes == ["resource.unknown"])
  }
}
