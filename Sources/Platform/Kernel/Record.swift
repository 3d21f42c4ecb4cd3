// SPDX-License-Identifier: Apache-2.0
package import Core

/// A row of one projected table: a document with an id and declared, indexed columns.
///
/// Tables are derived from entries and written by the projector alone.
package protocol Record: Codable, Sendable {
  /// The table, its id prefix, and the columns that queries may use.
  static var table: TableSpec { get }
  /// The random id.
  var id: RecordID { get }
  /// The organisations that are parties to it, for row scope.
  var parties: [RecordID] { get }
}

extension Record {
  /// No party unless said otherwise.
  package var parties: [RecordID] { [] }
}

/// The shape of one projected table.
package struct TableSpec: Sendable, Hashable {
  /// The table's name, singular, such as `agreement`.
  package let name: String
  /// The prefix of its ids, such as `AGR`.
  package let prefix: String
  /// Members of the document that queries may filter or sort by.
  package let columns: [Column]
  /// Groups of columns whose values together are unique.
  package let unique: [[String]]
  /// Members that come from payloads and are emptied by an erasure.
  package let redactable: [String]
  /// Groups of columns by which lists of tasks ask for rows of a place, the last for their order.
  package let orders: [[String]]

  /// Declares a table.
  package init(
    _ name: String, prefix: String, columns: [Column], unique: [[String]] = [],
    redactable: [String] = [], orders: [[String]] = []
  ) {
    self.name = name
    self.prefix = prefix
    self.columns = columns
    self.unique = unique
    self.redactable = redactable
    self.orders = orders
  }
}

/// A member of a record's document that is also an indexed column.
package struct Column: Sendable, Hashable {
  /// The storage class of a column.
  package enum Kind: String, Sendable, Hashable {
    case text
    case integer
  }

  /// The name of the member and of the column.
  package let name: String
  /// How it is stored.
  package let kind: Kind

  /// Declares a text column.
  package static func text(_ name: String) -> Column { Column(name: name, kind: .text) }

  /// Declares an integer column.
  package static func integer(_ name: String) -> Column { Column(name: name, kind: .integer) }
}

/// A change of one row.
package enum Change: Sendable {
  /// Inserts or replaces the row with this id.
  case put(any Record)
  /// Removes the row with this id.
  case remove(TableSpec, RecordID)
  /// Erases the payloads of this subject's entries and empties its redactable members.
  case erase(TableSpec, RecordID)
}
