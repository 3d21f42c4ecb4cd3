// SPDX-License-Identifier: Apache-2.0
import Core

/// Quoting for generated SQL.
enum SQL {
  /// A quoted identifier.
  static func name(_ text: String) -> String { QuotedText.of(text, in: "\"") }

  /// A quoted literal.
  static func text(_ text: String) -> String { QuotedText.of(text, in: "'") }

  /// A list of quoted literals.
  static func texts(_ texts: [String]) -> String { texts.map(text).joined(separator: ", ") }
}
