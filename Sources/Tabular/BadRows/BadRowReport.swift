// SPDX-License-Identifier: Apache-2.0

/// What was kept apart from a file: counts of every reason, and the first rows by position.
///
/// It holds no values and may be shown to anybody who may see the file's data sheet.
package struct BadRowReport: Codable, Hashable, Sendable {
  /// How often one reason was found in one column.
  package struct Count: Codable, Hashable, Sendable {
    /// Why rows were kept apart.
    package let reason: BadRowReason
    /// The column's name; nil for problems of a whole row.
    package let column: String?
    /// The number of rows.
    package let rows: Int

    /// Makes a count.
    package init(reason: BadRowReason, column: String?, rows: Int) {
      self.reason = reason
      self.column = column
      self.rows = rows
    }
  }

  /// All rows kept apart.
  package let total: Int
  /// Counts by reason and column, the most frequent first.
  package let counts: [Count]
  /// The first rows, at most as many as the collector's bound.
  package let rows: [BadRow]
  /// Whether there are more than are listed.
  package var isListCut: Bool { rows.count < total }
  /// What an unterminated quote took with it.
  package let unterminatedQuote: UnterminatedQuote?
  /// What the file looks like, where rows were not valid in the declared encoding.
  package let encodingHint: TextEncoding?

  /// Makes the value from its parts.
  package init(
    total: Int, counts: [Count], rows: [BadRow], unterminatedQuote: UnterminatedQuote?,
    encodingHint: TextEncoding?
  ) {
    self.total = total
    self.counts = counts
    self.rows = rows
    self.unterminatedQuote = unterminatedQuote
    self.encodingHint = encodingHint
  }

  /// The rows kept apart for one reason.
  package func count(of reason: BadRowReason) -> Int {
    counts.reduce(0) { $1.reason == reason ? $0 + $1.rows : $0 }
  }
}
