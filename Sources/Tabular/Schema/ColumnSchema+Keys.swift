// SPDX-License-Identifier: Apache-2.0

extension [ColumnSchema] {
  /// The same columns, the named ones required.
  func requiring(_ names: [String]) -> [ColumnSchema] {
    map { column in
      guard names.contains(column.name) else { return column }
      return ColumnSchema(
        name: column.name, type: column.type, isNullable: false, lengthMax: column.lengthMax,
        missingTokens: column.missingTokens, refusesInvalidCodes: column.refusesInvalidCodes)
    }
  }
}
