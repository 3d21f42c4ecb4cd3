// SPDX-License-Identifier: Apache-2.0
import Core

/// Compiles one test of a row filter, every value checked against the column's type.
struct RowTestSQL {
  let test: RowTest
  let type: ColumnType

  /// The condition.
  var text: String {
    get throws(GrantSQLError) {
      guard test.problem() == nil else { throw .comparison }
      let name = "d.\(try GrantSQL.identifier(test.column))"
      switch test.test {
      case .isNull: return "\(name) IS NULL"
      case .isNotNull: return "\(name) IS NOT NULL"
      case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
        guard let sign, type != .boolean || isEquality else { throw .comparison }
        return "\(cast(name)) \(sign) \(try value(test.values[0]))"
      case .in:
        var values: Set<String> = []
        for item in test.values { values.insert(try value(item)) }
        let ordered = values.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return "\(cast(name)) IN (\(ordered.joined(separator: ", ")))"
      }
    }
  }

  private var isEquality: Bool { test.test == .equal || test.test == .notEqual }

  private var sign: String? {
    switch test.test {
    case .equal: "="
    case .notEqual: "<>"
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    case .in, .isNull, .isNotNull: nil
    }
  }

  private func cast(_ name: String) -> String {
    switch type {
    case .text, .creditCode, .identityNumber: "CAST(\(name) AS VARCHAR)"
    case .integer: "CAST(\(name) AS BIGINT)"
    case .decimal: "CAST(\(name) AS DECIMAL(38, 10))"
    case .real: "CAST(\(name) AS DOUBLE)"
    case .date: "CAST(\(name) AS DATE)"
    case .timestamp: "CAST(\(name) AS TIMESTAMP)"
    case .boolean: "CAST(\(name) AS BOOLEAN)"
    }
  }

  private func value(_ text: String) throws(GrantSQLError) -> String {
    switch type {
    case .text, .creditCode, .identityNumber: return try GrantSQL.literal(text)
    case .integer:
      guard let number = Int64(text), String(number) == text else { throw .literal }
      return text
    case .decimal:
      guard RowTestSQL.isDecimal(text) else { throw .literal }
      return "CAST('\(text)' AS DECIMAL(38, 10))"
    case .real:
      guard RowTestSQL.isDecimal(text) else { throw .literal }
      return "CAST('\(text)' AS DOUBLE)"
    case .date:
      guard let day = Day(text) else { throw .literal }
      return "DATE '\(day)'"
    case .timestamp:
      guard let day = Day(text) else { throw .literal }
      return "TIMESTAMP '\(day) 00:00:00'"
    case .boolean:
      guard text == "true" || text == "false" else { throw .literal }
      return text
    }
  }

  /// A sign, 1 to 20 digits, and up to 10 decimals.
  private static func isDecimal(_ text: String) -> Bool {
    let unsigned = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
    let parts = unsigned.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), (1...20).contains(parts[0].count) else { return false }
    if parts.count == 2, !(1...10).contains(parts[1].count) { return false }
    return parts.allSatisfy { $0.allSatisfy { (0x30...0x39).contains($0) } }
  }
}
