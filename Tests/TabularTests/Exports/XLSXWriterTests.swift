// SPDX-License-Identifier: Apache-2.0
import Foundation
import Tabular
import Testing

/// Reads a ZIP archive of stored entries by its central directory, checking every checksum.
struct StoredArchive {
  var entries: [String: String] = [:]
  var names: [String] = []

  init(_ bytes: [UInt8]) throws {
    func number(_ index: Int, _ size: Int) -> Int {
      (0..<size).reduce(0) { $0 | Int(bytes[index + $1]) << (8 * $1) }
    }
    let end = bytes.count - 22
    try #require(number(end, 4) == 0x0605_4B50)
    var index = number(end + 16, 4)
    for _ in 0..<number(end + 10, 2) {
      try #require(number(index, 4) == 0x0201_4B50)
      try #require(number(index + 10, 2) == 0)
      let size = number(index + 24, 4)
      let nameLength = number(index + 28, 2)
      let name = String(decoding: bytes[(index + 46)..<(index + 46 + nameLength)], as: UTF8.self)
      let local = number(index + 42, 4)
      try #require(number(local, 4) == 0x0403_4B50)
      let start = local + 30 + number(local + 26, 2) + number(local + 28, 2)
      let content = Array(bytes[start..<start + size])
      #expect(number(index + 16, 4) == Int(Self.checksum(content)))
      #expect(number(local + 14, 4) == Int(Self.checksum(content)))
      entries[name] = String(decoding: content, as: UTF8.self)
      names.append(name)
      index += 46 + nameLength
    }
    #expect(index == end)
  }

  /// CRC-32 a bit at a time.
  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var state: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      state ^= UInt32(byte)
      for _ in 0..<8 { state = state & 1 == 1 ? state >> 1 ^ 0xEDB8_8320 : state >> 1 }
    }
    return ~state
  }
}

@Suite struct XLSXWriterTests {
  private func archive(
    _ header: [String], _ rows: [[XLSXCell]]
  ) throws -> StoredArchive {
    let out = CollectedBytes()
    var writer = try XLSXWriter(header: header, to: out.sink)
    for row in rows { try writer.write(row) }
    try writer.finish()
    return try StoredArchive(out.bytes)
  }

  @Test func `the checksum is the one of the standard`() {
    #expect(StoredArchive.checksum(Array("123456789".utf8)) == 0xCBF4_3926)
  }

  @Test func `a package has its parts and every part is well-formed XML`() throws {
    let archive = try archive(["a", "b"], [[.text("<&>\"'\u{1}\u{FFFE}_x0041_"), .integer(-5)]])
    #expect(
      archive.names == [
        "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet1.xml",
      ])
    for content in archive.entries.values {
      #expect(content.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"))
      #expect(content.utf8.filter { $0 == 0x3C }.count == content.utf8.filter { $0 == 0x3E }.count)
    }
  }

  @Test func `rows and cells stand in the sheet, escaped and guarded`() throws {
    let sheet = try #require(
      archive(
        ["列"],
        [
          [.text("=1+1")], [.integer(42)], [.empty], [.text("a<b&c\r")],
          [.integer(9_007_199_254_740_993)], [.text("_x0041_ a_b")],
        ]
      ).entries["xl/worksheets/sheet1.xml"])
    func text(_ content: String) -> String {
      "<c t=\"inlineStr\"><is><t xml:space=\"preserve\">\(content)</t></is></c>"
    }
    let rows = [
      text("列"), text("=1+1"), "<c><v>42</v></c>", "<c/>", text("a&lt;b&amp;c_x000D_"),
      text("9007199254740993"), text("_x005F_x0041_ a_b"),
    ]
    let expected = rows.enumerated().map { "<row r=\"\($0 + 1)\">\($1)</row>" }.joined()
    #expect(sheet.contains("<sheetData>\(expected)</sheetData>"))
  }

  @Test func `equal content gives equal bytes`() throws {
    func bytes() throws -> [UInt8] {
      let out = CollectedBytes()
      var writer = try XLSXWriter(header: ["a"], to: out.sink)
      try writer.write([.text("x")])
      try writer.finish()
      return out.bytes
    }
    #expect(try bytes() == bytes())
  }

  @Test func `rows, cells and bytes are bounded`() throws {
    let sink = CollectedBytes().sink
    var writer = try XLSXWriter(header: ["a"], to: sink, rowsMax: 1)
    let long = String(repeating: "x", count: 32_768)
    #expect(throws: ExportError.cellTooLong(row: 1, column: 1, maximum: 32_767)) {
      try writer.write([.text(long)])
    }
    var short = try XLSXWriter(header: ["a"], to: sink, rowsMax: 1)
    try short.write([.empty])
    #expect(throws: ExportError.tooManyRows(maximum: 1)) { try short.write([.empty]) }
    #expect(throws: ExportError.cellCount(row: 1, expected: 1, found: 0)) {
      var other = try XLSXWriter(header: ["a"], to: sink)
      try other.write([])
    }
    var small = try XLSXWriter(header: ["a"], to: sink, bytesMax: 600)
    #expect(throws: ExportError.tooLarge(maximumBytes: 600)) {
      for _ in 0..<100 { try small.write([.text("0123456789")]) }
    }
    #expect(throws: ExportError.tooManyColumns(maximum: 16_384)) {
      try XLSXWriter(header: (0..<16_385).map { "c\($0)" }, to: sink)
    }
  }
}
