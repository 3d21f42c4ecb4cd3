// SPDX-License-Identifier: Apache-2.0

/// A checked tabulation: within all bounds, with names that may stand in SQL.
///
/// Made by `TabulationSpec.check()` only.
package struct Tabulation: Hashable, Sendable {
  /// Most dimensions of a tabulation.
  package static let dimensionsMax = 8
  /// Most dimensions of a tabulation with margins (its grouping sets are 2 to that power).
  package static let dimensionsWithMarginsMax = 5
  /// Most measures of a tabulation.
  package static let measuresMax = 16
  /// Most filters of a tabulation.
  package static let filtersMax = 16
  /// Most values of one filter.
  package static let filterValuesMax = 100
  /// Most cells of the completed cube, totals and empty cells included.
  package static let cellsMax = 100_000

  /// The dimensions in declared order.
  package let dimensions: [ColumnName]
  /// The measures in declared order.
  package let measures: [Measure]
  /// The column that identifies the subject.
  package let subject: ColumnName
  /// The filters.
  package let filters: [Filter]
  /// Whether totals are published too.
  package let margins: Bool

  /// The distinct measured columns in order of first use.
  package var measuredColumns: [ColumnName] {
    var seen: [ColumnName] = []
    for measure in measures {
      if let column = measure.column, !seen.contains(column) { seen.append(column) }
    }
    return seen
  }

  /// Whether a measured column is read as a number by some measure.
  package func isMagnitude(_ column: ColumnName) -> Bool {
    measures.contains { $0.column == column && $0.function.isMagnitude }
  }
}
