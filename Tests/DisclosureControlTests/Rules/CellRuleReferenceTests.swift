// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Testing

/// The rules that count people, beside counting them by hand.
@Suite struct CellRuleReferenceTests {
  private struct Place: Hashable {
    let key: CellKey
    let measure: Int?
  }

  /// Records with gaps everywhere: labels, subjects and values.
  private struct Case {
    let records: [Record]
    let table: EvidenceTable

    init(_ seed: UInt64) throws {
      var random = SeededGenerator(seed: seed)
      let count = Int.random(in: 0...40, using: &random)
      records = (0..<count).map { _ in
        let labels = ["a", "b", "c"].map { name -> String? in
          let draw = Int.random(in: 0..<5, using: &random)
          return draw == 0 ? nil : "\(name)\(draw / 2)"
        }
        let person = Int.random(in: 0..<12, using: &random)
        let value = Int.random(in: -1...3, using: &random)
        return Record(
          Array(labels.prefix(2)), person == 0 ? nil : "p\(person)",
          [Int.random(in: 0..<3, using: &random) == 0 ? nil : max(0, value)])
      }
      let declared = try tabulation(
        ["r", "c"], [("count", nil), ("contributors", nil), ("mean", "v"), ("sum", "v")],
        margins: true)
      table = try ReferenceEvidence(tabulation: declared, records: records).table()
    }

    /// The records of a cell, one after the other.
    func records(in key: CellKey) -> [Record] {
      records.filter { record in
        zip(key.coordinates, record.labels).allSatisfy { coordinate, label in
          switch coordinate {
          case .total: true
          case .missing: label == nil
          case .label(let text): label == text
          }
        }
      }
    }

    func people(in key: CellKey, valued: Bool) -> Set<String> {
      Set(
        records(in: key).filter { !valued || $0.values[0] != nil }.compactMap(\.subject))
    }
  }

  private func places(_ findings: [Finding]) -> Set<Place> {
    Set(
      findings.compactMap { finding in finding.cell.map { Place(key: $0, measure: finding.measure) }
      })
  }

  @Test(arguments: UInt64(1)...40)
  func `people with a value are counted once each, and copies are nobody`(seed: UInt64) throws {
    let example = try Case(seed)
    for threshold in [1, 2, 3, 5, 12] {
      var expected: Set<Place> = []
      for key in example.table.cells.map(\.key) where !example.records(in: key).isEmpty {
        for measure in 0..<4 {
          let people = example.people(in: key, valued: measure >= 2)
          if people.count < threshold { expected.insert(Place(key: key, measure: measure)) }
        }
      }
      let found = places(MinimumContributorsRule(threshold: threshold).findings(in: example.table))
      #expect(found == expected, "seed \(seed), threshold \(threshold)")
    }
  }

  @Test(arguments: UInt64(1)...40)
  func `nobody present and nothing but zeros are told apart`(seed: UInt64) throws {
    let example = try Case(seed)
    var expected: Set<Place> = []
    for key in example.table.cells.map(\.key) {
      let records = example.records(in: key)
      if records.isEmpty { expected.insert(Place(key: key, measure: nil)) }
      let values = records.compactMap { $0.values[0] }
      if !example.people(in: key, valued: true).isEmpty, values.allSatisfy({ $0 == 0 }) {
        expected.formUnion([2, 3].map { Place(key: key, measure: $0) })
      }
    }
    for policy in [ZeroPolicy.review, .fail] {
      let findings = ZeroCellRule(policy: policy).findings(in: example.table)
      #expect(places(findings) == expected, "seed \(seed)")
      #expect(findings.allSatisfy { $0.severity == policy.severity })
    }
    #expect(ZeroCellRule(policy: .allow).findings(in: example.table).isEmpty)
  }

  @Test(arguments: UInt64(1)...40)
  func `a group of which all are in one category is found in each direction`(seed: UInt64) throws {
    let example = try Case(seed)
    var expected: Set<[String]> = []
    let axes = example.table.shape.axes
    for dimension in 0..<2 {
      let parts = axes[dimension].filter { $0 != .total }
      for other in axes[1 - dimension] where parts.count >= 2 {
        let keys = parts.map { CellKey(dimension == 0 ? [$0, other] : [other, $0]) }
        let full = keys.filter { !example.records(in: $0).isEmpty }
        if full.count == 1 { expected.insert(["\(full[0])", "\(dimension)"]) }
      }
    }
    let found = FullCellRule().findings(in: example.table).compactMap { finding in
      finding.cell.map { ["\($0)", "\(finding.observed ?? -1)"] }
    }
    #expect(Set(found) == expected && found.count == expected.count, "seed \(seed)")
  }

  @Test(arguments: UInt64(1)...20)
  func `records about nobody are reported where they are`(seed: UInt64) throws {
    let example = try Case(seed)
    let expected = example.table.cells.map(\.key).filter { key in
      example.records(in: key).contains { $0.subject == nil }
    }
    let findings = DataQualityRule().findings(in: example.table)
    #expect(Set(findings.compactMap(\.cell)) == Set(expected), "seed \(seed)")
    for finding in findings {
      let key = try #require(finding.cell)
      #expect(finding.observed == example.records(in: key).count { $0.subject == nil })
    }
  }

  @Test func `people exactly at the threshold stand and one fewer do not`() throws {
    for count in [9, 10, 11] {
      let table = try CountTable.evidence([[count, 20]], margins: false)
      let found = MinimumContributorsRule(threshold: 10).findings(in: table)
      #expect(found.compactMap(\.observed) == (count < 10 ? [count] : []))
    }
    #expect(MinimumContributorsRule(threshold: -5).threshold == 1)
  }

  @Test func `one row, no row and rows without any value`() throws {
    let declared = try tabulation(["g"], [("mean", "v")], margins: true)
    let none = try ReferenceEvidence(tabulation: declared, records: []).table()
    #expect(MinimumContributorsRule(threshold: 3).findings(in: none).isEmpty)
    #expect(ZeroCellRule(policy: .fail).findings(in: none).count == 1)
    let one = try ReferenceEvidence(
      tabulation: declared, records: [Record([nil], nil, [nil])]
    ).table()
    #expect(one.cells.map(\.key) == [CellKey([.missing]), CellKey([.total])])
    #expect(MinimumContributorsRule(threshold: 1).findings(in: one).count == 2)
    #expect(DataQualityRule().findings(in: one).count == 2)
    let empty = (0..<30).map { Record(["a"], "p\($0)", [nil]) }
    let bare = try ReferenceEvidence(tabulation: declared, records: empty).table()
    #expect(MinimumContributorsRule(threshold: 1).findings(in: bare).count == 2)
    #expect(Suppressor(.suggested).release(bare).cube?.cells.allSatisfy(\.isWithheld) == true)
  }
}
