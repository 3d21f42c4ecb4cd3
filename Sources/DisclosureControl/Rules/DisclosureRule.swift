// SPDX-License-Identifier: Apache-2.0

/// A rule of disclosure control, held as a value.
package protocol DisclosureRule: Sendable {
  /// The rule's objections to a table, in any order.
  func findings(in table: EvidenceTable) -> [Finding]
}

extension EvidenceTable {
  /// Calls `body` for each cell and each magnitude measure (sum, mean), with its evidence.
  func forEachMagnitude(_ body: (CellEvidence, Int, MeasureEvidence) -> Void) {
    let places = tabulation.measures.enumerated().compactMap { index, measure -> (Int, Int)? in
      guard measure.function.isMagnitude, let column = columnIndex(of: measure) else { return nil }
      return (index, column)
    }
    for cell in cells {
      for (measure, column) in places { body(cell, measure, cell.columns[column]) }
    }
  }

  /// The position of a measure's column among the measured columns.
  func columnIndex(of measure: Measure) -> Int? {
    measure.column.flatMap { tabulation.measuredColumns.firstIndex(of: $0) }
  }
}
