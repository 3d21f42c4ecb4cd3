// SPDX-License-Identifier: Apache-2.0
import Tabular
import Testing

@Suite struct CSVReaderTests {
  @Test(arguments: ["\n", "\r\n", "\r"])
  func `every kind of line break ends a row`(lineBreak: String) throws {
    let text = ["a,b", "1,2", "3,4", ""].joined(separator: lineBreak)
    let file = try ReadFile(text)
    #expect(file.header == ["a", "b"])
    #expect(file.rows == [["1", "2"], ["3", "4"]])
    #expect(file.bad.isEmpty)
  }

  @Test func `the last row needs no line break`() throws {
    #expect(try ReadFile("a,b\n1,2").rows == [["1", "2"]])
    #expect(try ReadFile("a,b\n1,").rows == [["1", ""]])
    #expect(try ReadFile("a,b\n1,\"x\"").rows == [["1", "x"]])
  }

  @Test func `quoted fields hold delimiters, line breaks and doubled quotes`() throws {
    let file = try ReadFile("a,b\n\"x,y\",\"1\r\n2\"\n\"say \"\"hi\"\"\",\"\"\"\"\n")
    #expect(file.rows == [["x,y", "1\r\n2"], ["say \"hi\"", "\""]])
    #expect(file.raw[1] == Array("\"say \"\"hi\"\"\",\"\"\"\"".utf8))
  }

  @Test func `lines are counted through quoted line breaks`() throws {
    let file = try ReadFile("a,b\n\"1\n2\r\n3\r4\",x\n5\n")
    #expect(
      file.bad == [
        BadRow(
          position: RowPosition(row: 2, line: 6, byteOffset: 17), column: nil,
          reason: .tooFewFields)
      ])
  }

  @Test(arguments: CSVDialect.allCases)
  func `each delimiter separates and the others are content`(dialect: CSVDialect) throws {
    let mark = String(decoding: [dialect.delimiter], as: UTF8.self)
    let others = CSVDialect.allCases.filter { $0 != dialect }.map(\.delimiter)
    let content = String(decoding: others, as: UTF8.self)
    let file = try ReadFile("a\(mark)b\n\(content)\(mark)2\n", dialect: dialect)
    #expect(file.rows == [[content, "2"]])
  }

  @Test func `ragged rows are bad and the others stay`() throws {
    let file = try ReadFile("a,b\n1\n1,2\n1,2,3\n4,5\n")
    #expect(file.rows == [["1", "2"], ["4", "5"]])
    #expect(file.bad.map(\.reason) == [.tooFewFields, .tooManyFields])
    #expect(file.bad.map(\.position.row) == [1, 3])
    #expect(file.bad.map(\.position.byteOffset) == [4, 10])
  }

  @Test func `a row far wider than the header is one bad row`() throws {
    let wide = Array(repeating: "x", count: 50_000).joined(separator: ",")
    let file = try ReadFile("a,b\n\(wide)\n1,2\n")
    #expect(file.bad.map(\.reason) == [.tooManyFields])
    #expect(file.rows == [["1", "2"]])
  }

  @Test func `a zero byte makes its row bad, quoted or not`() throws {
    let file = try ReadFile("a,b\n1,x\u{0}y\n\"q\u{0}\",2\n3,4\n\u{0},\n")
    #expect(file.bad.map(\.reason) == [.nulByte, .nulByte, .nulByte])
    #expect(file.bad.map(\.column) == [2, 1, 1])
    #expect(file.rows == [["3", "4"]])
  }

  @Test func `stray quotes make their row bad and the next line is read again`() throws {
    let file = try ReadFile("a,b\nx\"y,2\n\"x\"y,2\n\"ok\",2\n")
    #expect(file.bad.map(\.reason) == [.strayQuote, .strayQuote])
    #expect(file.rows == [["ok", "2"]])
  }

  @Test func `an unterminated quote says from which row and how much it took`() throws {
    let file = try ReadFile("a,b\n1,2\n3,\"open\n4,5\n6,7\n")
    #expect(file.rows == [["1", "2"]])
    #expect(file.bad.map(\.reason) == [.unterminatedQuote])
    #expect(file.bad.first?.column == 2)
    let position = RowPosition(row: 2, line: 3, byteOffset: 8)
    #expect(file.unterminated == UnterminatedQuote(position: position, bytes: 16, lines: 4))
  }

  @Test func `what stands between quotes is never read as rows`() throws {
    let file = try ReadFile("a,b\n\"x\n1,2\n3,4\n\",5,6\n7,8\n")
    #expect(file.bad.map(\.reason) == [.tooManyFields])
    #expect(file.rows == [["7", "8"]])
  }

  @Test func `blank lines are counted, but are rows of a file of one column`() throws {
    let wide = try ReadFile("a,b\n\n1,2\n\r\n\n")
    #expect(wide.rows == [["1", "2"]])
    #expect(wide.blankLines == 3)
    let narrow = try ReadFile("a\n1\n\n2\n")
    #expect(narrow.rows == [["1"], [""], ["2"]])
    #expect(narrow.blankLines == 0)
  }

  @Test func `a long field is bad and names its column`() throws {
    let bounds = CSVBounds(fieldBytesMax: 10)
    let file = try ReadFile("a,b\n1,12345678901\n1,1234567890\n", bounds: bounds)
    #expect(file.bad.map(\.reason) == [.fieldTooLong])
    #expect(file.bad.first?.column == 2)
    #expect(file.rows == [["1", "1234567890"]])
  }

  @Test func `a failing source is an error and not an end`() {
    let source = FailingSource(inner: ArrayByteSource(Array("a,b\n1,2\n".utf8)))
    #expect(throws: CSVError.source(.readFailed(errno: 5))) { try ReadFile(source) }
  }
}
