// SPDX-License-Identifier: Apache-2.0

/// The 统一社会信用代码 of a legal person or other organisation (GB 32100-2015).
///
/// Eighteen characters: registration authority, kind, six digits of a division, nine characters of
/// the organisation code, check character. The shape and the check character are required; the
/// inner check of the organisation code (GB 11714) is only reported, because real codes miss it.
package struct UnifiedSocialCreditCode: Hashable, Sendable {
  /// The eighteen characters.
  package let rawValue: String
  /// Whether the check character inside the organisation code is right; worth a warning if not.
  package let organisationCodeIsConsistent: Bool

  private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
  private static let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
  private static let innerWeights = [3, 7, 9, 10, 5, 8, 4, 2]

  /// Accepts a code written in capitals with the right check character; nil for anything else.
  package init?(_ text: String) {
    let characters = Array(text.utf8)
    guard characters.count == 18 else { return nil }
    var values: [Int] = []
    for character in characters {
      guard let value = Self.alphabet.firstIndex(of: character) else { return nil }
      values.append(value)
    }
    guard values[2..<8].allSatisfy({ $0 < 10 }) else { return nil }
    let sum = zip(values, Self.weights).reduce(0) { $0 + $1.0 * $1.1 }
    guard values[17] == (31 - sum % 31) % 31 else { return nil }
    rawValue = text
    organisationCodeIsConsistent = Self.isConsistent(Array(characters[8..<17]))
  }

  /// Characters 3 to 8 when they have the shape of a division's code.
  package var division: DivisionCode? {
    DivisionCode(String(rawValue.dropFirst(2).prefix(6)))
  }

  private static func isConsistent(_ characters: [UInt8]) -> Bool {
    let sum = zip(characters, innerWeights).reduce(0) { $0 + letterValue($1.0) * $1.1 }
    let expected: UInt8 =
      switch 11 - sum % 11 {
      case 10: UInt8(ascii: "X")
      case 11: UInt8(ascii: "0")
      case let digit: UInt8(ascii: "0") + UInt8(digit)
      }
    return characters.last == expected
  }

  private static func letterValue(_ character: UInt8) -> Int {
    character <= UInt8(ascii: "9")
      ? Int(character) - 48 : Int(character) - Int(UInt8(ascii: "A")) + 10
  }
}

extension UnifiedSocialCreditCode: CustomStringConvertible {
  /// The eighteen characters; the code of an organisation is public.
  package var description: String { rawValue }
}

extension UnifiedSocialCreditCode: Codable {
  /// Reads a string and checks it.
  package init(from decoder: any Decoder) throws {
    self = try decoder.decodeChecked("a unified social credit code", Self.init)
  }

  /// Writes a string.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}
