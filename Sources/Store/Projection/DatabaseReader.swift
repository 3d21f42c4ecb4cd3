// SPDX-License-Identifier: Apache-2.0
package import Core
import Foundation
package import GRDB
package import Platform

/// Bounded look-ups in the derived tables over one connection.
package struct DatabaseReader: RecordReader {
  /// The connection.
  package let database: Database

  /// Reads through a connection.
  package init(database: Database) {
    self.database = database
  }

  /// The record with this id.
  package func find<R: Platform.Record>(_ type: R.Type, _ id: RecordID) throws -> R? {
    let statement = try database.cachedStatement(
      sql: "SELECT body FROM \(ProjectionSchema.sqlName(R.table)) WHERE id = ?")
    guard let body = try String.fetchOne(statement, arguments: [id.rawValue]) else { return nil }
    return try DatabaseReader.decode(type, body)
  }

  /// Records whose declared columns have these values, ordered by id.
  package func list<R: Platform.Record>(
    _ type: R.Type, _ conditions: [Condition], limit: Int
  ) throws -> [R] {
    let (clause, arguments) = try DatabaseReader.clause(conditions, R.table)
    let statement = try database.cachedStatement(
      sql: """
        SELECT body FROM \(ProjectionSchema.sqlName(R.table)) WHERE \(clause) ORDER BY id LIMIT ?
        """)
    let bodies = try String.fetchAll(statement, arguments: arguments + [limit])
    return try bodies.map { try DatabaseReader.decode(type, $0) }
  }

  /// How many records have these column values.
  package func count<R: Platform.Record>(_ type: R.Type, _ conditions: [Condition]) throws -> Int {
    let (clause, arguments) = try DatabaseReader.clause(conditions, R.table)
    let statement = try database.cachedStatement(
      sql: "SELECT COUNT(*) FROM \(ProjectionSchema.sqlName(R.table)) WHERE \(clause)")
    return try Int.fetchOne(statement, arguments: arguments) ?? 0
  }

  /// The SQL of conditions on declared columns, values bound.
  static func clause(
    _ conditions: [Condition], _ table: TableSpec
  ) throws -> (String, StatementArguments) {
    var parts = ["1"]
    var arguments: StatementArguments = []
    for condition in conditions {
      let declared = table.columns.contains { $0.name == condition.column }
      guard declared || condition.column == "id" else {
        throw StoreError.unknownColumn(table: table.name, column: condition.column)
      }
      switch condition.value {
      case .null:
        parts.append("\"\(condition.column)\" IS \(condition.test == .equal ? "" : "NOT ")NULL")
      case .string(let text):
        parts.append("\"\(condition.column)\" \(condition.test.rawValue) ?")
        arguments += [text]
      case .int(let number):
        parts.append("\"\(condition.column)\" \(condition.test.rawValue) ?")
        arguments += [number]
      case .array where condition.test == .equal:
        parts.append("\"\(condition.column)\" IN (SELECT value FROM json_each(?))")
        arguments += [String(decoding: condition.value.canonical(), as: UTF8.self)]
      case .bool, .array, .object:
        throw StoreError.unknownColumn(table: table.name, column: condition.column)
      }
    }
    return (parts.joined(separator: " AND "), arguments)
  }

  private static func decode<R: Platform.Record>(_ type: R.Type, _ body: String) throws -> R {
    do {
      return try JSONDecoder().decode(type, from: Data(body.utf8))
    } catch {
      throw StoreError.damaged(table: R.table.name)
    }
  }
}
