// SPDX-License-Identifier: Apache-2.0
package import Tabular

/// The platform's own SQL that turns clean rows into a version's file.
package enum IngestSQL {
  /// The file of the new version, among the outputs.
  package static let dataFile = "data.parquet"

  /// A file with some rows of the new version as CSV, among the outputs.
  package static let pieceFile = "piece.csv"

  /// The delivered rows in place of all earlier ones.
  package static func replacing(_ schema: [ColumnSchema]) -> String {
    copy("SELECT * FROM \(delivered(schema))")
  }

  /// The delivered rows, and those earlier ones that have another key.
  package static func merging(
    _ schema: [ColumnSchema], keys: [String], onto earlier: String
  ) -> String {
    let columns = names(schema)
    return """
      \(fresh(schema))
      \(copy("""
        SELECT \(columns) FROM \(earlier) AS earlier
        WHERE NOT EXISTS (SELECT 1 FROM fresh WHERE \(same(keys)))
        UNION ALL SELECT \(columns) FROM fresh
        """))
      """
  }

  /// The earlier rows and the delivered ones; also says how many keys of these were there already.
  package static func appending(
    _ schema: [ColumnSchema], keys: [String], onto earlier: String
  ) -> String {
    let columns = names(schema)
    let query = "SELECT \(columns) FROM \(earlier) UNION ALL SELECT \(columns) FROM fresh"
    return fresh(schema) + copy(query, matched: keys.isEmpty ? "0" : known(keys, in: earlier))
  }

  /// The earlier rows but those whose keys were delivered; also says how many of these keys some
  /// row had.
  package static func removing(
    _ schema: [ColumnSchema], keys: [String], of version: [ColumnSchema], from earlier: String
  ) -> String {
    let query = """
      SELECT \(names(version)) FROM \(earlier) AS earlier
      WHERE NOT EXISTS (SELECT 1 FROM fresh WHERE \(same(keys)))
      """
    return fresh(schema) + copy(query, matched: known(keys, in: earlier))
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

  /// The delivered rows, as the reader of files hands them on.
  static func delivered(_ schema: [ColumnSchema]) -> String {
    let types = schema.map { column in
      "\(SQLText.text(column.name)): \(SQLText.text(DeliverySchema.storedType(column.type)))"
    }
    return """
      read_csv('/dev/stdin', auto_detect=false, header=true, delim=',', quote='"', escape='"',
      nullstr='', allow_quoted_nulls=false, columns={\(types.joined(separator: ", "))})
      """
  }

  private static func fresh(_ schema: [ColumnSchema]) -> String {
    "CREATE TEMP TABLE fresh AS SELECT * FROM \(delivered(schema));\n"
  }

  private static func names(_ schema: [ColumnSchema]) -> String {
    schema.map { SQLText.name($0.name) }.joined(separator: ", ")
  }

  private static func same(_ keys: [String]) -> String {
    keys.map { "fresh.\(SQLText.name($0)) = earlier.\(SQLText.name($0))" }
      .joined(separator: " AND ")
  }

  /// How many delivered keys a row had before.
  private static func known(_ keys: [String], in earlier: String) -> String {
    let isThere = "EXISTS (SELECT 1 FROM \(earlier) AS earlier WHERE \(same(keys)))"
    return "(SELECT count(*) FROM fresh WHERE \(isThere))"
  }

  /// Writes the rows of a query, and says how many there are.
  static func copy(_ query: String, matched: String = "0") -> String {
    """
    COPY (\(query)) TO '/out/\(dataFile)' (FORMAT parquet);
    SELECT (SELECT count(*) FROM read_parquet('/out/\(dataFile)')) AS rows, \(matched) AS matched;
    """
  }
}
