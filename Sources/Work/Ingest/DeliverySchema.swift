// SPDX-License-Identifier: Apache-2.0
package import Platform
package import Tabular

/// How the columns of a resource are read from a file and stored.
package enum DeliverySchema {
  /// Digits behind the point of a decimal column.
  package static let decimalScale = 6

  /// The columns as the reader of files wants them.
  ///
  /// - Parameter keepsQuotedEmpty: whether `""` is an empty text and not a missing one. In a file
  ///   of one column it is the missing value, whose line would else be blank.
  package static func columns(
    _ columns: [ResourceColumn], keepsQuotedEmpty: Bool = false
  ) -> [ColumnSchema] {
    columns.map { column in
      let type = type(of: column)
      return ColumnSchema(
        name: column.name, type: type, missingTokens: [""] + (column.missing ?? undeclared(type)),
        keepsQuotedEmpty: keepsQuotedEmpty && columns.count > 1 ? true : nil)
    }
  }

  /// The columns of a version's own file, where nothing but an empty field is missing.
  static func stored(_ schema: [ColumnSchema]) -> [ColumnSchema] {
    schema.map {
      ColumnSchema(name: $0.name, type: $0.type, keepsQuotedEmpty: schema.count > 1)
    }
  }

  private static func type(of column: ResourceColumn) -> Tabular.ColumnType {
    switch column.type {
    case .text: .text
    case .integer: .integer
    case .decimal: .decimal(scale: decimalScale)
    case .real: .real
    case .date: .date
    case .timestamp: .datetime
    case .boolean: .boolean
    case .creditCode: .code(.uscc)
    case .identityNumber: .code(.residentID)
    }
  }

  /// What is missing in columns registered before words could be declared.
  private static func undeclared(_ type: Tabular.ColumnType) -> [String] {
    switch type {
    case .text, .code: []
    case .integer, .decimal, .real, .date, .datetime, .boolean: ["NA"]
    }
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
