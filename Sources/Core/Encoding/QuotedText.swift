// SPDX-License-Identifier: Apache-2.0

/// Text between two marks, as SQL and CSV quote it.
///
/// Marks are looked for among Unicode scalars. Swift's characters are clusters of them, and a mark
/// with a combining accent behind it, or a prepended sign before it, is another character than the
/// mark alone; what reads the quoted text knows bytes and ends it there.
package enum QuotedText {
  /// The text between two marks, each mark within it written twice.
  package static func of(_ text: String, in mark: Unicode.Scalar) -> String {
    var quoted = String.UnicodeScalarView()
    quoted.append(mark)
    for scalar in text.unicodeScalars {
      quoted.append(scalar)
      if scalar == mark { quoted.append(mark) }
    }
    quoted.append(mark)
    return String(quoted)
  }
}
