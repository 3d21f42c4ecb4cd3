// SPDX-License-Identifier: Apache-2.0

/// Why the answer to an evidence query can not be used; rows count from one behind the header.
package enum EvidenceError: Error, Hashable, Sendable {
  /// The header is not the one the query produces.
  case wrongColumns
  /// The row has more or fewer fields than the header.
  case wrongFieldCount(row: Int)
  /// The field is not a number within bounds.
  case malformedNumber(row: Int, column: String)
  /// Numbers of the row contradict each other, such as more contributors than records.
  case inconsistentRow(row: Int)
  /// The label is not in normal form C, too long, or holds control characters.
  case malformedLabel(row: Int, column: String)
  /// The level or missing mask does not fit the tabulation.
  case malformedMask(row: Int)
  /// The same cell appears twice.
  case duplicateCell(row: Int)
  /// The completed cube would exceed `Tabulation.cellsMax` cells.
  case tooManyCells
  /// Totals are missing or are not the sums of their parts.
  case inconsistentTotals
  /// The text is not well-formed CSV.
  case malformedCSV(row: Int)
}
