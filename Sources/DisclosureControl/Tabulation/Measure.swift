// SPDX-License-Identifier: Apache-2.0

/// One checked measure of a tabulation.
package struct Measure: Hashable, Sendable {
  /// What is computed.
  package let function: MeasureFunction
  /// The measured column; none for contributors and for a count of records.
  package let column: ColumnName?

  /// Makes a measure whose form has been checked.
  init(function: MeasureFunction, column: ColumnName?) {
    self.function = function
    self.column = column
  }
}
