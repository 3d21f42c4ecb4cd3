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

  /// Accepts a code written in capitals with the right check character; nil for anything else.
  package init?(_ text: String) {
    let characters = Array(text.utf8)
    guard characters.count == 18 else { return nil }
    guard characters[2..<8].allSatisfy({ (0x30...0x39).contains($0) }),
      characters[17] == CheckCharacter.creditCode(characters[..<17])
    else { return nil }
    rawValue = text
    organisationCodeIsConsistent =
      characters[16] == CheckCharacter.organisationCode(characters[8..<16])
  }

  /// Characters 3 to 8 when they have the shape of a division's code.
  package var division: DivisionCode? {
    DivisionCode(String(rawValue.dropFirst(2).prefix(6)))
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
