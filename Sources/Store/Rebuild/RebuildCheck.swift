// SPDX-License-Identifier: Apache-2.0
import Core
import Evidence
import Foundation
import GRDB
import Platform

/// Makes all derived tables and the indexes of entries anew beside the live ones and compares them
/// row by row; payloads are held against their commitments.
package struct RebuildCheck {
  /// What a check found.
  package struct Report: Codable, Sendable, Hashable {
    /// Entries applied.
    package var entries: Int
    /// Rows compared, by table.
    package var rows: [String: Int]
    /// Tables and ids that differ, at most 100.
    package var differences: [String]
    /// Whether the tables are equal.
    package var isEqual: Bool { differences.isEmpty }
  }

  /// The live database.
  let source: PlatformDatabase

  /// Checks a database.
  package init(_ source: PlatformDatabase) {
    self.source = source
  }

  /// Rebuilds into a temporary file and compares. The live tables are not touched.
  package func run() throws -> Report {
    let folder = FileManager.default.temporaryDirectory
    let file = folder.appendingPathComponent("shuyu-rebuild-\(UUID().uuidString).sqlite")
    defer { try? FileManager.default.removeItem(at: file) }
    let copy = try DatabaseQueue(path: file.path)
    let schema = ProjectionSchema(registry: source.registry)
    return try source.pool.read { live in
      try copy.writeWithoutTransaction { fresh in
        try fresh.execute(sql: "PRAGMA synchronous = OFF")
        var differences: [String] = []
        try fresh.inTransaction {
          try Migrations.createForRebuild(fresh)
          try schema.createAll(fresh)
          differences = try EntryCheck(live: live, fresh: fresh).run()
          guard differences.isEmpty else { return .commit }
          try Replay(registry: source.registry).run(from: live, into: fresh)
          return .commit
        }
        return try compare(live, fresh, differences)
      }
    }
  }

  private func compare(
    _ live: Database, _ fresh: Database, _ differences: [String]
  ) throws -> Report {
    let entries = try Int.fetchOne(live, sql: "SELECT COUNT(*) FROM entry") ?? 0
    var report = Report(
      entries: entries, rows: [:], differences: Array(differences.prefix(Self.listedMax)))
    for (name, sql) in Self.indexes {
      report.rows[name] = try compare(sql, live, fresh, name, &report.differences)
    }
    // Tables made of entries that are not what they were would differ in everything.
    guard report.isEqual else { return report }
    for record in source.registry.records.values.sorted(by: { $0.table.name < $1.table.name }) {
      let sql = """
        SELECT id, entry || ' ' || body AS body FROM \(ProjectionSchema.sqlName(record.table))
        ORDER BY id
        """
      report.rows[record.table.name] = try compare(
        sql, live, fresh, record.table.name, &report.differences)
    }
    let parties = """
      SELECT organisation || kind || id AS id, '' AS body FROM record_party
      ORDER BY organisation, kind, id
      """
    report.rows["record_party"] = try compare(
      parties, live, fresh, "record_party", &report.differences)
    return report
  }

  /// Most differences that are named.
  private static let listedMax = 100

  /// What is made of the entries' bytes alone.
  private static let indexes = [
    (
      "entry",
      """
      SELECT CAST(idx AS TEXT) AS id, hex(leaf) || ' ' || recorded_at || ' ' || type || ' '
        || outcome || ' ' || coalesce(actor, '') || ' ' || coalesce(place, '') AS body
      FROM entry ORDER BY idx
      """
    ),
    (
      "entry_subject",
      """
      SELECT subject || ' ' || seq AS id, CAST(entry AS TEXT) AS body FROM entry_subject
      ORDER BY subject, seq
      """
    ),
    (
      "entry_clause",
      """
      SELECT clause || ' ' || entry AS id, '' AS body FROM entry_clause ORDER BY clause, entry
      """
    ),
  ]

  /// Walks two ordered results side by side.
  private func compare(
    _ sql: String, _ live: Database, _ fresh: Database, _ name: String,
    _ differences: inout [String]
  ) throws -> Int {
    let left = try Row.fetchCursor(live, sql: sql)
    let right = try Row.fetchCursor(fresh, sql: sql)
    var count = 0
    while true {
      let one = try left.next()
      let other = try right.next()
      if one == nil, other == nil { return count }
      count += 1
      let ids: [String] = [one, other].compactMap { $0?["id"] }
      let bodies: [String?] = [one?["body"], other?["body"]]
      if one == nil || other == nil || ids.first != ids.last || bodies.first != bodies.last {
        if differences.count < Self.listedMax { differences.append("\(name) \(ids.first ?? "")") }
        if one == nil || other == nil || ids.first != ids.last { return count }
      }
    }
  }
}
