// SPDX-License-Identifier: Apache-2.0
import Core
import Platform

/// Projected tables in memory: documents as JSON, as a database would hold them.
struct MemoryRecords: RecordReader {
  private(set) var rows: [String: [RecordID: JSON]] = [:]

  func find<R: Record>(_ type: R.Type, _ id: RecordID) throws -> R? {
    try rows[R.table.name]?[id]?.decode(type)
  }

  func list<R: Record>(_ type: R.Type, _ conditions: [Condition], limit: Int) throws -> [R] {
    try matching(R.table, conditions).prefix(limit).map { try $0.decode(type) }
  }

  func count<R: Record>(_ type: R.Type, _ conditions: [Condition]) throws -> Int {
    matching(R.table, conditions).count
  }

  mutating func put<R: Record>(_ record: R) throws {
    rows[R.table.name, default: [:]][record.id] = try JSON(encoding: record)
  }

  mutating func apply(_ changes: [Change]) throws {
    for change in changes {
      switch change {
      case .put(let record): try put(record)
      case .remove(let table, let id): rows[table.name]?[id] = nil
      case .erase: break
      }
    }
  }

  private func matching(_ table: TableSpec, _ conditions: [Condition]) -> [JSON] {
    rows[table.name, default: [:]].sorted { $0.key < $1.key }.map(\.value).filter { row in
      conditions.allSatisfy { condition in
        let value = row[condition.column] ?? .null
        let (left, right) = (value.string ?? "", condition.value.string ?? "")
        return switch condition.test {
        case .equal: value == condition.value
        case .notEqual: value != condition.value
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        case .like: Condition.isListed(right, in: left)
        }
      }
    }
  }
}
