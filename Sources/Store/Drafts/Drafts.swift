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

  /// Saves a draft, or deletes it with nil.
  package func save(
    _ draft: JSON?, of actor: Actor, action: String, subject: String, at now: Instant
  ) throws {
    try database.pool.write { connection in
      guard let draft else {
        try connection.execute(
          sql: "DELETE FROM draft WHERE account = ? AND action = ? AND subject = ?",
          arguments: [actor.account.rawValue, action, subject])
        return
      }
      try connection.execute(
        sql: """
          INSERT OR REPLACE INTO draft (account, action, subject, body, saved_at)
          VALUES (?, ?, ?, ?, ?)
          """,
        arguments: [
          actor.account.rawValue, action, subject, draft.canonicalText, now.milliseconds,
        ])
    }
  }
}
