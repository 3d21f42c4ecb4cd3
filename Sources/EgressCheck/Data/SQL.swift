// SPDX-License-Identifier: Apache-2.0

/// Quoting for generated SQL.
enum SQL {
  /// A quoted identifier.
  static func name(_ text: String) -> String { quoted(text, "\"") }

  /// A quoted literal.
  static func text(_ text: String) -> String { quoted(text, "'") }

  /// A list of quoted literals.
  static func texts(_ texts: [String]) -> String { texts.map(text).joined(separator: ", ") }

  private static func quoted(_ text: String, _ mark: String) -> String {
    mark
      + text.split(separator: mark, omittingEmptySubsequences: false)
      .joined(separator: mark + mark) + mark
  }
}
