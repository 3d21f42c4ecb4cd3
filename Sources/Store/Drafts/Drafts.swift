// SPDX-License-Identifier: Apache-2.0
package import Core
import GRDB
package import Platform

/// Half-filled forms that survive; outside of evidence.
package struct Drafts: Sendable {
  private let database: PlatformDatabase

  /// Uses a database.
  package init(_ database: PlatformDatabase) {
    self.database = database
  }

  /// The draft of a form.
  package func find(of actor: Actor, action: String, subject: String) throws -> JSON? {
    let body = try database.pool.read { connection in
      try String.fetchOne(
        connection,
        sql: "SELECT body FROM draft WHERE account = ? AND action = ? AND subject = ?",
        arguments: [actor.account.rawValue, action, subject])
    }
    return try body.map { try JSON.parse($0) }
  }

  /// Saves a draft, or deletes it with nil. Those that nobody has saved for too long go with it.
  package func save(
    _ draft: JSON?, of actor: Actor, action: String, subject: String, at now: Instant
  ) throws -> DraftKeeping {
    let key = [actor.account.rawValue, action, subject]
    guard let draft else {
      try database.pool.write { connection in
        try connection.execute(
          sql: "DELETE FROM draft WHERE account = ? AND action = ? AND subject = ?",
          arguments: StatementArguments(key))
      }
      return .kept
    }
    let body = draft.canonicalText
    // SQLite counts code points.
    guard body.unicodeScalars.count <= DraftKeeping.charactersMax else { return .tooLong }
    return try database.pool.write { connection in
      try connection.execute(
        sql: "DELETE FROM draft WHERE saved_at <= ?",
        arguments: [now.milliseconds - Int64(DraftKeeping.days) * 86_400_000])
      let others = try Int.fetchOne(
        connection,
        sql: "SELECT count(*) FROM draft WHERE account = ? AND (action, subject) <> (?, ?)",
        arguments: StatementArguments(key))
      guard (others ?? 0) < DraftKeeping.countMax else { return .tooMany }
      try connection.execute(
        sql: """
          INSERT OR REPLACE INTO draft (account, action, subject, body, saved_at)
          VALUES (?, ?, ?, ?, ?)
          """,
        arguments: StatementArguments(key) + [body, now.milliseconds])
      return .kept
    }
  }

  /// Deletes an account's drafts, in the transaction of what ends the account.
  static func delete(of account: RecordID, _ connection: Database) throws {
    try connection.execute(
      sql: "DELETE FROM draft WHERE account = ?", arguments: [account.rawValue])
  }
}
