// SPDX-License-Identifier: Apache-2.0
import GRDB
package import Platform

/// The one SQLite file that holds the entries and the state derived from them.
///
/// A WAL database with full synchronisation: a commit that returned is on the disk.
package struct PlatformDatabase: Sendable {
  /// The pool; only `Committer` and the tables outside of evidence write through it.
  package let pool: WatchedPool
  /// All that the platform declares.
  package let registry: Registry

  /// Opens a database file, migrates it, and sets full synchronisation on the writer.
  ///
  /// - Throws: `StoreError.notSynchronous` when SQLite does not take the setting.
  package init(path: String, registry: Registry) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.maximumReaderCount = 4
    configuration.busyMode = .timeout(5)
    pool = WatchedPool(try DatabasePool(path: path, configuration: configuration))
    self.registry = registry
    try pool.migrate(by: Migrations.all)
    try setFullSynchronisation()
    try ProjectionSchema(registry: registry).prepare(pool)
  }

  /// GRDB lowers `synchronous` when it opens a pool: raise it and read it back.
  private func setFullSynchronisation() throws {
    try pool.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA synchronous = FULL")
      let level = try Int.fetchOne(database, sql: "PRAGMA synchronous")
      guard level == 2 else { throw StoreError.notSynchronous }
    }
  }

  /// How many entries there are.
  package func entryCount() throws -> Int {
    try pool.read { database in
      try Int.fetchOne(database, sql: "SELECT COALESCE(MAX(idx) + 1, 0) FROM entry") ?? 0
    }
  }

  /// Closes the file after moving the write-ahead log into it.
  package func close() throws {
    try pool.writeWithoutTransaction { database in
      _ = try database.checkpoint(.truncate)
    }
    try pool.close()
  }
}
