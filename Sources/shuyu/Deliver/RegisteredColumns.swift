// SPDX-License-Identifier: Apache-2.0
import Core
import ODBC
import Platform

/// The columns that a delivery of a resource has, by the catalogue.
struct RegisteredColumns {
  /// In the order of the catalogue; of a deletion the keys alone.
  let columns: [SchemaComparison.Registered]
  /// Their names.
  let names: [String]

  /// Reads a resource's record; nil when it names no columns.
  init?(_ resource: JSON, mode: String) {
    let keys = (resource["keyColumns"]?.array ?? []).compactMap(\.string)
    let all = (resource["columns"]?.array ?? []).compactMap { column -> (String, ColumnType)? in
      guard let name = column["name"]?.string,
        let type = column["type"]?.string.flatMap(ColumnType.init(rawValue:))
      else { return nil }
      return (name, type)
    }
    let wanted = mode == "delete" && !keys.isEmpty ? all.filter { keys.contains($0.0) } : all
    guard !wanted.isEmpty else { return nil }
    columns = wanted.map { SchemaComparison.Registered(name: $0.0, type: $0.1) }
    names = wanted.map(\.0)
  }
}
