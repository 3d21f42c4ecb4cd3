// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Testing

/// Two safe tables whose difference is one person.
@Suite struct DifferencingTests {
  private static let bands = ["21-30", "31-40", "41-50", "51+"]
  private static let everybody = [[15, 15], [20, 20], [22, 23], [30, 30]]
  private static let men = [[14, 15], [12, 13], [11, 11], [15, 15]]

  private func cube(_ counts: [[Int]], margins: Bool = false) throws -> ReleasedCube {
    let evidence = try CountTable.evidence(
      counts, rows: Self.bands, columns: ["yes", "no"], margins: margins)
    return try required(Suppressor(.suggested).release(evidence).cube)
  }

  /// The second table is of another version of the records.
  private static func findings(
    _ threshold: Int, _ first: ReleasedCube, _ second: ReleasedCube
  ) -> [Finding] {
    TableComparison(threshold: threshold).findings(
      earlier: RememberedTable(cube: first, source: "one"),
      later: RememberedTable(cube: second, source: "two"))
  }

  @Test func `each table alone passes`() throws {
    for counts in [Self.everybody, Self.men] {
      let evidence = try CountTable.evidence(
        counts, rows: Self.bands, columns: ["yes", "no"], margins: false)
      #expect(Suppressor(.suggested).release(evidence).verdict == .pass)
    }
  }

  @Test func `the cell that differs by one is named, and with ten the eight and seven too`()
    throws
  {
    let (first, second) = (try cube(Self.everybody), try cube(Self.men))
    let narrow = Self.findings(2, first, second)
    #expect(narrow.map(\.cell) == [key("21-30", "yes"), key("21-30", nil)])
    #expect(narrow.first?.observed == 1)
    #expect(narrow.first?.severity == .fail)
    let wide = Self.findings(10, first, second)
    #expect(
      wide.map(\.cell) == [
        key("21-30", "yes"), key("21-30", nil), key("31-40", "no"), key("31-40", "yes"),
      ])
    #expect(wide.map(\.observed) == [1, 1, 7, 8])
  }

  @Test func `the order of the two releases does not matter`() throws {
    let (first, second) = (try cube(Self.everybody), try cube(Self.men))
    let forward = Self.findings(10, first, second)
    let backward = Self.findings(10, second, first)
    #expect(forward == backward)
  }

  @Test func `the order of the dimensions does not matter`() throws {
    let first = try cube(Self.everybody)
    let turned = Self.men[0].indices.map { column in Self.men.map { $0[column] } }
    let records = turned.enumerated().flatMap { j, row in
      row.enumerated().flatMap { i, count in
        (0..<count).map { Record([j == 0 ? "yes" : "no", Self.bands[i]], "\(i).\(j).\($0)") }
      }
    }
    let declared = try tabulation(["c", "r"], [("count", nil)])
    let table = try ReferenceEvidence(tabulation: declared, records: records).table()
    let second = try required(Suppressor(.suggested).release(table).cube)
    let findings = Self.findings(2, first, second)
    #expect(findings.map(\.cell) == [key("yes", "21-30"), key(nil, "21-30")])
  }

  @Test func `a cell withheld once and published later goes to review`() throws {
    let first = try cube([[3, 15], [20, 20], [22, 23], [30, 30]])
    let second = try cube([[13, 15], [20, 20], [22, 23], [30, 30]])
    let findings = Self.findings(10, first, second)
    #expect(findings.first?.cell == key("21-30", "yes"))
    #expect(findings.allSatisfy { $0.severity == .review && $0.formula == .withheldElsewhere })
  }

  @Test func `equal releases and other dimensions have no findings`() throws {
    let first = try cube(Self.everybody)
    #expect(Self.findings(10, first, first).isEmpty)
    let records = (0..<20).map { Record(["A"], "p\($0)") }
    let declared = try tabulation(["other"], [("count", nil)])
    let table = try ReferenceEvidence(tabulation: declared, records: records).table()
    let second = try required(Suppressor(.suggested).release(table).cube)
    #expect(Self.findings(10, first, second).isEmpty)
  }

  @Test func `the worked tables of OpenSAFELY differ by one woman`() throws {
    let all = try CountTable.evidence(
      [[8, 12], [10, 15], [15, 15], [25, 15]], rows: Self.bands, columns: ["yes", "no"],
      margins: true)
    let men = try CountTable.evidence(
      [[7, 12], [5, 10], [8, 10], [13, 12]], rows: Self.bands, columns: ["yes", "no"],
      margins: true)
    let findings = Self.findings(
      2, try required(Suppressor(DisclosureParameters(contributors: 3)).release(all).cube),
      try required(Suppressor(DisclosureParameters(contributors: 3)).release(men).cube))
    #expect(findings.map(\.cell) == [key("21-30", "yes"), key("21-30", nil)])
  }
}
