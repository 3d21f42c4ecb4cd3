// SPDX-License-Identifier: Apache-2.0

/// Why an export could not be written.
package enum ExportError: Error, Hashable, Sendable {
  /// The sink failed.
  case sink(ByteSinkError)
  /// More rows than the export may have.
  case tooManyRows(maximum: Int)
  /// More columns than the format allows.
  case tooManyColumns(maximum: Int)
  /// A row (from 1, the header not counted) has another number of cells than the header.
  case cellCount(row: Int, expected: Int, found: Int)
  /// A cell is longer than the format allows.
  case cellTooLong(row: Int, column: Int, maximum: Int)
  /// The export is larger than allowed, in bytes.
  case tooLarge(maximumBytes: Int)
}

extension ExportError: CustomStringConvertible {
  /// One line that says what is wrong; never a value.
  package var description: String {
    switch self {
    case .sink(let error): error.description
    case .tooManyRows(let maximum): "the list has more than \(maximum) rows: narrow the filter"
    case .tooManyColumns(let maximum): "the list has more than \(maximum) columns"
    case .cellCount(let row, let expected, let found):
      "row \(row) has \(found) cells where the header has \(expected)"
    case .cellTooLong(let row, let column, let maximum):
      "the cell in row \(row), column \(column) is longer than \(maximum) characters"
    case .tooLarge(let maximum): "the export is larger than \(maximum) bytes: narrow the filter"
    }
  }
}
