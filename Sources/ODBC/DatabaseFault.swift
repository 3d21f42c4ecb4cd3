// SPDX-License-Identifier: Apache-2.0

/// Why nothing could be read from a database.
///
/// A driver's own message is never part of it: drivers quote values, statements and user names.
package enum DatabaseFault: Error, Hashable, Sendable {
  /// What was done when the database or its driver gave up.
  package enum Step: String, Hashable, Sendable {
    case connecting
    case beginning
    case describing
    case reading
  }

  /// The driver manager is not installed.
  case noDriverManager
  /// The database or its driver gave up, with its SQLSTATE and the driver's own number.
  case gaveUp(Step, state: String, native: Int)
  /// What was asked for has no columns.
  case noColumns
  /// There are more columns than a delivery may have.
  case tooManyColumns(found: Int, maximum: Int)
  /// A column (from 1) has no name, or one too long to be that of a column.
  case columnName(column: Int)
  /// Two columns have the same name.
  case sameName(column: String)
  /// A column holds what cannot be delivered.
  case notDelivered(column: String, type: String)
  /// A value is longer than a field may be; the row counts from 1.
  case tooLong(row: Int, column: String)
  /// A value is not text of the database's own encoding; the row counts from 1.
  case badText(row: Int, column: String)
  /// There are more rows than were allowed.
  case tooManyRows(maximum: Int)
  /// The driver would keep the whole answer in memory, and it has more rows than that allows.
  case wouldNotFit(rows: Int, maximum: Int)
  /// What was read cannot be written down.
  case sink

  /// One line that says what is wrong and what to do.
  package var explanation: String {
    switch self {
    case .noDriverManager:
      "there is no unixODBC on this machine: install it with the database's driver, "
        + "such as `apt-get install unixodbc odbc-postgresql`"
    case .gaveUp(let step, let state, let native):
      "\(step.words): \(SQLState.words(state, step)) (SQLSTATE \(state), driver's number \(native))"
    case .noColumns: "the query has no columns: give one that reads rows"
    case .tooManyColumns(let found, let maximum):
      "\(found) columns, and a delivery has \(maximum) at most: name those that are registered"
    case .columnName(let column): "column \(column) needs a name of 1 to 64 characters"
    case .sameName(let column): "two columns are called `\(column)`: name each differently"
    case .notDelivered(let column, let type):
      "column `\(column)` is of type \(type), which cannot be delivered: leave it out, "
        + "or turn it into text or a number in the query"
    case .tooLong(let row, let column):
      "row \(row), column `\(column)`: the value is longer than 65,536 characters"
    case .badText(let row, let column):
      "row \(row), column `\(column)`: the value is no text; mend it at the source"
    case .tooManyRows(let maximum):
      "more than \(maximum) rows: raise --rows-max, or deliver in parts"
    case .wouldNotFit(let rows, let maximum):
      "the driver keeps all of an answer in memory and there are \(rows) rows, more than "
        + "\(maximum): use a driver that streams (MariaDB's from 3.1.17), or deliver in parts"
    case .sink: "what was read cannot be written down: look for room on the disk"
    }
  }
}

extension DatabaseFault.Step {
  /// What was being done.
  fileprivate var words: String {
    switch self {
    case .connecting: "connecting"
    case .beginning: "beginning to read"
    case .describing: "asking for the columns"
    case .reading: "reading rows"
    }
  }
}
