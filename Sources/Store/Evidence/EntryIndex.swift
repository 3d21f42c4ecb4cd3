// SPDX-License-Identifier: Apache-2.0
import Core
import Evidence
import GRDB

/// The look-up tables of entries: by subject and by clause.
struct EntryIndex {
  /// The open transaction.
  let database: Database

  /// Indexes one entry.
  func insert(_ entry: Entry, index: Int) throws {
    for link in entry.chain {
      try database.cachedStatement(
        sql: "INSERT INTO entry_subject (subject, seq, entry) VALUES (?, ?, ?)"
      ).execute(arguments: [link.subject.rawValue, link.sequence, index])
    }
    let clauses = Set(entry.clauses + entry.reasons.flatMap(\.clauses))
    for clause in clauses {
      try database.cachedStatement(
        sql: "INSERT INTO entry_clause (clause, entry) VALUES (?, ?)"
      ).execute(arguments: [clause, index])
    }
  }
}
