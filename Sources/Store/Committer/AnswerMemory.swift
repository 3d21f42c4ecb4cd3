// SPDX-License-Identifier: Apache-2.0
package import Core
import Foundation
import GRDB
package import Platform

/// Reads what was answered under an idempotency key, for a page that says what was sent before.
package struct AnswerMemory: Sendable {
  private let database: PlatformDatabase

  /// Reads a database.
  package init(_ database: PlatformDatabase) {
    self.database = database
  }

  /// The answer that an account got under a key within the time that it is kept.
  package func answer(key: String, of actor: Actor, at now: Instant) throws -> Answer? {
    let text = try database.pool.read { connection in
      try String.fetchOne(
        connection,
        sql: """
          SELECT response FROM idempotency WHERE account = ? AND key = ? AND created_at > ?
          """,
        arguments: [
          actor.account.rawValue, key,
          now.milliseconds - IdempotencyMemory.lifetimeMilliseconds,
        ])
    }
    return try text.map { try JSONDecoder().decode(Answer.self, from: Data($0.utf8)) }
  }
}
