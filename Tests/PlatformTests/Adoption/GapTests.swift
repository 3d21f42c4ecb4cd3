// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// The gaps of an earlier authorisation: planned, and closed one by one.
@Suite struct GapTests {
  @Test func `it goes on once every gap has an owner and a day, planned by a second person`() throws
  {
    let earlier = try AdoptionCase()
    #expect(try earlier.adopt().isAllowed)
    let own = try earlier.life.person(.bureau).organisation
    let all = AdoptionCase.gaps.map { earlier.plan($0, own) }
    let short = try earlier.plan(Array(all.dropLast()))
    #expect(short.codes == ["adoption.plan"])
    #expect(short.clauses == ["SC-32-a", "SC-32-b", "SC-15.p2-a"])
    #expect(try earlier.plan(all, as: earlier.life.person(.bureau)).codes == ["adoption.person"])
    #expect(try earlier.platform.records.all(Agreement.self).count == 1)
    #expect(try earlier.plan(all).isAllowed)
    let agreement = try earlier.goingOn()
    #expect(agreement.state == .active && agreement.isInForce(on: earlier.platform.today))
    #expect(try agreement.endsOn == day("2027-05-05") && agreement.signedOn == day("2024-05-06"))
    #expect(agreement.earlier == earlier.earlier && agreement.filingState == .unfiled)
    #expect(agreement.grantor == earlier.government.organisation && agreement.signatory == own)
    #expect(agreement.covers(entry: earlier.life.entry))
    let kept = try earlier.kept()
    #expect(try kept.state == .aligning && kept.dueOn == day("2026-06-30"))
    #expect(kept.gaps.allSatisfy { $0.owner == own && $0.dueOn != nil })
    #expect(try earlier.plan(all).codes == ["earlierAuthorisation.state"])
  }

  @Test func `owners and days that do not fit are refused`() throws {
    let earlier = try AdoptionCase()
    #expect(try earlier.adopt().isAllowed)
    let own = try earlier.life.person(.bureau).organisation
    let rest = AdoptionCase.gaps.dropLast().map { earlier.plan($0, own) }
    let last = AdoptionCase.gaps[5]
    let stranger = MarketCase.id("ORG", "nobody at all")
    for gaps in [
      rest + [earlier.plan(last, own, "2026-04-01")], rest + [earlier.plan(last, stranger)],
      // After its last day nothing can be made up for.
      rest + [earlier.plan(last, own, "2027-05-06")],
      rest + [earlier.plan(last, own), earlier.plan(last, own)],
      rest + [earlier.plan(last, own), earlier.plan("missingStep/planDraft", own)],
    ] {
      #expect(try earlier.plan(gaps).codes == ["adoption.plan.unfit"])
    }
    let other = try earlier.platform.actor("another body", .implementingBody)
    let all = rest + [earlier.plan(last, own)]
    #expect(try earlier.plan(all, as: other).codes == ["adoption.other"])
  }

  @Test func `supply runs while gaps are open, and nothing is added to the list`() throws {
    let earlier = try AdoptionCase()
    #expect(try earlier.adopt().isAllowed)
    #expect(try earlier.plan().isAllowed)
    let profile = earlier.platform.profile
    #expect(
      SupplyChain.stop(agreement: try earlier.goingOn(), on: earlier.platform.today, profile)
        == nil)
    let (more, one) = (try products(earlier, ["P-1", "P-2"]), try products(earlier, ["P-1"]))
    let widened = try amend(earlier, more)
    #expect(widened.codes == ["adoption.widened"] && widened.clauses.contains("SC-32-a"))
    #expect(try amend(earlier, one).isAllowed)
    #expect(try earlier.goingOn().version == 2)
    for (index, gap) in AdoptionCase.gaps.prefix(3).enumerated() {
      #expect(try earlier.close(gap, "made up \(index)").isAllowed)
    }
    try handIn(earlier)
    for (index, gap) in AdoptionCase.gaps.dropFirst(3).enumerated() {
      #expect(try amend(earlier, more).codes == ["adoption.widened"])
      #expect(try earlier.close(gap, "handed in \(index)").isAllowed)
    }
    #expect(try earlier.kept().state == .aligned && earlier.kept().dueOn == nil)
    #expect(try amend(earlier, more).isAllowed)
  }

  @Test func `what the platform sees itself is not closed by a paper`() throws {
    let earlier = try AdoptionCase()
    #expect(try earlier.adopt().isAllowed)
    #expect(try earlier.plan().isAllowed)
    for gap in AdoptionCase.gaps.dropFirst(3) {
      #expect(try earlier.close(gap, "a paper").codes == ["adoption.stands"], "\(gap)")
    }
    let bureau = try earlier.life.person(.bureau)
    let filing = try file(earlier, by: bureau)
    #expect(try earlier.goingOn().filingState == .submitted)
    #expect(try earlier.close("missingFiling/agreement", "a paper").codes == ["adoption.stands"])
    try receive(earlier, filing, "returned")
    #expect(try earlier.goingOn().filingState == .returned)
    #expect(try earlier.close("missingFiling/agreement", "a paper").codes == ["adoption.stands"])
    try receive(earlier, try file(earlier, by: bureau), "filed")
    let agreement = try earlier.goingOn()
    #expect(agreement.filingState == .filed && agreement.filingNumber == "川备1")
    #expect(agreement.filedVersion == 1 && agreement.filedOn == earlier.platform.today)
    #expect(try earlier.close("missingFiling/agreement", "a paper").isAllowed)
  }

  @Test func `a term that is too long ends on a day that the parties agreed instead`() throws {
    let earlier = try AdoptionCase()
    #expect(try earlier.adopt(["endsOn": "2031-05-06"]).isAllowed)
    #expect(try earlier.plan().isAllowed)
    let gap = "longTerm/term"
    #expect(try earlier.close(gap, "new term").codes == ["adoption.stands"])
    let long: [String: JSON] = ["endsOn": "2029-05-07"]
    #expect(try earlier.close(gap, "new term", long).codes == ["adoption.stands"])
    // Nobody ends it so without a ground.
    let over: [String: JSON] = ["endsOn": "2024-05-07"]
    #expect(try earlier.close(gap, "new term", over).codes == ["adoption.stands"])
    let before = try earlier.close(
      gap, "new term", ["endsOn": "2029-05-06", "occurredOn": "1999-01-01"])
    #expect(before.codes == ["case.step.early"])
    let other = try earlier.close(
      "missingSection/breach", "a section", ["endsOn": "2029-05-06"])
    #expect(other.codes == ["adoption.endsOn"])
    #expect(try earlier.close(gap, "new term", ["endsOn": "2029-05-06"]).isAllowed)
    #expect(try earlier.goingOn().endsOn == day("2029-05-06"))
    #expect(try earlier.kept().endsOn == day("2029-05-06"))
  }

  @Test func `a gap is closed once, with a paper of its own, and late is said`() throws {
    let earlier = try AdoptionCase()
    #expect(try earlier.adopt().isAllowed)
    #expect(try earlier.plan().isAllowed)
    let gap = AdoptionCase.gaps[0]
    #expect(try earlier.close(gap, "earlier planDraft").codes == ["adoption.paper.twice"])
    #expect(try earlier.close(gap, "earlier agreement").codes == ["adoption.paper.twice"])
    #expect(try earlier.close("missingStep/planDraft", "x").codes == ["adoption.closed"])
    #expect(
      try earlier.close(gap, "made up", ["occurredOn": "2026-04-02"]).codes == ["day.future"])
    let other = try earlier.platform.actor("another body", .implementingBody)
    #expect(try earlier.close(gap, "made up", as: other).codes == ["adoption.other"])
    earlier.platform.move(to: try day("2026-07-02"))
    guard
      case .allowed(let late) = try earlier.close(gap, "made up", ["occurredOn": "2026-07-01"])
    else {
      Issue.record("it should be closed")
      return
    }
    #expect(late["isLate"] == true && late["left"] == 5)
    #expect(try earlier.close(gap, "again").codes == ["adoption.closed"])
    let kept = try earlier.kept().gaps[0]
    #expect(try kept.closedOn == day("2026-07-01") && kept.evidence != nil)
  }

  private func products(_ earlier: AdoptionCase, _ codes: [String]) throws -> JSON {
    let items = (earlier.platform.profile.products.lineItems.value ?? []).map {
      ($0.id, JSON("见附件"))
    }
    let reviewer = try earlier.life.person(.evaluator).organisation.json
    return .array(
      codes.map { code in
        [
          "code": .string(code), "name": "指数", "useClass": "industrySector",
          "reviewer": reviewer,
          "requirements": .object(Dictionary(items, uniquingKeysWith: { $1 })),
        ]
      })
  }

  private func amend(_ earlier: AdoptionCase, _ products: JSON) throws -> Outcome {
    try earlier.platform.run(
      "agreement.amendProducts",
      [
        "agreement": try earlier.goingOn().id.json, "products": products,
        "digest": digest("amendment"),
      ], as: try earlier.life.person(.bureau))
  }

  /// Hands in what the platform looks for: two documents and the filing with its receipt.
  private func handIn(_ earlier: AdoptionCase) throws {
    let bureau = try earlier.life.person(.bureau)
    try earlier.platform.mustRun(
      "ruleDocument.submit",
      [
        "kind": "environmentAcceptance", "title": "环境验收", "digest": digest("acceptance"),
        "parts": ["environment": "第 1 页", "acceptanceDay": "第 2 页"],
      ], as: bureau)
    try earlier.platform.mustRun(
      "ruleDocument.submit",
      ["kind": "emergencyPlan", "title": "应急预案", "digest": digest("emergency")],
      as: try earlier.life.person(.owner))
    try receive(earlier, try file(earlier, by: bureau), "filed")
  }

  private func file(_ earlier: AdoptionCase, by bureau: Actor) throws -> RecordID {
    try earlier.platform.mustRun(
      "filing.submit",
      [
        "kind": "agreement", "subject": try earlier.goingOn().id.json,
        "digest": digest("package"), "eventOn": "2024-05-06",
      ], as: bureau)
  }

  private func receive(_ earlier: AdoptionCase, _ filing: RecordID, _ conclusion: String) throws {
    let authority = try earlier.platform.actor("data authority", .dataAuthority)
    try earlier.platform.mustRun(
      "filing.receipt",
      [
        "filing": filing.json, "conclusion": .string(conclusion), "receiptNumber": "川备1",
        "opinion": "请补正",
      ], as: authority)
  }
}
