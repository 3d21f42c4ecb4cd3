// SPDX-License-Identifier: Apache-2.0

/// Quoting for the platform's own SQL.
package enum SQLText {
  /// A quoted identifier.
  package static func name(_ text: String) -> String { quoted(text, "\"") }

  /// A quoted literal.
  package static func text(_ text: String) -> String { quoted(text, "'") }

  private static func quoted(_ text: String, _ mark: String) -> String {
    mark
      + text.split(separator: mark, omittingEmptySubsequences: false)
      .joined(separator: mark + mark) + mark
  }
}
