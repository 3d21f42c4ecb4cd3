// SPDX-License-Identifier: Apache-2.0
import Tabular
import Testing

@Suite struct HeaderTests {
  @Test func `an empty file and a file of a header alone are different`() throws {
    #expect(throws: CSVError.emptyFile) { try ReadFile("") }
    #expect(throws: CSVError.emptyFile) { try ReadFile("\u{FEFF}") }
    let headerOnly = try ReadFile("a,b")
    #expect(headerOnly.header == ["a", "b"])
    #expect(headerOnly.items.isEmpty)
    #expect(try ReadFile("a,b\r\n").items.isEmpty)
  }

  @Test func `duplicate names are refused with both places`() {
    #expect(throws: CSVError.headerNameDuplicate(first: 1, second: 3)) {
      try ReadFile("a,b,a\n")
    }
  }

  @Test(arguments: ["a,,c\n", "a, ,c\n", "a,\"\",c\n", "a,\u{3000},c\n"])
  func `empty names are refused`(text: String) {
    #expect(throws: CSVError.headerNameEmpty(column: 2)) { try ReadFile(text) }
  }

  @Test func `a blank first line is an empty name`() {
    #expect(throws: CSVError.headerNameEmpty(column: 1)) { try ReadFile("\na,b\n") }
  }

  @Test func `as many columns as allowed pass, one more does not`() throws {
    func header(_ count: Int) -> String {
      (1...count).map { "c\($0)" }.joined(separator: ",") + "\n"
    }
    #expect(try ReadFile(header(1_024)).header.count == 1_024)
    #expect(throws: CSVError.headerTooManyColumns(maximum: 1_024)) {
      try ReadFile(header(1_025))
    }
  }

  @Test func `quoted names are unescaped`() throws {
    let file = try ReadFile("\"a\"\"b\",\"c\nd\"\n1,2\n")
    #expect(file.header == ["a\"b", "c\nd"])
    #expect(file.rows == [["1", "2"]])
    #expect(
      file.items.first
        == .row(
          RowPosition(row: 1, line: 3, byteOffset: 13), [[0x31], [0x32]]))
  }

  @Test func `malformed headers are refused with the reason`() {
    #expect(throws: CSVError.headerMalformed(.strayQuote)) { try ReadFile("a,b\"c\n1,2\n") }
    #expect(throws: CSVError.headerMalformed(.unterminatedQuote)) { try ReadFile("a,\"b\n1,2\n") }
    #expect(throws: CSVError.headerMalformed(.nulByte)) { try ReadFile("a,b\u{0}\n1,2\n") }
    let long = String(repeating: "x", count: 2_000)
    #expect(throws: CSVError.headerMalformed(.rowTooLong)) {
      try ReadFile(long, bounds: CSVBounds(rowBytesMax: 1_000, windowBytes: 128))
    }
  }

  @Test func `a header in another encoding is refused with a hint`() {
    let bytes: [UInt8] = [0xD0, 0xD5, 0xC3, 0xFB, 0x2C, 0x61, 0x0A, 0xD5, 0xC5, 0x2C, 0x31, 0x0A]
    #expect(throws: CSVError.headerEncoding(declared: .utf8, hint: .gb18030)) {
      try ReadFile(ArrayByteSource(bytes))
    }
    #expect(
      CSVError.headerEncoding(declared: .utf8, hint: .gb18030).description
        == "the header row is not valid utf8; it looks like gb18030: declare the right encoding")
  }
}
