// SPDX-License-Identifier: Apache-2.0
import Core
import Platform

/// Projected tables in memory: documents as JSON, as a database would hold them.
final class FakeRecords: RecordReader {
  private var rows: [String: [RecordID: JSON]] = [:]
  /// The subjects whose payloads were erased, in order.
  private(set) var erased: [RecordID] = []

  /// Every table and document, for comparisons.
  var snapshot: [String: [RecordID: JSON]] { rows }

  func find<R: Record>(_ type: R.Type, _ id: RecordID) throws -> R? {
    try rows[R.table.name]?[id]?.decode(type)
  }

  func list<R: Record>(_ type: R.Type, _ conditions: [Condition], limit: Int) throws -> [R] {
    try matching(R.table, conditions).prefix(limit).map { try $0.decode(type) }
  }

  func count<R: Record>(_ type: R.Type, _ conditions: [Condition]) throws -> Int {
    try matching(R.table, conditions).count
  }

  /// Puts a record in place without an event, to begin a test from.
  func put(_ record: some Record) throws { try apply([.put(record)]) }

  /// Puts every table back as it was.
  func restore(_ snapshot: [String: [RecordID: JSON]]) { rows = snapshot }

  /// A document as it stands.
  func document(_ id: RecordID, in table: String) -> JSON? { rows[table]?[id] }

  /// Puts a document in the place of another, whatever it says.
  func replace(_ document: JSON, _ id: RecordID, in table: String) {
    rows[table]?[id] = document
  }

  /// Applies the changes of an event.
  func apply(_ changes: [Change]) throws {
    for change in changes {
      switch change {
      case .put(let record): try insert(record)
      case .remove(let table, let id): rows[table.name]?[id] = nil
      case .erase(let table, let id): erase(table, id)
      }
    }
  }

  private func insert<R: Record>(_ record: R) throws {
    let document = try JSON(encoding: record)
    guard record.id.prefix == R.table.prefix else { throw FakeError.prefix(record.id) }
    for columns in R.table.unique {
      let key = columns.map { document[$0] ?? .null }
      let others = rows[R.table.name, default: [:]].filter { $0.key != record.id }
      let isTaken = others.values.contains { other in
        columns.map { other[$0] ?? .null } == key && !key.contains(.null)
      }
      if isTaken { throw FakeError.notUnique(table: R.table.name, columns: columns) }
    }
    rows[R.table.name, default: [:]][record.id] = document
  }

  private func erase(_ table: TableSpec, _ id: RecordID) {
    erased.append(id)
    guard case .object(var members) = rows[table.name]?[id] else { return }
    for name in table.redactable { members[name] = nil }
    rows[table.name]?[id] = .object(members)
  }

  private func matching(_ table: TableSpec, _ conditions: [Condition]) throws -> [JSON] {
    for condition in conditions {
      let isDeclared = table.columns.contains { $0.name == condition.column }
      guard isDeclared || condition.column == "id" else {
        throw FakeError.unknownColumn(table: table.name, column: condition.column)
      }
    }
    return rows[table.name, default: [:]].sorted { $0.key < $1.key }.map(\.value).filter { row in
      conditions.allSatisfy { $0.holds(for: row[$0.column] ?? .null) }
    }
  }
}

/// What a test did that a database would refuse.
enum FakeError: Error {
  case unknownColumn(table: String, column: String)
  case notUnique(table: String, columns: [String])
  case prefix(RecordID)
  case unknownAction(String)
  case notADay(String)
  case stepMissing
  case unknownEvent(String)
}

extension Condition {
  /// Whether a value passes, as SQL would have it: null passes only tests for null.
  func holds(for stored: JSON) -> Bool {
    if value == .null { return test == .equal ? stored == .null : stored != .null }
    guard let order = Condition.compare(stored, value) else { return false }
    switch test {
    case .equal: return order == 0
    case .notEqual: return order != 0
    case .less: return order < 0
    case .lessOrEqual: return order <= 0
    case .greater: return order > 0
    case .greaterOrEqual: return order >= 0
    case .like: return Condition.isListed(value.string ?? "", in: stored.string ?? "")
    }
  }

  private static func compare(_ left: JSON, _ right: JSON) -> Int? {
    if let left = left.integer, let right = right.integer {
      return left == right ? 0 : left < right ? -1 : 1
    }
    guard let left = left.string, let right = right.string else { return nil }
    if left == right { return 0 }
    return left.utf8.lexicographicallyPrecedes(right.utf8) ? -1 : 1
  }
}

extension JSON {
  /// Whole numbers and truth values as integers.
  fileprivate var integer: Int64? { int ?? bool.map { $0 ? 1 : 0 } }
}
