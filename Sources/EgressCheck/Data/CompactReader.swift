// SPDX-License-Identifier: Apache-2.0

/// Reads Thrift's compact protocol, in which Parquet describes its columns: bytes from outside,
/// read within bounds.
struct CompactReader {
  /// The bytes are no such description.
  struct Malformed: Error {}

  /// The type of a group of fields.
  static let structType = 12
  /// Groups within groups.
  private static let depthMax = 16

  private let source: [UInt8]
  private var position = 0

  init(_ source: [UInt8]) {
    self.source = source
  }

  /// The next field of a group, nothing at its end.
  mutating func field(
    after last: Int
  ) throws(Malformed) -> (number: Int, type: Int)? {
    let head = Int(try byte())
    guard head != 0 else { return nil }
    let step = head >> 4
    let number = step == 0 ? try integer() : last + step
    guard (1...32_767).contains(number) else { throw Malformed() }
    return (number, head & 15)
  }

  /// A whole number with its sign in the last bit.
  mutating func integer() throws(Malformed) -> Int {
    let raw = try unsigned()
    return Int(truncatingIfNeeded: raw >> 1) ^ -Int(truncatingIfNeeded: raw & 1)
  }

  /// Bytes with their count before them.
  mutating func bytes() throws(Malformed) -> [UInt8] {
    let count = try unsigned()
    guard count <= UInt64(source.count - position) else { throw Malformed() }
    defer { position += Int(count) }
    return Array(source[position..<position + Int(count)])
  }

  /// The type and the count of a list's elements.
  mutating func list() throws(Malformed) -> (type: Int, count: Int) {
    let head = Int(try byte())
    let count = head >> 4 == 15 ? try unsigned() : UInt64(head >> 4)
    // Every element takes a byte at least.
    guard count <= UInt64(source.count - position) else { throw Malformed() }
    return (head & 15, Int(count))
  }

  /// Passes over a value.
  mutating func skip(_ type: Int, depth: Int = 0) throws(Malformed) {
    guard depth < Self.depthMax else { throw Malformed() }
    switch type {
    case 1, 2: break
    case 3: _ = try byte()
    case 4, 5, 6: _ = try unsigned()
    case 7: for _ in 0..<8 { _ = try byte() }
    case 8: _ = try bytes()
    case 9, 10:
      let list = try list()
      for _ in 0..<list.count {
        if list.type <= 2 { _ = try byte() } else { try skip(list.type, depth: depth + 1) }
      }
    case Self.structType:
      var last = 0
      while let field = try field(after: last) {
        last = field.number
        try skip(field.type, depth: depth + 1)
      }
    default: throw Malformed()
    }
  }

  private mutating func unsigned() throws(Malformed) -> UInt64 {
    var value: UInt64 = 0
    for place in 0..<10 {
      let next = try byte()
      value |= UInt64(next & 0x7F) << UInt64(7 * place)
      if next < 0x80 { return value }
    }
    throw Malformed()
  }

  private mutating func byte() throws(Malformed) -> UInt8 {
    guard position < source.count else { throw Malformed() }
    defer { position += 1 }
    return source[position]
  }
}
