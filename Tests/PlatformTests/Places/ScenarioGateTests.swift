// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// Who must agree to a scenario, by each place's gates.
@Suite struct ScenarioGateTests {
  private func state(_ life: PlaceLife) throws -> Scenario.State {
    try life.record(Scenario.self, life.scenario).state
  }

  @Test func `bureau and authority of the field both agree to a demand`() throws {
    let life = try PlaceLife(.handan)
    try life.propose()
    #expect(try life.vote("demand", .authority).isAllowed)
    #expect(try state(life) == .submitted)
    #expect(try life.run("batch.deliver", try life.delivery(), .owner).clauses.contains("HD-11-a"))
    let again = try life.vote("demand", .authority)
    #expect(again.codes == ["scenario.review.already"] && again.clauses == ["HD-11-b"])
    #expect(try life.vote("demand", .unit).codes == ["scenario.review.role"])
    #expect(try life.vote("demand", .bureau).isAllowed)
    #expect(try state(life) == .approved)
  }

  @Test func `a no of the authority rejects`() throws {
    let life = try PlaceLife(.handan)
    try life.propose()
    #expect(try life.vote("demand", .authority, ["conclusion": "rejected"]).isAllowed)
    #expect(try state(life) == .rejected)
  }

  @Test func `an authority of another field sees and judges nothing`() throws {
    let life = try PlaceLife(.handan)
    try life.propose()
    #expect(try life.vote("demand", .stranger).codes == ["scenario.unknown"])
    let found = try life.record(Scenario.self, life.scenario)
    #expect(found.parties.contains(try life.person(.authority).organisation))
    #expect(!found.parties.contains(try life.person(.stranger).organisation))
    let listing = try #require(life.platform.registry.listings["scenarios"])
    #expect(listing.scope(of: try life.person(.authority)) == .party)
  }

  @Test func `no scenario is put forward in a field that nobody is the authority of`() throws {
    let life = try PlaceLife(.handan)
    let outcome = try life.tryPropose()
    #expect(outcome.codes == ["scenario.field.authority"] && outcome.clauses == ["HD-11-b"])
    let wrong = try life.run(
      "organisation.nameFields",
      [
        "organisation": try life.person(.authority).organisation.json,
        "fields": ["astronomy"],
      ], .bureau)
    #expect(wrong.codes == ["organisation.fields"] && wrong.clauses == ["HD-06-d"])
    let unit = try life.run(
      "organisation.nameFields",
      ["organisation": try life.person(.unit).organisation.json, "fields": []], .bureau)
    #expect(unit.codes == ["organisation.unknown"])
  }

  @Test func `where no review is asked a scenario within the agreement stands at once`() throws {
    let life = try PlaceLife(.sichuan)
    try life.propose()
    #expect(try state(life) == .approved)
    #expect(try life.vote("demand", .bureau).codes == ["scenario.state"])
  }

  @Test func `what the agreement does not cover is refused where no review is asked`() throws {
    let life = try PlaceLife(.sichuan)
    var agreement = try life.record(Agreement.self, life.agreement)
    agreement = try JSON(encoding: agreement).setting("entries", []).decode(Agreement.self)
    try life.platform.records.put(agreement)
    #expect(try life.tryPropose().codes == ["scenario.demand.scope"])
  }

  @Test func `authority and every source unit agree in Quzhou`() throws {
    let life = try PlaceLife(.quzhou)
    try life.propose()
    #expect(try life.vote("demand", .bureau).isAllowed)
    #expect(try state(life) == .submitted)
    #expect(try life.vote("demand", .unit).isAllowed)
    #expect(try state(life) == .approved)
    #expect(try life.vote("feasibility", .unit).codes == ["scenario.state"])
  }

  @Test func `first review, appraisal and demand follow each other in Shuozhou`() throws {
    let life = try PlaceLife(.shuozhou)
    try life.propose()
    let early = try life.vote("appraisal", .bureau)
    #expect(early.codes == ["scenario.review.order"])
    #expect(early.clauses == ["SZ-06.3.1-b", "SZ-06.3.1-c"])
    let own = try life.vote("firstReview", .owner)
    #expect(own.codes == ["scenario.self"] && own.clauses == ["SZ-06.3.1-b"])
    #expect(try life.vote("firstReview", .colleague).isAllowed)
    let bare = try life.vote("appraisal", .bureau, ["findings": ["compliance": "合规"]])
    #expect(bare.codes == ["scenario.review.aspects"] && bare.clauses == ["SZ-06.3.1-c"])
    #expect(try life.vote("demand", .colleague).codes == ["scenario.review.order"])
    #expect(try life.vote("appraisal", .colleague).codes == ["scenario.self"])
    #expect(try life.vote("appraisal", .authority).isAllowed)
    #expect(try life.vote("appraisal", .bureau).isAllowed)
    #expect(try state(life) == .submitted)
    #expect(try life.vote("demand", .bureau).codes == ["scenario.review.role"])
    #expect(try life.vote("demand", .colleague).isAllowed)
    #expect(try state(life) == .approved)
  }

  @Test func `a rival operator has no vote on the scenario`() throws {
    let life = try PlaceLife(.shuozhou)
    try life.propose()
    #expect(try life.vote("firstReview", .stranger).codes == ["scenario.unknown"])
  }
}

extension JSON {
  /// An object with one member set.
  func setting(_ name: String, _ value: JSON) -> JSON {
    var members = object ?? [:]
    members[name] = value
    return .object(members)
  }
}
