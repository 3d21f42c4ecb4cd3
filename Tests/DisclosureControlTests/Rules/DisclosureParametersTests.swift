// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Foundation
import Testing

@Suite struct DisclosureParametersTests {
  @Test func `the stricter of each parameter wins`() {
    let first = DisclosureParameters(
      contributors: 10, dominanceOne: 5_000, pPercent: 1_000, zeros: .allow)
    let second = DisclosureParameters(
      contributors: 5, dominanceOne: 6_000, dominanceTwo: 8_500, pPercent: 2_000, zeros: .fail,
      rounding: .midpoint6)
    let both = DisclosureParameters(
      contributors: 10, dominanceOne: 5_000, dominanceTwo: 8_500, pPercent: 2_000, zeros: .fail,
      rounding: .midpoint6)
    #expect(first.strictest(with: second) == both)
    #expect(second.strictest(with: first) == both)
    #expect(first.strictest(with: first) == first)
  }

  @Test func `parameters out of range are unsound`() {
    #expect(DisclosureParameters.suggested.isSound)
    #expect(!DisclosureParameters(contributors: 2).isSound)
    #expect(!DisclosureParameters(contributors: 10, dominanceOne: 0).isSound)
    #expect(!DisclosureParameters(contributors: 10, dominanceTwo: 10_001).isSound)
    #expect(!DisclosureParameters(contributors: 10, pPercent: -1).isSound)
    #expect(!DisclosureParameters(contributors: 7, rounding: .base5).isSound)
    #expect(DisclosureParameters(contributors: 8, rounding: .base5).isSound)
  }

  @Test func `parameters survive JSON`() throws {
    let data = try JSONEncoder().encode(DisclosureParameters.suggested)
    let decoded = try JSONDecoder().decode(DisclosureParameters.self, from: data)
    #expect(decoded == .suggested)
  }

  @Test func `findings come in one order whatever the order of the rules`() throws {
    let table = try PrimaryRulesTests.table()
    let rules = DisclosureParameters.suggested.rules
    let forward = Assessment(rules.flatMap { $0.findings(in: table) })
    let backward = Assessment(rules.reversed().flatMap { $0.findings(in: table).reversed() })
    #expect(forward == backward)
    #expect(forward.verdict == .fail)
    #expect(forward.findings == forward.findings.sorted())
  }

  @Test func `what a requester sees holds no observation`() throws {
    let findings = Assessment(try PrimaryRulesTests.table(), under: .suggested).findings
    #expect(findings.contains { $0.observed != nil })
    #expect(findings.map(\.withoutObservation).allSatisfy { $0.observed == nil })
  }

  @Test func `every formula has a text and a versioned name`() {
    for formula in DisclosureFormula.allCases {
      #expect(formula.rawValue.hasSuffix(".1"))
      #expect(!formula.text.isEmpty)
    }
  }

  @Test func `a whole group in one category is named for review`() throws {
    let table = try CountTable.evidence([[20, 0], [15, 15]], margins: true)
    let findings = FullCellRule().findings(in: table).sorted()
    #expect(findings.map(\.cell) == [key("r0", "c0"), key("r1", "c1")])
    #expect(findings.map(\.observed) == [1, 0])
    #expect(findings.allSatisfy { $0.severity == .review })
  }

  @Test func `verdicts order from pass to fail`() {
    #expect(Verdict.allCases.sorted() == [.pass, .review, .fail])
    #expect(Assessment([]).verdict == .pass)
  }
}
