// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct OperatorRulesTests {
  private func submit(_ chain: EzhouChain) throws -> RecordID {
    try chain.must(
      "ruleDocument.submit",
      ["kind": "developerOnboarding", "title": "入驻规范", "digest": digest("rules")], chain.winner)
  }

  private func decision(_ id: RecordID, _ conclusion: String) -> JSON {
    [
      "ruleDocument": .string(id.rawValue), "conclusion": .string(conclusion), "opinion": "意见",
    ]
  }

  @Test func `rules are in force only once the bureau approved them`() throws {
    let chain = try EzhouChain()
    let first = try submit(chain)
    #expect(try chain.record(OperatorRules.self, first).state == .submitted)
    let waiting = try chain.platform.run(
      "ruleDocument.submit",
      ["kind": "developerOnboarding", "title": "x", "digest": digest("x")], as: chain.winner)
    #expect(waiting.codes == ["ruleDocument.waiting"])
    try chain.must("ruleDocument.decide", decision(first, "approved"), chain.bureau)
    #expect(try chain.record(OperatorRules.self, first).state == .approved)
    let again = try chain.platform.run(
      "ruleDocument.decide", decision(first, "rejected"), as: chain.bureau)
    #expect(again.codes == ["ruleDocument.state"])
    #expect(again.clauses.contains("EZ-02.11-c"))
  }

  @Test func `a later approved version takes the place of the one before, a rejected one does not`()
    throws
  {
    let chain = try EzhouChain()
    let first = try submit(chain)
    try chain.must("ruleDocument.decide", decision(first, "approved"), chain.bureau)
    let second = try submit(chain)
    try chain.must("ruleDocument.decide", decision(second, "rejected"), chain.bureau)
    #expect(try chain.record(OperatorRules.self, first).state == .approved)
    let third = try submit(chain)
    try chain.must("ruleDocument.decide", decision(third, "approved"), chain.bureau)
    #expect(try chain.record(OperatorRules.self, first).state == .superseded)
    #expect(try chain.record(OperatorRules.self, third).version == 3)
  }

  @Test func `unknown kinds are refused with the clauses of the known ones`() throws {
    let chain = try EzhouChain()
    let outcome = try chain.platform.run(
      "ruleDocument.submit", ["kind": "dressCode", "title": "x", "digest": digest("x")],
      as: chain.winner)
    #expect(outcome.codes == ["ruleDocument.kind"])
    #expect(outcome.clauses == ["EZ-02.11-a", "EZ-02.11-b", "EZ-02.11-c"])
  }
}
