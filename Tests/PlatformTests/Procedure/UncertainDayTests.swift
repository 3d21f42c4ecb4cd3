// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// Due days that reach a year whose holidays are not published are flagged wherever they are kept,
/// and are nobody's delay before the year is known.
@Suite struct UncertainDayTests {
  /// A calendar that ends before the year of the acts.
  private static func unpublished() throws -> WorkingCalendar {
    try ProjectFiles.calendar(2023...2025)
  }

  /// Sichuan's chain up to the government's approval, which starts the filing of the plan.
  private func approved(_ calendar: WorkingCalendar? = nil) throws -> PlaceChain {
    let chain = try PlaceChain("sichuan")
    if let calendar { chain.platform.calendar = calendar }
    try chain.play(
      Array(PlaceLives.sichuan("cityAuthorisation").prefix { $0.name != "call.draft" }))
    return chain
  }

  @Test func `a step beside the chain says which year its day waits for`() throws {
    let certain = try approved().record(CaseFile.self, "case")
    #expect(certain.beside?.first?.dueOn != nil && certain.beside?.first?.uncertain == nil)
    let file = try approved(Self.unpublished()).record(CaseFile.self, "case")
    let side = try #require(file.beside?.first)
    let count = try #require(side.uncertain)
    #expect(side.step == "planFiling" && side.dueOn != nil)
    #expect(count.unpublishedYear == 2026 && count.from == side.enteredOn)
    #expect(count.workingDays == 10)
  }

  @Test func `a filing carries the flag and is late only once the year is known`() throws {
    let chain = try approved(Self.unpublished())
    let filing: JSON = [
      "kind": "plan", "subject": "$case", "digest": digest("plan"), "eventOn": "2026-03-03",
    ]
    let outcome = try chain.attempt(
      PlaceStep("authority", "filing.submit", filing, on: "2026-05-06"))
    guard case .allowed(let result) = outcome else {
      throw UnexpectedOutcome("filing.submit", outcome)
    }
    #expect(result["isUncertain"] == true)
    let id = try #require(outcome.id)
    let kept = try #require(try chain.platform.records.find(FilingRecord.self, id))
    #expect(kept.dueOn != nil && kept.uncertain?.unpublishedYear == 2026)
    #expect(try !kept.isLate(Self.unpublished()))
    #expect(try kept.isLate(ProjectFiles.calendar()))
  }

  @Test func `a filing within published years says so`() throws {
    let chain = try approved()
    let outcome = try chain.attempt(
      PlaceStep(
        "authority", "filing.submit",
        [
          "kind": "plan", "subject": "$case", "digest": digest("plan"), "eventOn": "2026-03-03",
        ]))
    guard case .allowed(let result) = outcome else {
      throw UnexpectedOutcome("filing.submit", outcome)
    }
    #expect(result["isUncertain"] == false)
  }

  /// A rectification whose day was counted over a year that was not known.
  private func counted() throws -> PlaceChain {
    let chain = try PlaceChain.rectifying()
    var file = try chain.record(CaseFile.self, "case")
    #expect(file.uncertain == nil, "a day that somebody set is certain")
    // Counted from the New Year's holidays, whose notice is needed to tell the day.
    file.uncertain = UncertainCount(
      from: try day("2026-03-02"), workingDays: 22, unpublishedYear: 2026)
    try chain.platform.records.put(file)
    return chain
  }

  @Test func `a step whose day is not known does not lapse, and does by the day counted anew`()
    throws
  {
    let chain = try counted()
    let known = chain.platform.calendar
    chain.platform.calendar = try Self.unpublished()
    let lapse = PlaceStep("system", "case.lapse", ["case": "$case"], on: "2026-04-20")
    let unknown = try chain.attempt(lapse)
    #expect(unknown.codes == ["case.lapse.uncertain"])
    #expect(unknown.clauses.contains("SC-29.p1-a"))
    chain.platform.calendar = known
    let settled = known.deadline(from: try day("2026-03-02"), workingDays: 22).day
    let last = PlaceStep("system", "case.lapse", ["case": "$case"], on: "\(settled)")
    #expect(try chain.attempt(last).codes == ["case.lapse.early"])
    let after = PlaceStep(
      "system", "case.lapse", ["case": "$case"], on: "\(settled.adding(days: 1))")
    try chain.must(after)
    let file = try chain.record(CaseFile.self, "case")
    #expect(file.current == "termination" && file.uncertain == nil)
  }

  @Test func `a day that goes on takes its flag along`() throws {
    let chain = try counted()
    try chain.must(.record("winner", ["result"], on: "2026-03-20"))
    let file = try chain.record(CaseFile.self, "case")
    #expect(file.current == "acceptance" && file.uncertain?.workingDays == 22)
  }

  @Test func `entries of before days were flagged still replay`() throws {
    let opened: JSON = [
      "subject": "CAS-0000000000", "place": "ezhou", "procedure": "incident",
      "about": "CAS-0000000000", "profileVersion": 1, "first": "response",
      "by": "ACC-0000000000", "organisation": "ORG-0000000000", "dueOn": "2026-03-10",
      "title": "事件", "actors": "|operator|",
    ]
    let submitted: JSON = [
      "subject": "FIL-0000000000", "place": "ezhou", "kind": "plan", "about": "CAS-0000000000",
      "organisation": "ORG-0000000000", "digest": digest("x"), "eventOn": "2026-03-02",
      "dueOn": "2026-03-10", "by": "ACC-0000000000",
    ]
    let stamp = Stamp(
      entry: 1, recordedAt: .init(milliseconds: 0), occurredOn: try day("2026-03-02"),
      actor: RecordID("ACC-0000000000"), organisation: RecordID("ORG-0000000000"), place: "ezhou")
    let records = FakeRecords()
    try records.apply(opened.decode(CaseOpened.self).changes(stamp, payload: nil, records))
    try records.apply(submitted.decode(FilingSubmitted.self).changes(stamp, payload: nil, records))
    let file = try #require(try records.list(CaseFile.self, [], limit: 1).first)
    #expect(file.uncertain == nil && file.dueOn == Day("2026-03-10"))
    let filing = try #require(try records.list(FilingRecord.self, [], limit: 1).first)
    #expect(filing.uncertain == nil && filing.dueOn == Day("2026-03-10"))
  }
}
