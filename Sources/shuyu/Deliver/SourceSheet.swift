// SPDX-License-Identifier: Apache-2.0
import Core
import ODBC

/// The columns of a source beside those of the resource, for who is about to deliver.
struct SourceSheet {
  private let columns: [SourceColumn]
  private let names: [String]?
  /// What differs.
  let findings: [SchemaComparison.Finding]

  init(columns: [SourceColumn], registered: RegisteredColumns?) {
    self.columns = columns
    names = registered?.names
    findings =
      registered.map {
        SchemaComparison(source: columns, registered: $0.columns).findings
      } ?? []
  }

  /// Whether nothing can be delivered.
  var isRefused: Bool {
    findings.contains(where: \.stops) || columns.contains { $0.type == .undelivered }
  }

  /// The columns in the order of the resource.
  var ordered: [SourceColumn] {
    guard let names else { return columns }
    return names.compactMap { name in columns.first { $0.name == name } }
  }

  /// Lines for people.
  var text: String {
    let lines = columns.map { column in
      "\(column.name)\t\(column.typeName)\t\(column.type.name)"
        + (column.isNullable ? "" : "\tnot null")
    }
    let refused = columns.filter { $0.type == .undelivered }.map {
      "! " + DatabaseFault.notDelivered(column: $0.name, type: $0.typeName).explanation
    }
    let differing = findings.map { "! \($0.explanation) (\($0.code))" }
    return (lines + refused + differing).joined(separator: "\n")
  }

  /// The same as JSON.
  var json: JSON {
    .object([
      "columns": .array(
        columns.map { column in
          [
            "name": .string(column.name), "type": .string(column.typeName),
            "delivered": .string(column.type.name), "nullable": .bool(column.isNullable),
          ]
        }),
      "findings": .array(
        findings.map { finding in
          [
            "code": .string(finding.code), "column": .string(finding.column),
            "stops": .bool(finding.stops), "message": .string(finding.explanation),
          ]
        }),
    ])
  }
}
