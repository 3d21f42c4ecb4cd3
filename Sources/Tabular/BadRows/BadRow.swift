// SPDX-License-Identifier: Apache-2.0

/// One row that was kept apart: where it stands and why, never what it says.
package struct BadRow: Codable, Hashable, Sendable {
  /// Where the row stands; for `invalidEncoding` the offset is that of the invalid sequence.
  package var position: RowPosition
  /// The column, from 1, where the problem belongs to one.
  package let column: Int?
  /// Why it was kept apart.
  package let reason: BadRowReason

  /// Makes a record of a bad row.
  package init(position: RowPosition, column: Int?, reason: BadRowReason) {
    self.position = position
    self.column = column
    self.reason = reason
  }
}
