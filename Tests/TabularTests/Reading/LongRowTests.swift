// SPDX-License-Identifier: Apache-2.0
import Tabular
import Testing

@Suite struct LongRowTests {
  private func file(_ middle: [UInt8]) -> [UInt8] {
    Array("a,b\n1,2\n".utf8) + middle + Array("\n3,4\n".utf8)
  }

  @Test func `a row of ten megabytes is bad and the next is read`() throws {
    let row = [UInt8](repeating: 0x78, count: 10_000_000)
    let file = try ReadFile(ArrayByteSource(file(row), pieceBytes: 65_536))
    #expect(file.bad.map(\.reason) == [.rowTooLong])
    #expect(file.bad.first?.position == RowPosition(row: 2, line: 3, byteOffset: 8))
    #expect(file.rows == [["1", "2"], ["3", "4"]])
    #expect(file.raw[1].isEmpty)
  }

  @Test func `a quoted row of ten megabytes with line breaks is one bad row`() throws {
    var row: [UInt8] = [0x22]
    for _ in 0..<1_250_000 { row += Array("7,\"\"8\"\"\n".utf8.prefix(8)) }
    row.append(0x22)
    let file = try ReadFile(ArrayByteSource(file(row), pieceBytes: 65_536))
    #expect(file.bad.map(\.reason) == [.rowTooLong])
    #expect(file.rows == [["1", "2"], ["3", "4"]])
  }

  @Test func `a quote open for ten megabytes to the end says from which row`() throws {
    let row = [0x22] + [UInt8](repeating: 0x0A, count: 10_000_000)
    let file = try ReadFile(ArrayByteSource(file(row)))
    #expect(file.bad.map(\.reason) == [.unterminatedQuote])
    #expect(file.unterminated?.position.row == 2)
    #expect(file.unterminated?.bytes == 10_000_006)
    #expect(file.unterminated?.lines == 10_000_003)
  }

  @Test func `the bound itself is allowed, one byte more is not`() throws {
    let bounds = CSVBounds(rowBytesMax: 100, windowBytes: 64)
    for (count, isGood) in [(99, true), (100, true), (101, false), (1_000, false)] {
      let row = "1," + String(repeating: "x", count: count - 2)
      for ending in ["", "\n", "\r\n"] {
        let file = try ReadFile("a,b\n\(row)\(ending)", bounds: bounds)
        #expect(file.rows.count == (isGood ? 1 : 0))
        #expect(file.bad.map(\.reason) == (isGood ? [] : [.rowTooLong]))
      }
    }
  }

  @Test func `lines are counted through a long row`() throws {
    let bounds = CSVBounds(rowBytesMax: 20, windowBytes: 64)
    let inner = Array(repeating: "abc", count: 100).joined(separator: "\r\n")
    let file = try ReadFile("a,b\n\"\(inner)\",1\r\nx\n", bounds: bounds)
    #expect(file.bad.map(\.position.line) == [2, 102])
  }
}
