// SPDX-License-Identifier: Apache-2.0

/// Why taking in a file stopped; single bad rows are no errors.
package enum IntakeError: Error, Hashable, Sendable {
  /// The file as a whole cannot be read.
  case file(CSVError)
  /// The output or the bad rows could not be written.
  case sink(ByteSinkError)
  /// The header has another number of columns than the schema.
  case columnCount(expected: Int, found: Int)
  /// A column of the header (from 1) is not the one of the schema.
  case columnName(column: Int, expected: String)
  /// A key column is not in the schema.
  case unknownKeyColumn(String)
  /// The keys that memory does not hold could not be written or read.
  case keys(BlockStoreError)
  /// More rows with keys than are taken.
  case tooManyKeys(maximum: Int)
  /// More rows share their keys with others than can be listed.
  case tooManyDuplicates(maximum: Int)
  /// Rows share their keys: the file is to be read once more, with what was found.
  case keysShared
  /// The progress callback asked to stop.
  case cancelled
}

extension IntakeError: CustomStringConvertible {
  /// One line that says what is wrong and what to do; never a value from the file.
  package var description: String {
    switch self {
    case .file(let error): error.description
    case .sink(let error): error.description
    case .columnCount(let expected, let found):
      "the file has \(found) columns where the schema has \(expected)"
    case .columnName(let column, let expected):
      "column \(column) of the file is not `\(expected)`: keep the names and order of the schema"
    case .unknownKeyColumn(let name): "the key column `\(name)` is not in the schema"
    case .keys(let error): error.description
    case .tooManyKeys(let maximum):
      "the batch has more than \(maximum) rows with keys: deliver it in parts"
    case .tooManyDuplicates(let maximum):
      "more than \(maximum) rows share their key with another: check the key columns"
    case .keysShared: "rows share their keys: read the file again with what was found"
    case .cancelled: "taking in the file was stopped"
    }
  }
}
