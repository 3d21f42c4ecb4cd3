// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct DecisionTests {
  @Test func `a decision is recorded by another person than the one before`() throws {
    let chain = try EzhouChain()
    try chain.closeNotice()
    let outcome = try chain.platform.run(
      "decision.record", .object(try chain.decisionFields()), as: chain.bureau)
    #expect(outcome.codes == ["case.step.self"])
    #expect(outcome.clauses == ["EZ-02.6-g"])
  }

  @Test func `a decision on a day before the notice ended is out of order`() throws {
    let chain = try EzhouChain()
    try chain.closeNotice()
    var fields = try chain.decisionFields()
    fields["occurredOn"] = "2026-03-30"
    let outcome = try chain.platform.run(
      "decision.record", .object(fields), as: chain.colleague)
    #expect(outcome.codes == ["decision.early"])
    #expect(outcome.clauses == ["EZ-02.6-f", "EZ-02.6-g"])
    fields["occurredOn"] = "2026-04-01"
    let future = try chain.platform.run("decision.record", .object(fields), as: chain.colleague)
    #expect(future.codes == ["day.future"])
  }

  @Test func `a decision recorded on a later day is taken and marked`() throws {
    for (recordedOn, late) in [("2026-03-31", false), ("2026-04-20", true)] {
      let chain = try EzhouChain()
      try chain.closeNotice()
      chain.platform.move(to: try day(recordedOn))
      let id = try chain.must(
        "decision.record", .object(try chain.decisionFields()), chain.colleague)
      let decision = try chain.record(ExternalDecision.self, id)
      #expect(decision.late == late)
      #expect(decision.decidedOn == Day("2026-03-31"))
      #expect(decision.kind == "majorDecision")
      #expect(decision.subject == chain.call)
    }
  }

  @Test func `a rejected result ends case and call`() throws {
    let chain = try EzhouChain()
    try chain.closeNotice()
    var fields = try chain.decisionFields()
    fields["conclusion"] = "rejected"
    try chain.must("decision.record", .object(fields), chain.colleague)
    #expect(try chain.record(CaseFile.self, chain.file).state == .refused)
    #expect(try chain.record(Call.self, chain.call).state == .cancelled)
    let draft = try chain.platform.run(
      "agreement.draft", .object(try chain.agreementFields()), as: chain.bureau)
    #expect(draft.codes == ["procedure.ended"])
  }

  @Test func `a digest is sixty-four lower-case hexadecimal digits`() {
    #expect(DigestText(String(repeating: "a", count: 64)) != nil)
    #expect(DigestText(String(repeating: "A", count: 64)) == nil)
    #expect(DigestText(String(repeating: "a", count: 63)) == nil)
    #expect(DigestText("") == nil)
  }
}
