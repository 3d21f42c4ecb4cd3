// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Testing

/// Evidence at its bounds: nothing in it can make the platform stop.
@Suite struct EvidenceTotalsTests {
  private func query(_ measures: [(String, String?)], margins: Bool) throws -> EvidenceQuery {
    EvidenceQuery(
      try tabulation(["g"], measures, margins: margins), from: try required(ColumnName("t")))
  }

  private func decode(_ query: EvidenceQuery, _ rows: [[String]]) throws -> EvidenceTable {
    try EvidenceDecoder(query).decode(header: query.columns, rows: rows)
  }

  private static let most = "\(EvidenceDecoder.countMax)"

  @Test func `counts whose sum no machine number holds are totals that do not agree`() throws {
    let query = try query([("count", nil)], margins: true)
    // So many groups of ten to the fifteenth records each are more than 64 bits.
    var rows = (0..<9_400).map { ["0", "0", "l\($0)", Self.most, "0", Self.most] }
    rows.append(["1", "0", "", Self.most, "0", Self.most])
    #expect(throws: EvidenceError.inconsistentTotals) { try decode(query, rows) }
  }

  @Test func `sums that no machine number holds are totals that do not agree`() throws {
    let query = try query([("sum", "v")], margins: true)
    let sum = String(repeating: "9", count: 28)
    func row(_ level: String, _ label: String, _ records: String) -> [String] {
      [level, "0", label, records, "0", "1", records, "1", sum, sum, "0", sum, "0", "0", "0"]
    }
    let rows = (0..<17_100).map { row("0", "l\($0)", "1") } + [row("1", "", "17100")]
    #expect(throws: EvidenceError.inconsistentTotals) { try decode(query, rows) }
  }

  @Test func `the largest counts and sums that fit are taken and judged`() throws {
    let query = try query([("count", nil), ("sum", "v")], margins: true)
    let sum = String(repeating: "9", count: 28)
    func row(_ level: String, _ label: String) -> [String] {
      [
        level, "0", label, Self.most, "0", Self.most, Self.most, Self.most, sum, sum, "0", sum, "0",
        "0", "0",
      ]
    }
    let table = try decode(query, [row("0", "a"), row("1", "")])
    #expect(table.cells.map(\.records) == [EvidenceDecoder.countMax, EvidenceDecoder.countMax])
    let assessment = Assessment(table, under: .suggested)
    #expect(assessment.verdict == .fail)
    #expect(Set(assessment.findings.map(\.rule)).isSuperset(of: [.dominance, .pPercent]))
    for rounding in CountRounding.allCases {
      var parameters = DisclosureParameters(contributors: 10, zeros: .allow)
      parameters.rounding = rounding
      let outcome = Suppressor(parameters).release(table)
      #expect(outcome.cube != nil)
    }
  }

  @Test(arguments: UInt64(1)...40)
  func `numbers at random are evidence or an error`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let query = try query([("sum", "v"), ("count", "w")], margins: true)
    let pieces = [
      "0", "1", "2", "-1", "10", Self.most, String(repeating: "9", count: 28), "0.000001", "",
      "1e9",
      "-" + String(repeating: "9", count: 28), "\u{FF11}", "99999999999999999999",
    ]
    for _ in 0..<60 {
      let rows = (0..<Int.random(in: 0...3, using: &random)).map { row in
        query.columns.enumerated().map { place, _ in
          place == 0
            ? "\(row % 2)"
            : place == 1
              ? "0"
              : place == 2
                ? (row % 2 == 0 ? "l\(row)" : "")
                : pieces.randomElement(using: &random) ?? "0"
        }
      }
      do {
        let table = try decode(query, rows)
        for cell in table.cells {
          #expect(cell.contributors <= cell.records && cell.unattributed <= cell.records)
          #expect(cell.columns.allSatisfy { $0.largest <= $0.absolute && $0.second <= $0.largest })
        }
        _ = Suppressor(.suggested).release(table)
      } catch is EvidenceError {
        continue
      }
    }
  }

  @Test func `labels in any script are cells of their own, by bytes`() throws {
    let query = try query([("count", nil)], margins: false)
    let labels = [
      "", " ", "A", "a", "\u{C4}", "\u{E4}", "\u{8862}\u{5DDE}", "\u{FF21}", "\u{1F600}",
      "\u{10FFFF}",
      "\u{627}\u{628}", "'\u{301}", "\"", ",", "a,b", "M", "T", "L", "null",
    ]
    let rows = labels.reversed().map { ["0", "0", $0, "12", "0", "12"] }
    let table = try decode(query, rows)
    let sorted = labels.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    #expect(table.cells.map(\.key) == sorted.map { key($0) })
    for label in labels { #expect(table[key(label)]?.records == 12) }
    #expect(table[key("b")] == nil && table[CellKey([.total])] == nil && table[CellKey([])] == nil)
    #expect(table[CellKey([.missing])] == nil)
    // The same through the text that the engine writes.
    let text = rows.map { row in
      row.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",")
    }
    let csv = ([query.columns.joined(separator: ",")] + text).joined(separator: "\n")
    #expect(try EvidenceDecoder(query).decode(csv: Array(csv.utf8)) == table)
  }

  @Test func `two writings of one label are refused before they can be one cell`() throws {
    let query = try query([("count", nil)], margins: false)
    #expect(throws: EvidenceError.malformedLabel(row: 2, column: "d0")) {
      try decode(
        query,
        [["0", "0", "caf\u{E9}", "12", "0", "12"], ["0", "0", "cafe\u{301}", "12", "0", "12"]])
    }
    let long = String(repeating: "\u{6570}", count: 66)
    #expect(throws: Never.self) {
      try decode(query, [["0", "0", long + "ab", "12", "0", "12"]])
    }
    #expect(throws: EvidenceError.malformedLabel(row: 1, column: "d0")) {
      try decode(query, [["0", "0", long + "abc", "12", "0", "12"]])
    }
  }

  @Test func `findings are in one order whatever order they came in`() {
    var random = SeededGenerator(seed: 5)
    let findings = RuleName.allCases.flatMap { rule in
      [nil, key("a"), key("b"), CellKey([.total])].flatMap { cell in
        [0, 1, nil].map { measure in
          Finding(
            rule: rule, severity: .review, cell: cell, measure: measure, formula: .labelShape,
            parameter: measure ?? 3)
        }
      }
    }
    let ordered = Assessment(findings).findings
    #expect(ordered.count == findings.count)
    for _ in 0..<5 {
      let again = Assessment(findings.shuffled(using: &random) + findings).findings
      #expect(again == ordered)
    }
    #expect(ordered.first?.cell == nil)
    #expect(Assessment([]).verdict == .pass)
    for formula in DisclosureFormula.allCases { #expect(!formula.text.isEmpty) }
    #expect(Set(DisclosureFormula.allCases.map(\.text)).count == DisclosureFormula.allCases.count)
  }
}
