// SPDX-License-Identifier: Apache-2.0
import Core

/// Quoting for the platform's own SQL.
package enum SQLText {
  /// A quoted identifier.
  package static func name(_ text: String) -> String { QuotedText.of(text, in: "\"") }

  /// A quoted literal.
  package static func text(_ text: String) -> String { QuotedText.of(text, in: "'") }
}
