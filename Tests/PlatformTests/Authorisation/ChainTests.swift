// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct ChainTests {
  @Test func `the whole chain brings an agreement of five years into force`() throws {
    let chain = try EzhouChain()
    try chain.activate()
    let agreement = try chain.record(Agreement.self, chain.agreement)
    #expect(agreement.state == .active)
    #expect(agreement.endsOn == Day("2031-04-01"))
    #expect(agreement.termYears == 5)
    #expect(agreement.operator == chain.winner.organisation)
    #expect(agreement.signedOn == Day("2026-03-31"))
    let file = try chain.record(CaseFile.self, chain.file)
    #expect(file.state == .active)
    #expect(file.current == nil)
    #expect(
      file.steps.map(\.id) == [
        "call", "application", "comprehensiveReview", "publicNotice", "majorDecision",
        "agreementSigned", "activation",
      ])
  }

  @Test func `an agreement is in force from its first to its last day only`() throws {
    let chain = try EzhouChain()
    try chain.activate()
    let agreement = try chain.record(Agreement.self, chain.agreement)
    #expect(!agreement.isInForce(on: try day("2026-03-31")))
    #expect(agreement.isInForce(on: try day("2026-04-01")))
    #expect(agreement.isInForce(on: try day("2031-04-01")))
    #expect(!agreement.isInForce(on: try day("2031-04-02")))
  }

  @Test func `no event of the chain is too large for an entry`() throws {
    let chain = try EzhouChain()
    try chain.activate()
    #expect(chain.platform.log.count > 40)
    for event in chain.platform.log {
      #expect(event.facts.canonical().count < 20_000, "\(event.type) is too large")
    }
  }

  @Test func `acts out of order are refused with the clause of the step that was missed`() throws {
    let chain = try EzhouChain()
    try chain.publishCall()
    let platform = chain.platform
    let early = try platform.run(
      "notice.publish", ["call": try chain.made(chain.call), "text": "x"], as: chain.bureau)
    #expect(early.codes == ["procedure.order"])
    #expect(early.clauses == ["EZ-02.6-d"])
    let decision = try platform.run(
      "decision.record", .object(try chain.decisionFields()), as: chain.colleague)
    #expect(decision.clauses == ["EZ-02.6-d"])
    let draft = try platform.run(
      "agreement.draft", .object(try chain.agreementFields()), as: chain.bureau)
    #expect(draft.codes == ["procedure.order"])
  }

  @Test func `drafting an agreement before the decision cites the decision`() throws {
    let chain = try EzhouChain()
    try chain.closeNotice()
    let draft = try chain.platform.run(
      "agreement.draft", .object(try chain.agreementFields()), as: chain.bureau)
    #expect(draft.clauses == ["EZ-02.6-g"])
  }
}
