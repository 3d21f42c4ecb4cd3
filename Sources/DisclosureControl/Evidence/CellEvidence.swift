// SPDX-License-Identifier: Apache-2.0

/// What the rules need to know about one cell.
package struct CellEvidence: Hashable, Sendable {
  /// Where the cell is.
  package let key: CellKey
  /// Records in the cell.
  package let records: Int
  /// Records without a subject.
  package let unattributed: Int
  /// Distinct subjects in the cell.
  package let contributors: Int
  /// One entry per measured column, in the order of `Tabulation.measuredColumns`.
  package let columns: [MeasureEvidence]

  /// Makes evidence from its parts.
  package init(
    key: CellKey, records: Int, unattributed: Int, contributors: Int, columns: [MeasureEvidence]
  ) {
    self.key = key
    self.records = records
    self.unattributed = unattributed
    self.contributors = contributors
    self.columns = columns
  }

  /// Evidence of a cell that holds no record.
  static func empty(_ key: CellKey, columns: Int) -> CellEvidence {
    CellEvidence(
      key: key, records: 0, unattributed: 0, contributors: 0,
      columns: Array(repeating: .empty, count: columns))
  }
}
