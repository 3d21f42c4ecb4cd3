// SPDX-License-Identifier: Apache-2.0

/// The name of a column or table that may stand in generated SQL.
///
/// Form `[A-Za-z_][A-Za-z0-9_]{0,62}`. It is still quoted where it is used.
package struct ColumnName: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The name itself.
  package let text: String

  /// Accepts a name of the permitted form, or gives nothing.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, bytes.count <= 63 else { return nil }
    guard Self.isLetter(first), bytes.allSatisfy({ Self.isLetter($0) || Self.isDigit($0) }) else {
      return nil
    }
    self.text = text
  }

  /// The name as a quoted SQL identifier.
  package var quoted: String { "\"" + text + "\"" }

  /// The name itself.
  package var description: String { text }

  /// Compares by text; SQL identifiers are compared without regard to case elsewhere.
  package static func < (left: ColumnName, right: ColumnName) -> Bool { left.text < right.text }

  /// The name as DuckDB compares it, without regard to case.
  package var folded: String { text.lowercased() }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte == 95
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
}
