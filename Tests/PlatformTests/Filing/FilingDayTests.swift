// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// A filing counts by the day on which it was handed in, and its receipt comes after that.
@Suite struct FilingDayTests {
  /// Sichuan's chain up to the signed agreement, whose filing runs from 25 March.
  private func signed() throws -> PlaceChain {
    let chain = try PlaceChain("sichuan")
    try chain.play(
      Array(PlaceLives.sichuan("cityAuthorisation").prefix { $0.name != "agreement.activate" }))
    return chain
  }

  private func filing(_ handedIn: String?, on today: String) -> PlaceStep {
    var input: [String: JSON] = [
      "kind": "agreement", "subject": "$agreement.winner", "digest": digest("agreement"),
      "eventOn": "2026-03-25",
    ]
    input["occurredOn"] = handedIn.map { .string($0) }
    return PlaceStep("bureau", "filing.submit", .object(input), on: today, save: "filing")
  }

  private func receipt(_ on: String?) -> PlaceStep {
    var input: [String: JSON] = [
      "filing": "$filing", "conclusion": "filed", "receiptNumber": "备2026-1",
    ]
    input["occurredOn"] = on.map { .string($0) }
    return PlaceStep("authority", "filing.receipt", .object(input))
  }

  @Test func `what was handed in on the last day and typed later is in time`() throws {
    let chain = try signed()
    let due = chain.platform.calendar.deadline(from: try day("2026-03-25"), workingDays: 10).day
    try chain.must(filing("\(due)", on: "\(due.adding(days: 2))"))
    let filing = try chain.record(FilingRecord.self, "filing")
    #expect(filing.submittedOn == due && filing.dueOn == due)
    #expect(!filing.isLate(chain.platform.calendar))
    let agreement = try chain.record(Agreement.self, "agreement.winner")
    #expect(agreement.submittedOn == due)
    let early = try chain.attempt(receipt("\(due.adding(days: -1))"))
    #expect(early.codes == ["filing.receipt.early"])
    #expect(early.clauses.contains("SC-15.p2-a"))
    try chain.must(receipt("\(due.adding(days: 1))"))
    #expect(try chain.record(FilingRecord.self, "filing").receivedOn == due.adding(days: 1))
  }

  @Test func `typed without a day it was handed in today, and that is late`() throws {
    let chain = try signed()
    let due = chain.platform.calendar.deadline(from: try day("2026-03-25"), workingDays: 10).day
    let today = due.adding(days: 2)
    try chain.must(filing(nil, on: "\(today)"))
    let filing = try chain.record(FilingRecord.self, "filing")
    #expect(filing.submittedOn == today && filing.isLate(chain.platform.calendar))
    #expect(try chain.attempt(receipt("2020-01-01")).codes == ["filing.receipt.early"])
    try chain.must(receipt(nil))
  }

  @Test func `neither before the period began nor on a day to come`() throws {
    let chain = try signed()
    let early = try chain.attempt(filing("2026-03-24", on: "2026-03-30"))
    #expect(early.codes == ["filing.early"])
    #expect(early.clauses.contains("SC-15.p2-a"))
    #expect(try chain.attempt(filing("2026-03-31", on: "2026-03-30")).codes == ["day.future"])
    try chain.must(filing("2026-03-25", on: "2026-03-30"))
  }
}
