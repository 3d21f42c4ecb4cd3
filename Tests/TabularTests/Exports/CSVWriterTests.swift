// SPDX-License-Identifier: Apache-2.0
import Tabular
import Testing

@Suite struct CSVWriterTests {
  private func written(
    _ header: [String], _ rows: [[String]], dialect: CSVDialect = .comma, mark: Bool = false,
    guards: Bool = true
  ) throws -> String {
    let out = CollectedBytes()
    var writer = try CSVWriter(
      header: header, to: out.sink, dialect: dialect, hasByteOrderMark: mark,
      guardsFormulas: guards)
    for row in rows { try writer.write(row) }
    try writer.finish()
    #expect(writer.rows == rows.count)
    return out.text
  }

  @Test func `cells are quoted only where needed`() throws {
    let text = try written(
      ["a", "b"], [["x", "y,z"], ["say \"hi\"", "1\n2"], ["", " pad "], ["a;b", "c\td"]])
    #expect(
      text
        == "a,b\r\nx,\"y,z\"\r\n\"say \"\"hi\"\"\",\"1\n2\"\r\n,\" pad \"\r\na;b,c\td\r\n")
  }

  @Test func `a byte order mark comes first where wanted`() throws {
    #expect(try written(["列"], [], mark: true) == "\u{FEFF}列\r\n")
  }

  @Test func `a lone empty cell does not make a blank line`() throws {
    #expect(try written(["a"], [[""]]) == "a\r\n\"\"\r\n")
  }

  @Test func `formulas are guarded in cells and header unless told otherwise`() throws {
    let rows = [["=HYPERLINK(\"x\")", "-5"]]
    #expect(try written(["@a", "b"], rows) == "'@a,b\r\n\"'=HYPERLINK(\"\"x\"\")\",-5\r\n")
    #expect(
      try written(["@a", "b"], rows, guards: false)
        == "@a,b\r\n\"=HYPERLINK(\"\"x\"\")\",-5\r\n")
  }

  @Test(arguments: CSVDialect.allCases)
  func `what is written is read again as it was`(dialect: CSVDialect) throws {
    var random = SeededGenerator(seed: 91)
    let letters = ["a", "\"", ",", ";", "|", "\t", "\n", "\r\n", " ", "中", "x"]
    let rows = (0..<300).map { _ in
      (0..<3).map { _ in
        "v" + (0..<random.below(6)).map { _ in letters[random.below(letters.count)] }.joined()
      }
    }
    let text = try written(["a", "b", "c"], rows, dialect: dialect)
    #expect(try ReadFile(text, dialect: dialect).rows == rows)
  }

  @Test func `rows are bounded and must fit the header`() throws {
    var writer = try CSVWriter(header: ["a"], to: CollectedBytes().sink, rowsMax: 1)
    #expect(throws: ExportError.cellCount(row: 1, expected: 1, found: 2)) {
      try writer.write(["1", "2"])
    }
    try writer.write(["1"])
    #expect(throws: ExportError.tooManyRows(maximum: 1)) { try writer.write(["2"]) }
  }
}
