// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// What happened before it was typed keeps its own day, and what follows runs from that day.
@Suite struct LateRecordingTests {
  private static let designated = PlaceStep(
    "government", "case.open", ["procedure": "designation", "title": "确定实施机构"], on: "2026-03-05",
    save: "case")

  private func decision(_ on: String) -> PlaceStep {
    PlaceStep("clerk", "decision.record", PlaceStep.decision("clerk", ["minutes"], on).input)
  }

  @Test func `a case's first step may have happened before the case was opened`() throws {
    let chain = try PlaceChain("sichuan")
    try chain.must(Self.designated)
    #expect(try chain.attempt(decision("2026-03-06")).codes == ["day.future"])
    try chain.must(
      PlaceStep(
        "authority", "openValue.set",
        [
          "key": "procedures.designation.steps.filing.period.workingDays", "value": "10",
          "documentNumber": "4号", "digest": digest("period"),
        ]))
    try chain.must(decision("2026-03-02"))
    let file = try chain.record(CaseFile.self, "case")
    #expect(file.current == "filing" && file.enteredOn == Day("2026-03-02"))
    // Ten working days after Monday 2 March and not after the day of typing.
    #expect(file.dueOn == Day("2026-03-16"))
    let decided = try #require(file.steps.last?.record)
    let record = try #require(try chain.platform.records.find(ExternalDecision.self, decided))
    #expect(record.late && record.decidedOn == Day("2026-03-02"))
  }

  @Test func `what follows the first step does not lie before it`() throws {
    let chain = try PlaceChain("sichuan")
    try chain.must(
      PlaceStep(
        "authority", "case.open", ["procedure": "rectification", "title": "整改"],
        on: "2026-03-05", save: "case"))
    try chain.must(
      .record("authority", ["breach", "instruction"], more: ["occurredOn": "2026-03-03"]))
    let guided: [String: JSON] = [
      "dueOn": "2026-04-01", "invites": ["$org.winner"], "occurredOn": "2026-03-02",
    ]
    let early = try chain.attempt(.record("bureau", ["dueDate", "suspension"], more: guided))
    #expect(early.codes == ["case.step.early"])
    #expect(early.clauses.contains("SC-29.p1-a"))
    let after = guided.merging(["occurredOn": "2026-03-04"]) { $1 }
    try chain.must(.record("bureau", ["dueDate", "suspension"], more: after))
    #expect(try chain.record(CaseFile.self, "case").enteredOn == Day("2026-03-04"))
  }

  @Test func `a case opened with its day begins on it, and nothing of it lies before`() throws {
    let chain = try PlaceChain("sichuan")
    chain.platform.move(to: try day("2026-03-05"))
    let input: [String: JSON] = ["procedure": "designation", "title": "确定实施机构"]
    let ahead = input.merging(["occurredOn": "2026-03-06"]) { $1 }
    let future = try chain.attempt(PlaceStep("government", "case.open", .object(ahead)))
    #expect(future.codes == ["day.future"])
    try chain.must(
      PlaceStep(
        "government", "case.open", .object(input.merging(["occurredOn": "2026-03-03"]) { $1 }),
        save: "case"))
    #expect(try chain.record(CaseFile.self, "case").enteredOn == Day("2026-03-03"))
    #expect(try chain.attempt(decision("2026-03-02")).codes == ["decision.early"])
    try chain.must(decision("2026-03-03"))
  }

  @Test func `a case that the platform or a call opened begins no earlier than that`() throws {
    let chain = try EzhouChain()
    try chain.draftCall()
    let file = try #require(
      try chain.platform.records.first(CaseFile.self, .equal("place", "ezhou")))
    #expect(file.isTyped == nil)
  }
}
