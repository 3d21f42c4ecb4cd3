// SPDX-License-Identifier: Apache-2.0
package import Core
import Foundation
import GRDB

/// Reads stored entries: for publishing, for histories and for clauses.
package struct StoredEntries: Sendable {
  /// One entry as stored.
  package struct Stored: Sendable {
    /// Its index.
    package let index: Int
    /// Its bytes.
    package let bytes: [UInt8]
  }

  /// The SQL of a record's history.
  package static let historyQuery = """
    SELECT s.seq AS seq, e.idx AS idx, e.bytes AS bytes FROM entry_subject s
    JOIN entry e ON e.idx = s.entry
    WHERE s.subject = ? AND s.seq < ? ORDER BY s.seq DESC LIMIT ?
    """
  /// The SQL of the entries that cite a clause.
  package static let citingQuery =
    "SELECT entry FROM entry_clause WHERE clause = ? ORDER BY entry DESC LIMIT ?"

  /// Read-only access.
  private let reader: WatchedPool

  /// Reads from a database.
  package init(_ database: PlatformDatabase) {
    reader = database.pool
  }

  /// How many there are.
  package func count() throws -> Int {
    try reader.read { database in
      try Int.fetchOne(database, sql: "SELECT COALESCE(MAX(idx) + 1, 0) FROM entry") ?? 0
    }
  }

  /// Entries from an index, in order.
  package func entries(from index: Int, limit: Int) throws -> [[UInt8]] {
    try reader.read { database in
      try Data.fetchAll(
        database, sql: "SELECT bytes FROM entry WHERE idx >= ? ORDER BY idx LIMIT ?",
        arguments: [index, limit]
      ).map { Array($0) }
    }
  }

  /// The history of a record, newest first, below a sequence number.
  package func history(
    of subject: RecordID, before sequence: Int = .max, limit: Int
  ) throws -> [(sequence: Int, entry: Stored)] {
    try reader.read { database in
      try Row.fetchAll(
        database, sql: Self.historyQuery, arguments: [subject.rawValue, sequence, limit]
      ).map { row in
        let bytes: Data = row["bytes"]
        return (row["seq"], Stored(index: row["idx"], bytes: Array(bytes)))
      }
    }
  }

  /// The newest entries that cite a clause.
  package func citing(_ clause: String, limit: Int) throws -> [Int] {
    try reader.read { database in
      try Int.fetchAll(
        database, sql: Self.citingQuery, arguments: [clause, limit])
    }
  }
}
