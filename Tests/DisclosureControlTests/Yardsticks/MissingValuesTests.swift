// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Testing

/// People are counted, with a value, never rows.
@Suite struct MissingValuesTests {
  @Test func `a mean over three values in twenty rows is below the threshold`() throws {
    var records: [Record] = []
    for region in ["A", "B"] {
      for kind in ["x", "y"] {
        for n in 0..<20 {
          let missing = region == "A" && kind == "x" && n >= 3
          records.append(Record([region, kind], "\(records.count)", [missing ? nil : 50 + n % 10]))
        }
      }
    }
    let declared = try tabulation(["region", "kind"], [("mean", "v")])
    let table = try ReferenceEvidence(tabulation: declared, records: records).table()
    let findings = MinimumContributorsRule(threshold: 10).findings(in: table)
    #expect(findings.map(\.cell) == [key("A", "x")])
    #expect(findings.first?.observed == 3)
    #expect(table[key("A", "x")]?.records == 20)
  }

  @Test func `ten copies of one person are one contributor`() throws {
    let copies = (0..<10).map { _ in Record(["A"], "one", [5]) }
    let others = (0..<10).map { Record(["B"], "p\($0)", [5]) }
    let declared = try tabulation(["g"], [("count", nil), ("sum", "v")])
    let table = try ReferenceEvidence(tabulation: declared, records: copies + others).table()
    let findings = MinimumContributorsRule(threshold: 10).findings(in: table)
    #expect(findings.map(\.cell) == [key("A"), key("A")])
    #expect(findings.allSatisfy { $0.observed == 1 })
    #expect(table[key("A")]?.columns[0].largest == ExactDecimal(50))
  }

  @Test func `a column without any value in a cell is below the threshold`() throws {
    let records = (0..<30).map { Record([$0 < 15 ? "A" : "B"], "p\($0)", [$0 < 15 ? nil : 1]) }
    let declared = try tabulation(["g"], [("count", "v")])
    let table = try ReferenceEvidence(tabulation: declared, records: records).table()
    #expect(MinimumContributorsRule(threshold: 10).findings(in: table).map(\.cell) == [key("A")])
  }

  @Test func `records without a subject go to review and are no contributors`() throws {
    var records = (0..<12).map { Record(["A"], "p\($0)") }
    records.append(Record(["A"], nil))
    let declared = try tabulation(["g"], [("count", nil)])
    let table = try ReferenceEvidence(tabulation: declared, records: records).table()
    let findings = DataQualityRule().findings(in: table)
    #expect(findings.map(\.rule) == [.missingSubject])
    #expect(findings.first?.observed == 1)
    #expect(table[key("A")]?.contributors == 12)
  }
}
