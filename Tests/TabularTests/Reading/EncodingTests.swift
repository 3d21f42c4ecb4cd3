// SPDX-License-Identifier: Apache-2.0
import Tabular
import Testing

@Suite struct EncodingTests {
  /// 姓名,数 / 张三,𠀀 (four bytes) / €À (À in four bytes) in GB 18030.
  private let chinese: [UInt8] =
    [0xD0, 0xD5, 0xC3, 0xFB, 0x2C, 0xCA, 0xFD, 0x0A]
    + [0xD5, 0xC5, 0xC8, 0xFD, 0x2C, 0x95, 0x32, 0x82, 0x36, 0x0A]
    + [0xA2, 0xE3, 0x81, 0x30, 0x86, 0x38, 0x2C, 0x31, 0x0A]

  @Test func `GB 18030 of two and four bytes becomes UTF-8`() throws {
    let file = try ReadFile(ArrayByteSource(chinese), encoding: .gb18030)
    #expect(file.header == ["姓名", "数"])
    #expect(file.rows == [["张三", "𠀀"], ["€À", "1"]])
    #expect(file.bytesRead == chinese.count)
  }

  @Test func `GB 18030 sequences may be split anywhere`() throws {
    let many = chinese + (0..<2_000).flatMap { _ in chinese[8...] }
    let whole = try ReadFile(ArrayByteSource(many), encoding: .gb18030)
    #expect(whole.rows.count == 4_002)
    let narrow = CSVBounds(windowBytes: 64)
    for size in [1, 2, 3, 5, 7, 4_093] {
      let split = try ReadFile(
        ArrayByteSource(many, pieceBytes: size), encoding: .gb18030, bounds: narrow)
      #expect(split == whole, "size \(size)")
    }
  }

  @Test func `the offsets of rows are those of the GB 18030 file`() throws {
    let file = try ReadFile(ArrayByteSource(chinese), encoding: .gb18030)
    let offsets = file.items.map { item in
      switch item {
      case .row(let position, _): position.byteOffset
      case .bad(let row): row.position.byteOffset
      }
    }
    #expect(offsets == [8, 18])
  }

  @Test(arguments: [[0xFF], [0x80], [0x81, 0x20], [0x81, 0x30, 0x81], [0xFE, 0x39, 0xFE, 0x39]])
  func `an invalid GB 18030 sequence makes its row bad at its offset`(
    sequence: [UInt8]
  ) throws {
    let bytes = chinese[..<8] + [0xD5, 0xC5] + sequence + Array(",1\n".utf8) + chinese[8...]
    let file = try ReadFile(ArrayByteSource(Array(bytes)), encoding: .gb18030)
    #expect(file.bad.map(\.reason) == [.invalidEncoding])
    #expect(file.bad.first?.position == RowPosition(row: 1, line: 2, byteOffset: 10))
    #expect(file.rows == [["张三", "𠀀"], ["€À", "1"]])
  }

  @Test func `a lead byte before a line break does not swallow the break`() throws {
    let bytes = Array("a,b\n1,".utf8) + [0x81, 0x0A] + Array("2,3\n4,".utf8) + [0x81]
    let file = try ReadFile(ArrayByteSource(bytes), encoding: .gb18030)
    #expect(file.bad.map(\.reason) == [.invalidEncoding, .invalidEncoding])
    #expect(file.rows == [["2", "3"]])
  }

  @Test func `pipes inside GB 18030 sequences are not delimiters`() throws {
    let bytes = Array("a|b\n".utf8) + [0x81, 0x7C, 0x7C, 0x31, 0x0A]
    let file = try ReadFile(ArrayByteSource(bytes), dialect: .pipe, encoding: .gb18030)
    #expect(file.rows.count == 1)
    #expect(file.rows.first?.last == "1")
  }

  @Test func `every character of the plane goes round through UTF-16`() throws {
    var random = SeededGenerator(seed: 21)
    var text = "a,b\n"
    for _ in 0..<3_000 {
      let value = UInt32(0x20 + random.below(0x10_FFFF - 0x20))
      guard let scalar = Unicode.Scalar(value), value > 0x7F else { continue }
      text += "\(Character(scalar)),x\n"
    }
    let reference = try ReadFile(text)
    for (encoding, isBig) in [(TextEncoding.utf16le, false), (.utf16be, true)] {
      let units = ("\u{FEFF}" + text).utf16.flatMap { unit -> [UInt8] in
        let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
        return isBig ? pair : pair.reversed()
      }
      let file = try ReadFile(
        RaggedSource(units, seed: 3), bounds: CSVBounds(windowBytes: 64))
      #expect(file.rows == reference.rows)
      #expect(file.bad.isEmpty)
      #expect(try CSVReader(ArrayByteSource(units)).encoding == encoding)
    }
  }

  @Test func `unpaired surrogates and half units are invalid`() throws {
    func little(_ units: [UInt16]) -> [UInt8] {
      units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    }
    let header = little(Array("\u{FEFF}a,b\n".utf16))
    let rows = little(
      [0xD800, 0x2C, 0x31, 0x0A] + [0x32, 0x2C, 0xDC00, 0x0A] + [0x33, 0x2C, 0x34, 0x0A])
    let file = try ReadFile(ArrayByteSource(header + rows + [0x35]))
    #expect(file.bad.map(\.reason) == [.invalidEncoding, .invalidEncoding, .invalidEncoding])
    #expect(file.bad.map(\.position.byteOffset) == [10, 22, 34])
    #expect(file.rows == [["3", "4"]])
  }

  @Test func `a byte order mark is taken off and settles the encoding`() throws {
    let marked = try ReadFile("\u{FEFF}a,b\n1,2\n")
    #expect(marked.header == ["a", "b"])
    #expect(marked.items == [.row(RowPosition(row: 1, line: 2, byteOffset: 7), [[0x31], [0x32]])])
    #expect(throws: CSVError.encodingConflict(declared: .gb18030, found: .utf8)) {
      try ReadFile("\u{FEFF}a,b\n", encoding: .gb18030)
    }
    let gb = [0x84, 0x31, 0x95, 0x33] + chinese
    #expect(try ReadFile(ArrayByteSource(gb)).header == ["姓名", "数"])
  }

  @Test func `invalid UTF-8 makes only its row bad, at the offset of the byte`() throws {
    let bytes = Array("a,b\n中,".utf8) + [0xE4, 0xB8, 0x0A] + Array("1,2\n".utf8)
    let file = try ReadFile(ArrayByteSource(bytes))
    #expect(
      file.bad == [
        BadRow(
          position: RowPosition(row: 1, line: 2, byteOffset: 8), column: nil,
          reason: .invalidEncoding)
      ])
    #expect(file.rows == [["1", "2"]])
  }

  @Test func `the sniffer tells the encodings apart`() {
    func hint(_ bytes: [UInt8]) -> TextEncoding? { EncodingSniffer.hint(bytes.span) }
    #expect(hint(Array("plain, 中文".utf8)) == .utf8)
    #expect(hint(chinese) == .gb18030)
    #expect(hint(Array("a,b,c,d,e,f\n".utf16).flatMap { [UInt8($0), 0] }) == .utf16le)
    #expect(hint(Array("a,b,c,d,e,f\n".utf16).flatMap { [0, UInt8($0)] }) == .utf16be)
    #expect(hint([0x80, 0x80, 0x80, 0x80, 0x80]) == nil)
  }

  @Test(arguments: [31, 32] as [UInt64])
  func `the UTF-8 check agrees with the standard library`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let interesting: [UInt8] = [
      0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1,
      0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF,
    ]
    for _ in 0..<20_000 {
      let bytes = (0..<random.below(14)).map { _ in interesting[random.below(interesting.count)] }
      let isValid = String(validating: bytes, as: UTF8.self) != nil
      #expect((UTF8Check.firstInvalid(in: bytes.span) == nil) == isValid, "seed \(seed) \(bytes)")
      #expect(UTF8Check.isASCII(bytes.span) == bytes.allSatisfy { $0 < 0x80 })
    }
  }
}
