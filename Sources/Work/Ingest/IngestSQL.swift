// SPDX-License-Identifier: Apache-2.0
package import Tabular

/// The platform's own SQL that turns clean rows into a version's file.
package enum IngestSQL {
  /// The file with the version before, among the inputs.
  package static let previousFile = "previous.parquet"
  /// The file of the new version, among the outputs.
  package static let dataFile = "data.parquet"

  /// A file with some rows of the new version as CSV, among the outputs.
  package static let pieceFile = "piece.csv"

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

  /// Some rows of a version as CSV, each value as it would be delivered; headings before the first.
  package static func piece(schema: [ColumnSchema], from first: Int, rows: Int) -> String {
    let values = schema.map { column in
      let name = SQLText.name(column.name)
      let text = "CAST(\(name) AS VARCHAR)"
      // Decimals are stored with all digits of their scale.
      let value =
        switch column.type {
        case .decimal: "rtrim(rtrim(\(text), '0'), '.')"
        case .real: "regexp_replace(\(text), '\\.0$', '')"
        case .text, .integer, .date, .datetime, .boolean, .code: text
        }
      // A line without any byte is no row: a missing value in an only column is an empty text.
      return (schema.count == 1 ? "coalesce(\(value), '')" : value) + " AS \(name)"
    }
    return """
      COPY (SELECT \(values.joined(separator: ", "))
        FROM read_parquet('/in/\(dataFile)', file_row_number=true)
        WHERE file_row_number >= \(first) AND file_row_number < \(first + rows)
        ORDER BY file_row_number) TO '/out/\(pieceFile)' (FORMAT csv, HEADER \(first == 0));
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
