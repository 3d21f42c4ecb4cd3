// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// How duties stand: missing, due, overdue, to be set, and for whom.
@Suite struct DutyBoardTests {
  private func inForce() throws -> EzhouChain {
    let chain = try EzhouChain([Duties.self, RuleSets.self])
    try chain.activate()
    return chain
  }

  private func standings(
    _ chain: EzhouChain, _ actor: Actor, ownOnly: Bool = false
  ) throws -> [DutyStanding] {
    try DutyBoard(
      chain.platform.profile, today: chain.platform.today, calendar: chain.platform.calendar,
      chain.platform.records
    ).standings(for: actor, ownOnly: ownOnly)
  }

  private func standing(
    _ duty: String, _ chain: EzhouChain, _ actor: Actor
  ) throws -> DutyStanding {
    try #require(standings(chain, actor).first { $0.rule.id == duty })
  }

  private func record(
    _ duty: String, _ chain: EzhouChain, _ actor: Actor, _ more: [String: JSON] = [:]
  ) throws {
    let rule = try #require(chain.platform.profile.duty(duty))
    var members: [String: JSON] = [
      "duty": .string(duty), "title": "文件", "digest": digest("\(duty) \(chain.platform.today)"),
      "parts": .object(
        Dictionary(rule.parts.map { ($0.id, .string("见正文")) }) { first, _ in first }),
    ]
    for (name, value) in more { members[name] = value }
    try chain.must("duty.record", .object(members), actor)
  }

  private func set(_ key: String, _ value: String, _ chain: EzhouChain) throws {
    try chain.must(
      "openValue.set",
      [
        "key": .string(key), "value": .string(value), "documentNumber": "4号",
        "digest": digest(key),
      ], chain.bureau)
  }

  @Test func `what was never recorded is missing, and then in order`() throws {
    let chain = try inForce()
    let before = try standing("baseSystems", chain, chain.bureau)
    #expect(before.standing == .missing && before.isMissing && before.isOwn && before.isTask)
    try record("baseSystems", chain, chain.bureau)
    let after = try standing("baseSystems", chain, chain.bureau)
    #expect(after.standing == .done && !after.isTask && after.lastOn == Day("2026-04-01"))
    #expect(try standing("modelCases", chain, chain.bureau).standing == .idle)
  }

  @Test func `an interval that nobody has set is said, and once set counts from the last time`()
    throws
  {
    let chain = try inForce()
    #expect(try standing("safetyDrill", chain, chain.bureau).standing == .missing)
    try record("safetyDrill", chain, chain.bureau)
    let open = try standing("safetyDrill", chain, chain.bureau)
    #expect(open.standing == .unset && open.openKey == "security.drillIntervalDays")
    try set("security.drillIntervalDays", "90", chain)
    let set = try standing("safetyDrill", chain, chain.bureau)
    #expect(set.standing == .done && set.openKey == nil && set.dueOn == Day("2026-06-30"))
    chain.platform.move(to: try day("2026-06-01"))
    #expect(try standing("safetyDrill", chain, chain.bureau).standing == .due)
    chain.platform.move(to: try day("2026-07-01"))
    let late = try standing("safetyDrill", chain, chain.bureau)
    #expect(late.standing == .overdue && late.isMissing)
  }

  @Test func `each agreement in force owes its report to the end of the month that was set`() throws
  {
    let chain = try inForce()
    let open = try standing("annualReport", chain, chain.winner)
    #expect(open.standing == .unset && open.subject.id == chain.agreement && open.isOwn)
    chain.platform.move(to: try day("2027-01-05"))
    #expect(try standing("annualReport", chain, chain.winner).standing == .missing)
    try set("supervision.reportDueMonth", "3", chain)
    let due = try standing("annualReport", chain, chain.winner)
    #expect(due.dueOn == Day("2027-03-31") && due.standing == .done)
    chain.platform.move(to: try day("2027-04-01"))
    #expect(try standing("annualReport", chain, chain.winner).standing == .overdue)
    let about = try chain.made(chain.agreement)
    try record("annualReport", chain, chain.winner, ["about": about, "period": "2026"])
    let next = try standing("annualReport", chain, chain.winner)
    #expect(next.standing == .done && next.next?.period?.description == "2027")
  }

  @Test func `an operator sees what it bears, a bureau all, and tasks are one's own`() throws {
    let chain = try inForce()
    let operators = try standings(chain, chain.winner)
    #expect(Set(operators.map(\.rule.id)) == ["annualReport", "safetyDrill"])
    #expect(try standings(chain, chain.loser).isEmpty)
    let all = try standings(chain, chain.bureau)
    #expect(Set(all.map(\.rule.id)).isSuperset(of: ["annualReport", "baseSystems"]))
    let own = try standings(chain, chain.bureau, ownOnly: true)
    #expect(own.allSatisfy(\.isOwn) && !own.contains { $0.rule.id == "annualReport" })
  }

  @Test func `a resource stands by its last confirmation`() throws {
    let chain = try inForce()
    let open = try standing("catalogueUpdate", chain, chain.unit)
    #expect(open.standing == .unset && open.lastOn == Day("2026-03-02"))
    try set("catalogue.updateIntervalDays", "60", chain)
    #expect(try standing("catalogueUpdate", chain, chain.unit).dueOn == Day("2026-05-06"))
    chain.platform.move(to: try day("2026-05-07"))
    #expect(try standing("catalogueUpdate", chain, chain.unit).standing == .overdue)
    try chain.must(
      "resource.confirm",
      ["resource": try chain.made(chain.resource), "duties": []], chain.unit)
    let confirmed = try standing("catalogueUpdate", chain, chain.unit)
    #expect(confirmed.standing == .done && confirmed.lastOn == Day("2026-05-07"))
  }

  @Test func `what is missing comes first, then what is due sooner`() throws {
    let chain = try inForce()
    try record("safetyDrill", chain, chain.bureau)
    try set("security.drillIntervalDays", "30", chain)
    // 1 to 5 May are off, so the thirtieth day moved to the sixth.
    chain.platform.move(to: try day("2026-05-07"))
    let ranks = try standings(chain, chain.bureau).map { standing in
      DutyStanding.Standing.allCases.firstIndex(of: standing.standing) ?? 0
    }
    #expect(ranks == ranks.sorted() && ranks.first == 0)
  }
}
