// SPDX-License-Identifier: Apache-2.0

/// Compares what a manifest says with the resource and with what was read.
package enum ManifestCheck {
  /// Finds what is wrong before the file is read.
  ///
  /// - Parameters:
  ///   - manifest: what the deliverer says.
  ///   - schema: the resource's columns.
  ///   - schemaVersion: the version of the resource's schema in force.
  package static func beforeReading(
    _ manifest: DeliveryManifest, schema: [ColumnSchema], schemaVersion: Int
  ) -> [ManifestProblem] {
    var problems: [ManifestProblem] = []
    if manifest.schemaVersion != schemaVersion {
      problems.append(
        .schemaVersion(declared: manifest.schemaVersion, expected: schemaVersion))
    }
    if manifest.columns.count != schema.count {
      problems.append(.columnCount(declared: manifest.columns.count, expected: schema.count))
    } else {
      for (index, column) in schema.enumerated() where manifest.columns[index] != column.name {
        problems.append(.columnName(column: index + 1, expected: column.name))
      }
    }
    if manifest.mode.needsKey, manifest.keyColumns.isEmpty {
      problems.append(.keyMissing(manifest.mode))
    }
    for key in manifest.keyColumns where !schema.contains(where: { $0.name == key }) {
      problems.append(.keyUnknown(key))
    }
    return problems
  }

  /// Finds what is wrong once the file was read to its end.
  ///
  /// - Parameters:
  ///   - manifest: what the deliverer says.
  ///   - outcome: what was read; bad rows count as rows.
  ///   - bytes: the bytes of the file, where it was converted before it was read.
  ///   - sha256: the digest of the bytes read, 64 lower-case hexadecimal digits.
  package static func afterReading(
    _ manifest: DeliveryManifest, outcome: IntakeOutcome, bytes: Int? = nil, sha256: String
  ) -> [ManifestProblem] {
    var problems: [ManifestProblem] = []
    let found = bytes ?? outcome.bytesRead
    if manifest.bytes != found {
      problems.append(.bytes(declared: manifest.bytes, found: found))
    }
    if manifest.sha256 != sha256 { problems.append(.digest) }
    if manifest.rows != outcome.rowsRead {
      problems.append(.rows(declared: manifest.rows, found: outcome.rowsRead))
    }
    if manifest.columns.count != outcome.header.count {
      problems.append(
        .columnCount(declared: manifest.columns.count, expected: outcome.header.count))
    } else {
      for (index, name) in outcome.header.enumerated() where manifest.columns[index] != name {
        problems.append(.columnName(column: index + 1, expected: name))
      }
    }
    if manifest.encoding != outcome.encoding {
      problems.append(.encoding(declared: manifest.encoding, found: outcome.encoding))
    }
    return problems
  }
}
