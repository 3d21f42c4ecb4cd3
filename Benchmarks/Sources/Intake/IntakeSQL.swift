// SPDX-License-Identifier: Apache-2.0
import Tabular

/// The SQL by which clean rows become Parquet, as the platform's ingest worker writes it.
enum IntakeSQL {
  /// Copies standard input to the output file.
  static func text(_ schema: [ColumnSchema]) -> String {
    let types = schema.map { "'\($0.name)': '\(stored($0.type))'" }.joined(separator: ", ")
    return """
      COPY (SELECT * FROM read_csv('/dev/stdin', auto_detect=false, header=true, delim=',',
      quote='"', escape='"', nullstr='', allow_quoted_nulls=false, columns={\(types)}))
      TO '/out/data.parquet' (FORMAT parquet);
      SELECT count(*) AS rows FROM read_parquet('/out/data.parquet');
      """
  }

  private static func stored(_ type: Tabular.ColumnType) -> String {
    switch type {
    case .text, .code: "VARCHAR"
    case .integer: "BIGINT"
    case .decimal(let scale): "DECIMAL(\(18 + scale),\(scale))"
    case .real: "DOUBLE"
    case .date: "DATE"
    case .datetime: "TIMESTAMP"
    case .boolean: "BOOLEAN"
    }
  }
}
