// SPDX-License-Identifier: Apache-2.0
package import Tabular

/// The platform's own SQL that turns clean rows into a version's file.
package enum IngestSQL {
  /// The file with the version before, among the inputs.
  package static let previousFile = "previous.parquet"
  /// The file of the new version, among the outputs.
  package static let dataFile = "data.parquet"

  /// The delivered rows in place of all earlier ones.
  package static func replacing(_ schema: [ColumnSchema]) -> String {
    copy("SELECT * FROM \(delivered(schema))")
  }

  /// The delivered rows, and those earlier ones that have another key.
  package static func merging(_ schema: [ColumnSchema], keys: [String]) -> String {
    let columns = schema.map { SQLText.name($0.name) }.joined(separator: ", ")
    let same = keys.map { key in
      "fresh.\(SQLText.name(key)) = earlier.\(SQLText.name(key))"
    }
    return """
      CREATE TEMP TABLE fresh AS SELECT * FROM \(delivered(schema));
      \(copy("""
        SELECT \(columns) FROM read_parquet('/in/\(previousFile)') AS earlier
        WHERE NOT EXISTS (SELECT 1 FROM fresh WHERE \(same.joined(separator: " AND ")))
        UNION ALL SELECT \(columns) FROM fresh
        """))
      """
  }

  private static func delivered(_ schema: [ColumnSchema]) -> String {
    let types = schema.map { column in
      "\(SQLText.text(column.name)): \(SQLText.text(DeliverySchema.storedType(column.type)))"
    }
    return """
      read_csv('/dev/stdin', auto_detect=false, header=true, delim=',', quote='"', escape='"',
      nullstr='', allow_quoted_nulls=false, columns={\(types.joined(separator: ", "))})
      """
  }

  private static func copy(_ query: String) -> String {
    """
    COPY (\(query)) TO '/out/\(dataFile)' (FORMAT parquet);
    SELECT count(*) AS rows FROM read_parquet('/out/\(dataFile)');
    """
  }
}
