// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Testing

@Suite struct EvidenceDecoderTests {
  private func decoder(margins: Bool = false) throws -> (EvidenceDecoder, [String]) {
    let declared = try tabulation(["g"], [("sum", "v")], margins: margins)
    let query = EvidenceQuery(declared, from: try required(ColumnName("t")))
    return (EvidenceDecoder(query), query.columns)
  }

  /// A sound row: level, missing, label, 20 records of 12 people, sum 100.
  private let row = [
    "0", "0", "A", "20", "0", "12", "20", "12", "100.5", "30", "20", "100.5", "0", "1", "0",
  ]

  private func decode(_ rows: [[String]], margins: Bool = false) throws -> EvidenceTable {
    let (decoder, header) = try decoder(margins: margins)
    return try decoder.decode(header: header, rows: rows)
  }

  private func changed(_ column: Int, _ text: String) -> [String] {
    var fields = row
    fields[column] = text
    return fields
  }

  @Test func `a sound row becomes a cell`() throws {
    let cell = try #require(try decode([row])[key("A")])
    #expect(cell.records == 20 && cell.contributors == 12 && cell.unattributed == 0)
    #expect(cell.columns[0].sum == (try ExactDecimal(parsing: "100.5")))
    #expect(cell.columns[0].zeros == 1)
  }

  @Test(arguments: ["NaN", "inf", "-inf", "1e309", "", " 1", "1,0", "0x1", "\u{FF11}"])
  func `text that is no number is refused with row and column`(text: String) {
    #expect(throws: EvidenceError.malformedNumber(row: 1, column: "m0_sum")) {
      try decode([changed(8, text)])
    }
    #expect(throws: EvidenceError.malformedNumber(row: 1, column: "contributors")) {
      try decode([changed(5, text)])
    }
  }

  @Test(arguments: ["-1", "1.5", "1000000000000001"])
  func `counts are whole, not negative and bounded`(text: String) {
    #expect(throws: EvidenceError.malformedNumber(row: 1, column: "records")) {
      try decode([changed(3, text)])
    }
  }

  @Test func `labels with control characters, other forms or great length are refused`() {
    for label in [
      "a\u{0}b", "a\nb", "a\u{7F}", "a\u{85}", "e\u{301}", String(repeating: "x", count: 201),
    ] {
      #expect(throws: EvidenceError.malformedLabel(row: 1, column: "d0")) {
        try decode([changed(2, label)])
      }
    }
  }

  @Test func `numbers that contradict each other are refused`() {
    let cases = [
      (5, "21"), (4, "9"), (3, "0"), (6, "21"), (7, "13"), (8, "200"), (9, "101"), (10, "31"),
      (12, "21"), (8, "-5"),
    ]
    for (column, text) in cases {
      #expect(throws: EvidenceError.inconsistentRow(row: 1), "column \(column)") {
        try decode([changed(column, text)])
      }
    }
  }

  @Test func `masks must fit the tabulation`() {
    for fields in [changed(0, "1"), changed(0, "2"), changed(1, "1"), changed(1, "2")] {
      #expect(throws: EvidenceError.malformedMask(row: 1)) { try decode([fields]) }
    }
  }

  @Test func `a missing value and an empty label are two cells`() throws {
    var missing = changed(1, "1")
    missing[2] = ""
    let table = try decode([missing, changed(2, "")])
    #expect(table.cells.map(\.key) == [key(""), CellKey([.missing])])
  }

  @Test func `the header, the field count and duplicates are checked`() throws {
    let (decoder, header) = try decoder()
    #expect(throws: EvidenceError.wrongColumns) {
      try decoder.decode(header: header.reversed(), rows: [])
    }
    #expect(throws: EvidenceError.wrongFieldCount(row: 1)) { try decode([row + ["x"]]) }
    #expect(throws: EvidenceError.duplicateCell(row: 2)) { try decode([row, row]) }
  }

  @Test func `totals that are missing or wrong are refused`() throws {
    #expect(throws: EvidenceError.inconsistentTotals) { try decode([row], margins: true) }
    var total = changed(0, "1")
    total[2] = ""
    #expect(try decode([row, total], margins: true).cells.count == 2)
    total[8] = "100.4"
    #expect(throws: EvidenceError.inconsistentTotals) { try decode([row, total], margins: true) }
    total[8] = "100.5"
    total[3] = "21"
    #expect(throws: EvidenceError.inconsistentTotals) { try decode([row, total], margins: true) }
  }

  @Test func `more cells than the bound are refused`() {
    let rows = (0...Tabulation.cellsMax).map { changed(2, "l\($0)") }
    #expect(throws: EvidenceError.tooManyCells) { try decode(rows) }
  }

  @Test func `a sparse cube whose grid exceeds the bound is refused`() throws {
    let declared = try tabulation(["a", "b"], [("count", nil)])
    let query = EvidenceQuery(declared, from: try required(ColumnName("t")))
    let rows = (0..<400).map { ["0", "0", "a\($0)", "b\($0)", "1", "0", "1"] }
    #expect(throws: EvidenceError.tooManyCells) {
      try EvidenceDecoder(query).decode(header: query.columns, rows: rows)
    }
  }

  @Test func `CSV as the engine writes it is read`() throws {
    let (decoder, header) = try decoder()
    var quoted = row
    quoted[2] = "\"A, \"\"B\"\"\""
    let text = header.joined(separator: ",") + "\r\n" + quoted.joined(separator: ",") + "\n"
    let table = try decoder.decode(csv: Array(text.utf8))
    #expect(table.cells.map(\.key) == [key("A, \"B\"")])
    #expect(throws: EvidenceError.self) { try decoder.decode(csv: []) }
    #expect(throws: EvidenceError.self) { try decoder.decode(csv: [0xFF, 0xFE]) }
    #expect(throws: EvidenceError.malformedCSV(row: 1)) {
      try decoder.decode(csv: Array((text + "\"open").replacing("20,0", with: "2\"0,0").utf8))
    }
  }

  @Test func `errors never repeat a label or value`() {
    do {
      _ = try decode([changed(8, "private-value")])
      Issue.record("nothing thrown")
    } catch {
      #expect(!String(describing: error).contains("private"))
    }
  }
}
