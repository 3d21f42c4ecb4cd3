// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Testing

/// The region by gender table of sdcTable's tests.
@Suite struct PrimaryRulesTests {
  static let contributions: [(String, String, [Int])] = [
    ("A", "male", [18, 15, 13, 13, 12, 11, 10, 10, 10, 9, 9, 9, 8, 7, 7, 6, 6, 5]),
    ("A", "female", [11, 9]),
    ("B", "male", [15, 14, 14, 12, 11, 10, 10, 10, 9, 8, 8, 7, 7, 5]),
    ("B", "female", [18, 16, 14, 14, 13, 13, 12, 12, 11, 10, 10, 9, 9, 8, 8, 8, 7, 7, 5]),
    ("C", "male", [18, 12, 12, 11, 11, 11, 10, 9, 6, 6, 6, 6]),
    ("C", "female", [19, 12, 12, 11, 10, 9, 9, 9, 8, 7]),
    ("D", "male", [280, 11, 10, 9, 9, 9, 8, 8, 8, 7, 7]),
    ("D", "female", [18, 16, 14, 14, 11, 11, 11, 10, 10, 9, 9, 7, 6, 6]),
  ]

  static func table(margins: Bool = true, extra: Int? = nil) throws -> EvidenceTable {
    var records: [Record] = []
    for (region, gender, values) in contributions {
      for value in values { records.append(Record([region, gender], "\(records.count)", [value])) }
    }
    if let extra { records.append(Record(["A", "male"], "extra", [extra])) }
    let declared = try tabulation(
      ["region", "gender"], [("count", nil), ("sum", "v")], margins: margins)
    return try ReferenceEvidence(tabulation: declared, records: records).table()
  }

  @Test func `totals are 100 people and 1284`() throws {
    let whole = try #require(try Self.table()[key(nil, nil)])
    #expect(whole.contributors == 100)
    #expect(whole.columns[0].sum == ExactDecimal(1284))
  }

  @Test func `at most two contributors are one cell`() throws {
    let findings = MinimumContributorsRule(threshold: 3).findings(in: try Self.table())
    #expect(Set(findings.compactMap(\.cell)) == [key("A", "female")])
  }

  @Test func `dominance of two at 75 percent is two cells`() throws {
    let findings = DominanceRule(.two, share: 7_500).findings(in: try Self.table())
    #expect(Set(findings.compactMap(\.cell)) == [key("A", "female"), key("D", "male")])
    #expect(findings.map(\.observed).contains(7_950))
  }

  @Test func `p percent of 70 is the same two cells`() throws {
    let findings = PPercentRule(share: 7_000).findings(in: try Self.table())
    #expect(Set(findings.compactMap(\.cell)) == [key("A", "female"), key("D", "male")])
    #expect(findings.compactMap(\.observed).sorted() == [0, 2_678])
  }

  @Test func `p and q of 60 and 80 are the same two cells`() throws {
    let rule = try #require(PriorPosteriorRule(p: 6_000, q: 8_000))
    let findings = rule.findings(in: try Self.table())
    #expect(Set(findings.compactMap(\.cell)) == [key("A", "female"), key("D", "male")])
  }

  @Test func `p and q out of order or range are no rule`() {
    #expect(PriorPosteriorRule(p: 0, q: 8_000) == nil)
    #expect(PriorPosteriorRule(p: 8_000, q: 8_000) == nil)
    #expect(PriorPosteriorRule(p: 8_000, q: 10_001) == nil)
  }

  @Test func `a total may be safe while its part is not`() throws {
    let findings = DominanceRule(.two, share: 7_500).findings(in: try Self.table())
    #expect(!findings.contains { $0.cell == key("D", nil) })
    let remainder = PPercentRule(share: 7_000).findings(in: try Self.table())
    #expect(!remainder.contains { $0.cell == key("D", nil) })
  }

  @Test func `a negative value sends its cells to review`() throws {
    let table = try Self.table(extra: -5)
    let findings = NegativeValuesRule().findings(in: table)
    #expect(
      findings.compactMap(\.cell)
        == [key("A", "male"), key("A", nil), key(nil, "male"), key(nil, nil)])
    #expect(findings.allSatisfy { $0.severity == .review })
  }

  @Test func `one withheld cell takes three others with it`() throws {
    var parameters = DisclosureParameters(contributors: 3, zeros: .allow)
    parameters.dominanceTwo = nil
    let outcome = Suppressor(parameters).release(try Self.table())
    #expect(outcome.primary == [key("A", "female")])
    #expect(outcome.secondary == [key("A", "male"), key("C", "female"), key("C", "male")])
    #expect(outcome.audit?.isSafe == true)
    #expect(!outcome.marginsDropped)
    #expect(outcome.cube?.cells.count { !$0.isWithheld } == 11)
  }
}
