// SPDX-License-Identifier: Apache-2.0
package import GRDB
import Synchronization

/// The connections to the database, which remember when SQLite found the file damaged.
///
/// A page that cannot be read fails whoever needs it and nobody else, so that a platform could
/// call itself ready while acts fail; once seen, damage stands until the file is opened anew.
package struct WatchedPool: Sendable {
  private let pool: DatabasePool
  private let damage = DamageMark()

  /// Watches a pool.
  init(_ pool: DatabasePool) {
    self.pool = pool
  }

  /// Whether a page was found damaged.
  package var isDamaged: Bool { damage.isSet }

  /// Reads in one snapshot.
  package func read<T>(_ body: (Database) throws -> T) throws -> T {
    try watching { try pool.read(body) }
  }

  /// Writes in one transaction.
  package func write<T>(_ body: (Database) throws -> T) throws -> T {
    try watching { try pool.write(body) }
  }

  /// Writes on the writer's connection; the caller opens transactions.
  package func writeWithoutTransaction<T>(_ body: (Database) throws -> T) throws -> T {
    try watching { try pool.writeWithoutTransaction(body) }
  }

  /// The same without holding up the caller's thread.
  package func writeWithoutTransaction<T: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> T
  ) async throws -> T {
    do {
      return try await pool.writeWithoutTransaction(body)
    } catch {
      damage.note(error)
      throw error
    }
  }

  /// Closes every connection.
  func close() throws { try pool.close() }

  /// Brings the schema up to date.
  func migrate(by migrator: DatabaseMigrator) throws {
    try watching { try migrator.migrate(pool) }
  }

  private func watching<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch {
      damage.note(error)
      throw error
    }
  }
}

/// Whether the file of one database was found damaged.
private final class DamageMark: Sendable {
  private let mark = Atomic(false)

  var isSet: Bool { mark.load(ordering: .relaxed) }

  func note(_ error: any Error) {
    guard let code = (error as? DatabaseError)?.resultCode,
      code == .SQLITE_CORRUPT || code == .SQLITE_NOTADB
    else { return }
    mark.store(true, ordering: .relaxed)
  }
}
