// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// Cases of any procedure: opened, recorded, seen, withdrawn.
@Suite struct CaseTests {
  @Test func `whoever the first step names opens a case, on a record of its own`() throws {
    let chain = try PlaceChain("handan")
    try chain.play(Array(PlaceLives.handan.dropLast(3)))
    let open = PlaceStep(
      "winner", "case.open",
      ["procedure": "governance", "title": "缺值治理", "subject": "$agreement.winner"],
      save: "governance")
    let stranger = PlaceStep("loser", open.name, open.input)
    #expect(try chain.attempt(stranger).codes == ["case.subject"])
    let other = try chain.attempt(PlaceStep("bureau", open.name, open.input))
    #expect(other.codes == ["procedure.by"])
    #expect(other.clauses == ["HD-11-d"])
    try chain.must(open)
    #expect(try chain.attempt(open).codes == ["case.open.already"])
    #expect(try chain.record(CaseFile.self, "governance").title == "缺值治理")
  }

  /// Whoever opens a case is whom its first step names: often there is one such body in a place.
  @Test(arguments: ["ezhou", "handan", "quzhou", "shuozhou", "sichuan"])
  func `the first step of a case is not closed to the body that opens it`(place: String) throws {
    for procedure in try ProjectFiles.profile(place).procedures where procedure.carriedBy == nil {
      #expect(procedure.first?.separation != .organisation, "\(procedure.id)")
    }
  }

  @Test func `a procedure with records of its own, and the call's, begin with their actions`()
    throws
  {
    let chain = try PlaceChain("handan")
    for procedure in ["scenario", "authorisation"] {
      let outcome = try chain.attempt(
        PlaceStep("bureau", "case.open", ["procedure": .string(procedure), "title": "x"]))
      #expect(outcome.codes == ["case.procedure.own"])
    }
    let unknown = try chain.attempt(
      PlaceStep("bureau", "case.open", ["procedure": "none", "title": "x"]))
    #expect(unknown.codes == ["case.procedure"])
  }

  @Test func `governance is asked for, urged with a day, and done by the unit`() throws {
    let chain = try PlaceChain("handan")
    try chain.must(
      PlaceStep(
        "winner", "case.open", ["procedure": "governance", "title": "缺值治理"], save: "case"))
    let request = PlaceStep.record("winner", ["agreedRequirement", "defect"])
    #expect(try chain.attempt(.record("winner")).codes == ["case.step.material"])
    #expect(
      try chain.attempt(.record("loser", ["agreedRequirement", "defect"])).codes
        == ["case.step.stranger"])
    try chain.must(request)
    let urging = try chain.attempt(.record("bureau", ["dueDate", "units"]))
    #expect(urging.codes == ["case.due.missing"])
    #expect(urging.clauses == ["HD-11-e"])
    let urged: [String: JSON] = ["dueOn": "2026-03-10", "invites": ["$org.unit"]]
    let unknown = urged.merging(["invites": ["$org.unit", "$case"]]) { $1 }
    #expect(
      try chain.attempt(.record("bureau", ["dueDate", "units"], more: unknown)).codes
        == ["case.step.invite"])
    try chain.must(.record("bureau", ["dueDate", "units"], more: urged))
    try chain.add("second", [.sourceUnit])
    #expect(try chain.attempt(.record("second")).codes == ["case.step.stranger"])
    #expect(try chain.record(CaseFile.self, "case").dueOn == Day("2026-03-10"))
    try chain.must(.record("unit"))
    #expect(try chain.record(CaseFile.self, "case").state == .active)
  }

  @Test func `a case is withdrawn by its own body, and not after a decision`() throws {
    let chain = try PlaceChain("sichuan")
    let steps = PlaceLives.sichuan("authorisation")
    let withdraw = PlaceStep("bureau", "case.withdraw", ["case": "$case", "ground": "改期"])
    try chain.play(Array(steps.prefix(4)))
    let other = PlaceStep("authority", withdraw.name, withdraw.input)
    #expect(try chain.attempt(other).codes == ["case.unknown"])
    try chain.must(steps[4])
    #expect(try chain.attempt(withdraw).codes == ["case.withdraw.decided"])
    let second = try PlaceChain("sichuan")
    try second.play(Array(steps.prefix(2)))
    try second.must(withdraw)
    #expect(try second.record(CaseFile.self, "case").state == .cancelled)
    #expect(try second.attempt(steps[2]).codes == ["case.state"])
  }

  @Test func `another case about a call leaves the call alone when it is withdrawn`() throws {
    let chain = try PlaceChain("quzhou")
    try chain.play(Array(PlaceLives.quzhouReview.prefix(3)))
    let open = PlaceStep(
      "unit", "case.open",
      ["procedure": "reclassification", "title": "转列", "subject": "$call"], save: "other")
    try chain.add("second", [.sourceUnit])
    #expect(try chain.attempt(PlaceStep("second", open.name, open.input)).codes == ["case.subject"])
    try chain.must(open)
    try chain.must(
      PlaceStep("unit", "case.withdraw", ["case": "$other", "ground": "不再需要"]))
    #expect(try chain.record(CaseFile.self, "other").state == .cancelled)
    #expect(try chain.record(Call.self, "call").state == .published)
  }

  @Test func `a source unit neither sees nor does another's matter`() throws {
    let chain = try PlaceChain("quzhou")
    try chain.add("second", [.sourceUnit])
    try chain.must(
      PlaceStep(
        "unit", "case.open", ["procedure": "reclassification", "title": "转列"], save: "case"))
    let request = PlaceStep.record(
      "second",
      ["exceptionGround", "anonymisationReport", "desensitisationReport", "subjectConsent"])
    #expect(try chain.attempt(request).codes == ["case.step.stranger"])
    let listing = try #require(Procedures.listings.first { $0.plural == "cases" })
    #expect(listing.scope(of: try chain.actor("second")) == .party)
    let file = try chain.record(CaseFile.self, "case")
    #expect(!file.parties.contains(try chain.actor("second").organisation))
    try chain.must(PlaceStep("unit", request.name, request.input))
  }

  @Test func `an account speaks for a body only with that body's capacity`() throws {
    let chain = try PlaceChain("quzhou")
    let bureau = try chain.actor("bureau").organisation
    chain.people["lesser"] = try chain.platform.actor(
      "lesser", of: bureau, [.implementingBody])
    let open: JSON = ["procedure": "rectification", "title": "整改"]
    let outcome = try chain.attempt(PlaceStep("lesser", "case.open", open))
    #expect(outcome.codes == ["procedure.by"])
    try chain.must(PlaceStep("bureau", "case.open", open, save: "case"))
    #expect(
      try chain.attempt(.record("lesser", ["order"])).codes.contains("procedure.by"))
  }

  @Test func `units whose data a call offers are of its case`() throws {
    let chain = try PlaceChain("shuozhou")
    try chain.play(Array(PlaceLives.shuozhouReview.prefix(4)))
    let file = try chain.record(CaseFile.self, "case")
    #expect(file.parties.contains(try chain.actor("unit").organisation))
  }

  @Test func `those whom the steps name see a case, operators their own`() throws {
    let listing = try #require(Procedures.listings.first { $0.plural == "cases" })
    let chain = try PlaceChain("handan")
    let expert = try #require(listing.scope(of: try chain.actor("expert")))
    #expect(expert == .placeWhere([.lists("actors", "expertGroup")]))
    #expect(listing.scope(of: try chain.actor("winner")) == .party)
    #expect(listing.scope(of: try chain.actor("bureau")) == .place)
    #expect(listing.hidden(from: try chain.actor("winner")).contains("steps"))
    try chain.play(Array(PlaceLives.handan.prefix(1)))
    let seen = try chain.platform.records.count(
      CaseFile.self, [.lists("actors", "expertGroup")])
    let unseen = try chain.platform.records.count(
      CaseFile.self, [.lists("actors", "coordinationBody")])
    #expect(seen == 1)
    #expect(unseen == 0)
  }

  @Test func `a rejected general step ends case and call`() throws {
    let chain = try PlaceChain("handan")
    try chain.play(Array(PlaceLives.handan.prefix(5)))
    try chain.must(.record("bureau", outcome: "rejected"))
    #expect(try chain.record(CaseFile.self, "case").state == .refused)
    #expect(try chain.record(Call.self, "call").state == .cancelled)
  }

  @Test func `a case that goes back to applications opens its call again`() throws {
    let chain = try PlaceChain("handan")
    try chain.play(Array(PlaceLives.handan.prefix(5)))
    let back = PlaceStep.record("bureau", outcome: "returned", more: ["dueOn": "2026-04-10"])
    try chain.must(back)
    let call = try chain.record(Call.self, "call")
    #expect(call.state == .published)
    #expect(call.closesOn == Day("2026-04-10"))
    try chain.must(PlaceLives.apply("third", ["truthStatement"]))
  }
}
