// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// Duties that an action does by itself, and those that sum a period up.
@Suite struct DutyActTests {
  private static let items: [String: JSON] = [
    "authorisedParty": "甲公司", "content": "企业用电", "scope": "第一批第 1 行", "term": "五年",
  ]

  /// An agreement in force, with disclosure every ninety days.
  private func inForce() throws -> EzhouChain {
    let chain = try EzhouChain([Duties.self, RuleSets.self])
    try chain.activate()
    try chain.must(
      "openValue.set",
      [
        "key": "supervision.disclosureIntervalDays", "value": "90", "documentNumber": "4号",
        "digest": digest("interval"),
      ], chain.bureau)
    return chain
  }

  private func standing(_ chain: EzhouChain) throws -> DutyStanding {
    let all = try DutyBoard(
      chain.platform.profile, today: chain.platform.today, calendar: chain.platform.calendar,
      chain.platform.records
    ).standings(for: chain.bureau)
    return try #require(all.first { $0.rule.id == "periodicDisclosure" })
  }

  private func disclose(
    _ chain: EzhouChain, _ items: [String: JSON] = DutyActTests.items, as actor: Actor? = nil
  ) throws -> Outcome {
    try chain.platform.run(
      "disclosure.publish",
      ["agreement": try chain.made(chain.agreement), "items": .object(items)],
      as: actor ?? chain.bureau)
  }

  @Test func `a disclosure is overdue until all four items are out`() throws {
    let chain = try inForce()
    #expect(try disclose(chain).isAllowed)
    #expect(try standing(chain).standing == .done)
    let due = try #require(try standing(chain).dueOn)
    chain.platform.move(to: due.adding(days: 1))
    #expect(try standing(chain).standing == .overdue)
    var part = Self.items
    part["term"] = nil
    #expect(try disclose(chain, part).codes == ["disclosure.item.missing"])
    #expect(try standing(chain).standing == .overdue)
    let late = try #require(try disclose(chain).id)
    let found = try chain.record(Disclosure.self, late)
    #expect(found.wasDueOn == due && found.isLate == true)
    let after = try standing(chain)
    #expect(after.standing == .done && after.lastOn == chain.platform.today)
    #expect(after.latest?.record == late)
  }

  @Test func `no record takes the place of the disclosure`() throws {
    let chain = try inForce()
    let outcome = try chain.platform.run(
      "duty.record",
      [
        "duty": "periodicDisclosure", "about": try chain.made(chain.agreement), "title": "披露",
        "digest": digest("page"),
      ], as: chain.bureau)
    #expect(outcome.codes == ["duty.doneBy"] && outcome.clauses == ["EZ-02.15-a"])
    #expect(try standing(chain).lastOn == nil)
  }

  @Test func `who does not bear the duty does not do it by disclosing`() throws {
    let chain = try inForce()
    let government = try chain.platform.actor("government", .grantor)
    #expect(try disclose(chain, as: government).isAllowed)
    #expect(try standing(chain).lastOn == nil)
    #expect(try disclose(chain).isAllowed)
    #expect(try standing(chain).lastOn == chain.platform.today)
  }

  @Test func `a disclosure that is recorded afterwards moves no day back`() throws {
    let chain = try inForce()
    chain.platform.move(to: chain.platform.today.adding(days: 10))
    #expect(try disclose(chain).isAllowed)
    let earlier: JSON = [
      "agreement": try chain.made(chain.agreement), "items": .object(Self.items),
      "occurredOn": .string(chain.platform.today.adding(days: -5).description),
    ]
    #expect(
      try chain.platform.run("disclosure.publish", earlier, as: chain.bureau).isAllowed)
    #expect(try standing(chain).lastOn == chain.platform.today)
  }

  /// Days with what a record of the first half-year is refused for on them.
  private static let days: [(String, [String])] = [
    ("2026-06-29", ["duty.period.open"]), ("2026-06-30", []), ("2026-07-15", []),
  ]

  @Test(arguments: days)
  func `what sums a half-year up is recorded when it is over`(
    day: String, codes: [String]
  ) throws {
    let life = try PlaceLife(.handan)
    life.platform.move(to: try #require(Day(day)))
    let rule = try #require(life.platform.profile.duty("halfYearSummary"))
    let outcome = try life.run(
      "duty.record",
      [
        "duty": "halfYearSummary", "period": "2026H1", "title": "半年报告", "digest": digest(day),
        "parts": life.texts(rule.parts),
      ], .bureau)
    #expect(outcome.codes == codes)
    if !codes.isEmpty { #expect(outcome.clauses == ["HD-21-e"]) }
  }

  @Test func `an act of a duty is an action of the platform`() {
    #expect(DutyAct.allCases.allSatisfy { Registry.shuyu.actions[$0.rawValue] != nil })
  }
}
