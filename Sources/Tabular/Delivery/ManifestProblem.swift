// SPDX-License-Identifier: Apache-2.0

/// Where a manifest and what was read differ.
package enum ManifestProblem: Hashable, Sendable, Codable {
  /// The number of rows is another.
  case rows(declared: Int, found: Int)
  /// The number of bytes is another.
  case bytes(declared: Int, found: Int)
  /// The file's digest is another: it is not the file that was declared.
  case digest
  /// The number of columns differs from what is expected.
  case columnCount(declared: Int, expected: Int)
  /// A column (from 1) has another name than is expected.
  case columnName(column: Int, expected: String)
  /// The file follows another version of the schema.
  case schemaVersion(declared: Int, expected: Int)
  /// The mode needs key columns and none is named.
  case keyMissing(DeliveryMode)
  /// A key column is not a column of the resource.
  case keyUnknown(String)
  /// The file is in another encoding.
  case encoding(declared: TextEncoding, found: TextEncoding)

  /// The code by which programs know the problem.
  package var code: String {
    switch self {
    case .rows: "manifest.rows"
    case .bytes: "manifest.bytes"
    case .digest: "manifest.digest"
    case .columnCount: "manifest.columnCount"
    case .columnName: "manifest.columnName"
    case .schemaVersion: "manifest.schemaVersion"
    case .keyMissing: "manifest.keyMissing"
    case .keyUnknown: "manifest.keyUnknown"
    case .encoding: "manifest.encoding"
    }
  }

  /// One line that says what differs and what to do.
  package var explanation: String {
    switch self {
    case .rows(let declared, let found):
      "the manifest says \(declared) rows, the file has \(found): correct and sign again"
    case .bytes(let declared, let found):
      "the manifest says \(declared) bytes, the file has \(found): deliver the whole file"
    case .digest: "the file is not the one the manifest was made for: deliver it again"
    case .columnCount(let declared, let expected):
      "the manifest names \(declared) columns, the schema has \(expected)"
    case .columnName(let column, let expected):
      "column \(column) of the manifest is not `\(expected)`"
    case .schemaVersion(let declared, let expected):
      "the manifest follows schema version \(declared), the resource has \(expected)"
    case .keyMissing(let mode): "mode \(mode.rawValue) needs key columns: name them"
    case .keyUnknown(let name): "the key column `\(name)` is not a column of the resource"
    case .encoding(let declared, let found):
      "the manifest says \(declared.rawValue), the file is \(found.rawValue)"
    }
  }
}
