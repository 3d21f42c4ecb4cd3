// SPDX-License-Identifier: Apache-2.0

/// What came of taking in a file.
package struct IntakeOutcome: Codable, Hashable, Sendable {
  /// The column names as read.
  package let header: [String]
  /// The encoding in use.
  package let encoding: TextEncoding
  /// Rows read, good and bad.
  package let rowsRead: Int
  /// Rows passed on.
  package let rowsClean: Int
  /// Rows that repeat an earlier row byte for byte; nil when there were too many to compare.
  ///
  /// They are left out of a batch with keys. In one without they may be two records, and stay.
  package let rowsRepeated: Int?
  /// Lines without any byte, passed over.
  package let blankLines: Int
  /// Bytes of the delivered file.
  package let bytesRead: Int
  /// Bytes of clean CSV written.
  package let bytesWritten: Int
  /// The rows kept apart.
  package let badRows: BadRowReport
  /// What the values look like; for the source unit only.
  package let profile: ValueProfile

  /// Makes the value from its parts.
  package init(
    header: [String], encoding: TextEncoding, rowsRead: Int, rowsClean: Int, rowsRepeated: Int?,
    blankLines: Int, bytesRead: Int, bytesWritten: Int, badRows: BadRowReport, profile: ValueProfile
  ) {
    self.header = header
    self.encoding = encoding
    self.rowsRead = rowsRead
    self.rowsClean = rowsClean
    self.rowsRepeated = rowsRepeated
    self.blankLines = blankLines
    self.bytesRead = bytesRead
    self.bytesWritten = bytesWritten
    self.badRows = badRows
    self.profile = profile
  }

  /// Whether the file had a header and nothing else.
  package var isHeaderOnly: Bool { rowsRead == 0 }
}
