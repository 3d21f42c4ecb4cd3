// SPDX-License-Identifier: Apache-2.0

/// Characters that nobody sees and that make a text look like another one.
package enum HiddenCharacter {
  /// Whether a character is hidden: it formats, such as marks of direction, of zero width or of
  /// byte order (Unicode's Cf), separates lines (Zl, Zp), or controls beyond ASCII.
  package static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x80 || (0x4E00...0x9FFF).contains(scalar.value) { return false }
    switch scalar.properties.generalCategory {
    case .format, .lineSeparator, .paragraphSeparator, .control: return true
    default: return false
    }
  }

  /// Whether a character shows as an empty space: white space, or one of the letters that Unicode
  /// has as fillers.
  package static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0: true
    default: scalar.properties.isWhitespace
    }
  }

  /// The first hidden character of a text, nil when there is none.
  package static func first(in text: String) -> Unicode.Scalar? {
    text.unicodeScalars.first(where: isHidden)
  }

  /// Whether nothing can be seen of a text that is not empty.
  package static func isInvisible(_ text: String) -> Bool {
    !text.isEmpty && text.unicodeScalars.allSatisfy { isBlank($0) || isHidden($0) }
  }

  /// What follows the blanks and hidden characters at a text's beginning.
  package static func visible(_ text: String) -> Substring.UnicodeScalarView {
    text[...].unicodeScalars.drop { isBlank($0) || isHidden($0) }
  }
}
