// SPDX-License-Identifier: Apache-2.0

/// The random identifier of one record, such as `AGR-5Z8QK3M0T1V7XC2D`.
///
/// Two to five capital letters name the kind, a hyphen follows, then 10 to 26 digits of
/// Crockford's base 32 (no I, L, O, U). It says nothing about who or what the record is.
package struct RecordID: Hashable, Sendable {
  /// The identifier as text.
  package let rawValue: String

  private static let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  /// Accepts a text of the right form; nil for any other.
  package init?(_ text: String) {
    let parts = text.utf8.split(
      separator: UInt8(ascii: "-"), maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, Self.isPrefix(parts[0]), (10...26).contains(parts[1].count),
      parts[1].allSatisfy(Self.digits.contains)
    else { return nil }
    rawValue = text
  }

  private init(unchecked text: String) { rawValue = text }

  /// Makes an identifier from random bytes: 16 digits from ten bytes, 26 from sixteen or more.
  /// - Parameters:
  ///   - prefix: Two to five capital letters.
  ///   - random: At least ten bytes from a source nobody can predict.
  package static func make(prefix: String, random: [UInt8]) -> RecordID {
    precondition(isPrefix(prefix.utf8), "a prefix is two to five capital letters")
    precondition(random.count >= 10, "an identifier needs ten random bytes")
    var text = Array(prefix.utf8) + [UInt8(ascii: "-")]
    var bits: UInt32 = 0
    var bitCount: UInt32 = 0
    for byte in random.prefix(16) {
      bits = (bits << 8 | UInt32(byte)) & 0xFFFF
      bitCount += 8
      while bitCount >= 5 {
        bitCount -= 5
        text.append(digits[Int(bits >> bitCount & 31)])
      }
    }
    if bitCount > 0 { text.append(digits[Int(bits << (5 - bitCount) & 31)]) }
    return RecordID(unchecked: String(decoding: text, as: UTF8.self))
  }

  /// The letters before the hyphen, which name the kind of record.
  package var prefix: String { String(rawValue.prefix { $0 != "-" }) }

  private static func isPrefix(_ letters: some Collection<UInt8>) -> Bool {
    (2...5).contains(letters.count)
      && letters.allSatisfy { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") }
  }
}

extension RecordID: Comparable {
  /// Orders by the bytes of the text.
  package static func < (left: RecordID, right: RecordID) -> Bool {
    left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
  }
}

extension RecordID: CustomStringConvertible {
  /// The identifier as text.
  package var description: String { rawValue }
}

extension RecordID: Codable {
  /// Reads a plain string and checks its form.
  package init(from decoder: any Decoder) throws {
    self = try decoder.decodeChecked("a record identifier", RecordID.init)
  }

  /// Writes a plain string.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}
