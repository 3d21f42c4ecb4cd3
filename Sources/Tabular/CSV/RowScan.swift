// SPDX-License-Identifier: Apache-2.0

/// What one scan over the window found.
struct RowScan {
  /// Whether the window ended before the row did.
  var needsMore = false
  /// Index behind the row and its line break (behind CR only, where CR LF ends it).
  var next = 0
  /// Index behind the row without its line break.
  var rowEnd = 0
  /// Number of fields, also those beyond what could be kept.
  var fieldCount = 0
  /// What is structurally wrong, if anything.
  var problem: BadRowReason?
  /// The column of the problem, from 1.
  var problemColumn = 0
  /// Whether a CR ended the row, so that a LF may follow.
  var endsWithCR = false
  /// Whether any field was quoted.
  var hasQuotes = false
  /// Whether any field holds doubled quotes.
  var hasEscapes = false
  /// Line breaks inside quoted fields.
  var innerLines = 0
}
