// SPDX-License-Identifier: Apache-2.0

/// The kinds of characters a text value is made of.
package struct PatternClass: OptionSet, Codable, Hashable, Sendable {
  /// The bits; every set is a class of values.
  package let rawValue: UInt8

  /// Makes a class from bits.
  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// 0 to 9.
  package static let digit = PatternClass(rawValue: 1)
  /// A to Z and a to z.
  package static let letter = PatternClass(rawValue: 2)
  /// Blank and tab.
  package static let space = PatternClass(rawValue: 4)
  /// Other characters of ASCII.
  package static let punctuation = PatternClass(rawValue: 8)
  /// Characters beyond ASCII, such as Chinese.
  package static let beyondASCII = PatternClass(rawValue: 16)

  /// The number of classes there can be.
  static let count = 32

  /// A readable name such as `digit+letter`; `empty` for the empty text.
  package var name: String {
    let names: [(PatternClass, String)] = [
      (.digit, "digit"), (.letter, "letter"), (.space, "space"),
      (.punctuation, "punctuation"), (.beyondASCII, "beyondASCII"),
    ]
    let parts = names.filter { contains($0.0) }.map(\.1)
    return parts.isEmpty ? "empty" : parts.joined(separator: "+")
  }

  /// The kinds of all bytes together, by a table that the caller keeps at hand.
  @inline(__always)
  static func kinds(_ bytes: Span<UInt8>, _ table: [UInt8]) -> UInt8 {
    let table = table.span
    var kinds: UInt8 = 0
    for index in 0..<bytes.count { kinds |= table[Int(bytes[index])] }
    return kinds
  }

  /// The class of each byte.
  static let ofByte: [UInt8] = {
    var table = [UInt8](repeating: PatternClass.punctuation.rawValue, count: 256)
    for byte in 0x30...0x39 { table[byte] = PatternClass.digit.rawValue }
    for byte in 0x41...0x5A { table[byte] = PatternClass.letter.rawValue }
    for byte in 0x61...0x7A { table[byte] = PatternClass.letter.rawValue }
    for byte in [0x20, 0x09] { table[byte] = PatternClass.space.rawValue }
    for byte in 0x80...0xFF { table[byte] = PatternClass.beyondASCII.rawValue }
    return table
  }()
}
