// SPDX-License-Identifier: Apache-2.0
import Tabular
import Testing

/// What goes through the intake is what a slow writer would have written.
@Suite struct CleanRoundTripTests {
  private let pieces = ["a", "\"", ",", "\n", "\r\n", "中", " ", "1", ";", "\t", "'", "="]

  private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      result += scalar == "\"" ? "\"\"" : String(Character(scalar))
    }
    return result + "\""
  }

  private func canonical(_ text: String) -> String {
    text.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) } ? quoted(text) : text
  }

  @Test(arguments: CSVDialect.allCases)
  func `any values in any quoting come out canonical`(dialect: CSVDialect) throws {
    var random = SeededGenerator(seed: 99)
    let mark = String(decoding: [dialect.delimiter], as: UTF8.self)
    let schema = ["x", "y", "z"].map { ColumnSchema(name: $0, type: .text) }
    for round in 0..<60 {
      var source = "x\(mark)y\(mark)z\r\n"
      var expected = "x,y,z\n"
      for _ in 0..<20 {
        let fields = (0..<3).map { _ in
          (0..<random.below(5)).map { _ in pieces[random.below(pieces.count)] }.joined()
        }
        let written = fields.map { field in
          let mustQuote = field.utf8.contains { byte in
            [0x22, 0x0A, 0x0D, dialect.delimiter].contains(byte)
          }
          return mustQuote || random.below(2) == 0 ? quoted(field) : field
        }
        source += written.joined(separator: mark) + ["\n", "\r\n", "\r"][random.below(3)]
        expected += fields.map(canonical).joined(separator: ",") + "\n"
      }
      let file = try TakenFile(source, schema, options: IntakeOptions(dialect: dialect))
      #expect(file.outcome.badRows.total == 0, "seed 99, round \(round)")
      #expect(file.clean == expected, "seed 99, round \(round)")
      if file.clean != expected { return }
    }
  }

  @Test func `a missing value in a file of one column is no blank line`() throws {
    let file = try TakenFile("v\n\nx\n", [ColumnSchema(name: "v", type: .text)])
    #expect(file.clean == "v\n\"\"\nx\n")
    #expect(file.outcome.profile.columns[0].missing == 1)
  }

  @Test func `large output reaches the sink in bounded pieces`() throws {
    let out = CollectedBytes()
    let text = "v,w\n" + (0..<60_000).map { "value \($0),\($0)\n" }.joined()
    let schema = [
      ColumnSchema(name: "v", type: .text), ColumnSchema(name: "w", type: .integer),
    ]
    var intake = try Intake(
      ArrayByteSource(Array(text.utf8)), schema: schema, clean: out.sink)
    let outcome = try intake.run()
    #expect(out.text == text)
    #expect(outcome.bytesWritten == text.utf8.count)
    #expect(out.largest <= 1 << 18)
  }

  @Test func `the writer of bad rows is bounded and counts what it left out`() throws {
    let out = CollectedBytes()
    var writer = BadRowWriter(out.sink, bytesMax: 700)
    let row = BadRow(
      position: RowPosition(row: 1, line: 2, byteOffset: 3), column: nil, reason: .nulByte)
    let raw = [UInt8](repeating: 0x61, count: 200)
    for _ in 0..<10 { try writer.write(row, raw: raw.span) }
    try writer.finish()
    #expect(out.bytes.count <= 700)
    #expect(writer.omitted > 0)
    #expect(out.text.split(separator: "\n").count == (10 - writer.omitted) * 2)
  }
}
