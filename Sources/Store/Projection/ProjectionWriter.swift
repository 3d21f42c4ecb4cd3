// SPDX-License-Identifier: Apache-2.0
import Core
import GRDB
import Platform

/// The only writer of the derived tables: applies events, and reads what they need.
struct ProjectionWriter {
  /// The open transaction.
  let database: Database
  /// All that the platform declares.
  let registry: Registry

  /// Applies one event's changes.
  func apply(_ fact: any DomainEvent, payload: JSON?, stamp: Stamp) throws {
    let changes = try fact.changes(stamp, payload: payload, DatabaseReader(database: database))
    for change in changes {
      switch change {
      case .put(let record): try put(record, entry: stamp.entry)
      case .remove(let table, let id): try remove(table, id)
      case .erase(let table, let id): try erase(table, id)
      }
    }
  }

  private func put(_ record: any Platform.Record, entry: Int) throws {
    let table = type(of: record).table
    guard registry.records[table.name] != nil else {
      throw StoreError.unknownTable(name: table.name)
    }
    let body = try JSON(encoding: record).canonicalText
    let statement = try database.cachedStatement(
      sql: """
        INSERT INTO \(ProjectionSchema.sqlName(table)) (id, entry, body) VALUES (?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET entry = excluded.entry, body = excluded.body
        """)
    try statement.execute(arguments: [record.id.rawValue, entry, body])
    try setParties(record.parties, table, record.id)
  }

  private func setParties(_ parties: [RecordID], _ table: TableSpec, _ id: RecordID) throws {
    let wanted = Set(parties.map(\.rawValue))
    let select = try database.cachedStatement(
      sql: "SELECT organisation FROM record_party WHERE kind = ? AND id = ?")
    let present = Set(try String.fetchAll(select, arguments: [table.name, id.rawValue]))
    for organisation in present.subtracting(wanted) {
      try database.cachedStatement(
        sql: "DELETE FROM record_party WHERE organisation = ? AND kind = ? AND id = ?"
      ).execute(arguments: [organisation, table.name, id.rawValue])
    }
    for organisation in wanted.subtracting(present) {
      try database.cachedStatement(
        sql: "INSERT INTO record_party (organisation, kind, id) VALUES (?, ?, ?)"
      ).execute(arguments: [organisation, table.name, id.rawValue])
    }
  }

  private func remove(_ table: TableSpec, _ id: RecordID) throws {
    try database.execute(
      sql: "DELETE FROM \(ProjectionSchema.sqlName(table)) WHERE id = ?",
      arguments: [id.rawValue])
    try setParties([], table, id)
  }

  /// Destroys salt and payload together and empties the members that came from them.
  private func erase(_ table: TableSpec, _ id: RecordID) throws {
    try database.execute(
      sql: "DELETE FROM payload WHERE subject = ?", arguments: [id.rawValue])
    let paths = table.redactable.map { ", '$.\($0)'" }.joined()
    guard !paths.isEmpty else { return }
    try database.execute(
      sql: """
        UPDATE \(ProjectionSchema.sqlName(table)) SET body = json_remove(body\(paths)) WHERE id = ?
        """, arguments: [id.rawValue])
  }
}
