// SPDX-License-Identifier: Apache-2.0
import GRDB
import Platform

extension PlatformDatabase {
  /// Makes the derived tables anew in place, in one transaction.
  package func rebuild() throws {
    try pool.writeWithoutTransaction { database in
      try database.execute(sql: "DELETE FROM meta WHERE key = 'projection-schema'")
    }
    try ProjectionSchema(registry: registry).prepare(pool)
  }

  /// Copies a database file by SQLite's online backup while others use it.
  package static func copy(from source: String, to target: String) throws {
    var configuration = Configuration()
    configuration.readonly = true
    let reader = try DatabaseQueue(path: source, configuration: configuration)
    let writer = try DatabaseQueue(path: target)
    try reader.backup(to: writer)
    try writer.close()
    try reader.close()
  }
}
