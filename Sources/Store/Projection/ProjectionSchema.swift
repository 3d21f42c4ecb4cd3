// SPDX-License-Identifier: Apache-2.0
import Cryptography
import Foundation
import GRDB
import Platform

/// The derived tables: one per record type, with a document and generated columns.
///
/// They can be made anew from the entries at any time, so a change of shape is a rebuild.
struct ProjectionSchema {
  /// All that the platform declares.
  let registry: Registry

  /// A digest of all table shapes and event versions, kept beside the tables.
  var digest: [UInt8] {
    let tables = registry.records.values.map(\.table).sorted { $0.name < $1.name }
    let events = registry.events.values.map { "\($0.type)/\($0.version)" }.sorted()
    let text = tables.map { statements(for: $0).joined(separator: ";") } + events
    return SHA256.hash(Array(text.joined(separator: "\n").utf8)).bytes
  }

  /// Creates the tables in an empty file; rebuilds them when their shape has changed.
  func prepare(_ pool: WatchedPool) throws {
    try pool.writeWithoutTransaction { database in
      let stored = try Data.fetchOne(
        database, sql: "SELECT value FROM meta WHERE key = 'projection-schema'")
      guard stored.map(Array.init) != digest else { return }
      try database.inTransaction(.immediate) {
        try dropAll(database)
        try createAll(database)
        try Replay(registry: registry).run(from: database, into: database)
        try database.execute(
          sql: "INSERT OR REPLACE INTO meta (key, value) VALUES ('projection-schema', ?)",
          arguments: [Data(digest)])
        return .commit
      }
    }
  }

  /// Creates every derived table.
  func createAll(_ database: Database) throws {
    for record in registry.records.values.sorted(by: { $0.table.name < $1.table.name }) {
      for statement in statements(for: record.table) {
        try database.execute(sql: statement)
      }
    }
  }

  /// Drops every derived table, also those of an earlier shape.
  private func dropAll(_ database: Database) throws {
    let names = try String.fetchAll(
      database, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'r_*'")
    for name in names {
      try database.execute(sql: "DROP TABLE \(name.quotedDatabaseIdentifier)")
    }
    try database.execute(sql: "DELETE FROM record_party")
  }

  /// The statements that create one table and its indexes.
  func statements(for table: TableSpec) -> [String] {
    let sqlName = ProjectionSchema.sqlName(table)
    // Members that only a unique group names are columns too, without an index of their own.
    let declared = table.columns.map(\.name)
    let kinds = Dictionary(uniqueKeysWithValues: table.columns.map { ($0.name, $0.kind) })
    let named = declared + Set(table.unique.joined()).subtracting(declared).sorted()
    let generated = named.map { name in
      let kind = kinds[name].map { $0 == .text ? "TEXT " : "INTEGER " } ?? ""
      return "\"\(name)\" \(kind)GENERATED ALWAYS AS (json_extract(body, '$.\(name)')) VIRTUAL"
    }
    let members =
      [
        "id TEXT PRIMARY KEY", "entry INTEGER NOT NULL",
        "body TEXT NOT NULL CHECK (json_valid(body))",
      ] + generated
    var statements = [
      "CREATE TABLE \(sqlName) (\(members.joined(separator: ", "))) WITHOUT ROWID"
    ]
    for column in table.columns {
      statements.append(
        "CREATE INDEX \(sqlName)_by_\(column.name) ON \(sqlName) (\"\(column.name)\", id)")
    }
    for group in ListingIndexes(registry: registry).groups(of: table) {
      let columns = (group + ["id"]).map { "\"\($0)\"" }.joined(separator: ", ")
      statements.append(
        "CREATE INDEX \(sqlName)_in_\(group.joined(separator: "_")) ON \(sqlName) (\(columns))")
    }
    for (index, group) in table.unique.enumerated() {
      let columns = group.map { "\"\($0)\"" }.joined(separator: ", ")
      statements.append("CREATE UNIQUE INDEX \(sqlName)_unique_\(index) ON \(sqlName) (\(columns))")
    }
    return statements
  }

  /// The name of a record's table in SQL.
  static func sqlName(_ table: TableSpec) -> String { "r_\(table.name)" }
}
