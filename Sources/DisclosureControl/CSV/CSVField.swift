// SPDX-License-Identifier: Apache-2.0

/// One field of a CSV text.
struct CSVField: Hashable, Sendable {
  /// The field without its quotes.
  var text: String
  /// Whether the field was written in quotes.
  var quoted: Bool
}
