// SPDX-License-Identifier: Apache-2.0

/// A failed operation of the store. Never carries a value from the database.
package enum StoreError: Error, Hashable, Sendable {
  /// SQLite did not accept full synchronisation.
  case notSynchronous
  /// An entry names an event type that no noun declares.
  case unknownEvent(type: String)
  /// A record's document has no such table.
  case unknownTable(name: String)
  /// A query names a column that the table does not declare.
  case unknownColumn(table: String, column: String)
  /// A stored document or entry cannot be read.
  case damaged(table: String)
  /// The last entry's frontier does not match the number of entries.
  case frontierMismatch
  /// The writer is stopping and takes no more actions.
  case stopping
  /// The queue of waiting actions is full; try again later.
  case busy
  /// The schema of this file is newer than this program.
  case newerSchema
}
