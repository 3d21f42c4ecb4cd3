// SPDX-License-Identifier: Apache-2.0
package import Platform
package import Tabular

/// How the columns of a resource are read from a file and stored.
package enum DeliverySchema {
  /// Digits behind the point of a decimal column.
  package static let decimalScale = 6

  /// What stands for a missing value in columns that hold no text; in text, only nothing does.
  package static let missingTokens = ["", "NA"]

  /// The columns as the reader of files wants them.
  package static func columns(_ columns: [ResourceColumn]) -> [ColumnSchema] {
    columns.map { column in
      switch column.type {
      case .text: ColumnSchema(name: column.name, type: .text)
      case .integer: number(column, .integer)
      case .decimal: number(column, .decimal(scale: decimalScale))
      case .date: number(column, .date)
      case .timestamp: number(column, .datetime)
      case .boolean: number(column, .boolean)
      case .creditCode: ColumnSchema(name: column.name, type: .code(.uscc))
      case .identityNumber: ColumnSchema(name: column.name, type: .code(.residentID))
      }
    }
  }

  private static func number(_ column: ResourceColumn, _ type: Tabular.ColumnType) -> ColumnSchema {
    ColumnSchema(name: column.name, type: type, missingTokens: missingTokens)
  }

  /// DuckDB's type for a column.
  package static func storedType(_ type: Tabular.ColumnType) -> String {
    switch type {
    case .text, .code: "VARCHAR"
    case .integer: "BIGINT"
    // What is read has 18 digits at most at the column's scale. DuckDB takes 15 times as long to
    // read a wider type from text.
    case .decimal(let scale): "DECIMAL(18,\(scale))"
    case .real: "DOUBLE"
    case .date: "DATE"
    case .datetime: "TIMESTAMP"
    case .boolean: "BOOLEAN"
    }
  }
}
