// SPDX-License-Identifier: Apache-2.0
import Tabular
import Testing

/// Random files made of the pieces that matter to a CSV reader.
struct RandomFile {
  var random: SeededGenerator
  let pieces: [[UInt8]]

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    pieces =
      [
        "a", "bc", "12", ",", ",", ",", "\n", "\n", "\r\n", "\r", "\"", "\"", "\"\"", "\"x\"",
        "\"p,q\"", "\"1\n2\"", "\u{0}", "中", "𠀀", " ", ";", "0123456789abcdef",
      ].map { Array($0.utf8) } + [[0xFF], [0xE4, 0xB8], [0xC0, 0x80]]
  }

  /// A header of two columns and up to 120 pieces; quotes and zero bytes are rare in half of them.
  mutating func make() -> [UInt8] {
    var bytes = Array("a,b\n".utf8)
    let isTame = random.next() % 2 == 0
    for _ in 0..<random.below(120) {
      let piece = pieces[random.below(pieces.count)]
      let isWild = piece == [0x22] || piece == [0] || piece[0] > 0xF4
      if isTame, isWild, random.below(8) > 0 { continue }
      bytes += piece
    }
    return bytes
  }
}

@Suite struct ChunkBoundaryTests {
  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `any split of the input gives the same result`(seed: UInt64) throws {
    var files = RandomFile(seed: seed)
    for round in 0..<200 {
      let bytes = files.make()
      let wide = CSVBounds(rowBytesMax: 40, fieldBytesMax: 20)
      let narrow = CSVBounds(rowBytesMax: 40, fieldBytesMax: 20, windowBytes: 64)
      let whole = try ReadFile(ArrayByteSource(bytes), bounds: wide)
      let ragged = try ReadFile(RaggedSource(bytes, seed: seed), bounds: narrow)
      #expect(whole == ragged, "seed \(seed), round \(round): \(bytes)")
      if whole != ragged { return }
    }
  }

  @Test func `every single split of a tricky file gives the same result`() throws {
    let text = "\u{FEFF}a,b\r\n\"x\"\"y\",中文\r\n\"1\r\n2\",3\r4,5\n\n𠀀,\"\"\r\n"
    let bytes = Array(text.utf8)
    let whole = try ReadFile(ArrayByteSource(bytes))
    #expect(whole.rows.count == 4)
    for size in 1...bytes.count {
      #expect(try ReadFile(ArrayByteSource(bytes, pieceBytes: size)) == whole, "size \(size)")
    }
  }

  @Test(arguments: [11, 12, 13, 14, 15, 16] as [UInt64])
  func `the reader agrees with the slow parser`(seed: UInt64) throws {
    var files = RandomFile(seed: seed)
    let bounds = CSVBounds(rowBytesMax: 60, fieldBytesMax: 24, windowBytes: 64)
    for round in 0..<400 {
      let bytes = files.make()
      let reference = ReferenceParser(bytes: bytes, delimiter: 0x2C, columns: 2, bounds: bounds)
      let file = try ReadFile(RaggedSource(bytes, seed: seed, sizeMax: 40), bounds: bounds)
      let items = file.items.map { item -> ReferenceParser.Item in
        switch item {
        case .row(let position, let fields): .row(position, fields)
        case .bad(let row): .bad(row.position, row.reason)
        }
      }
      let expected = reference.items()
      #expect(items == expected, "seed \(seed), round \(round): \(bytes)")
      if items != expected { return }
    }
  }
}
