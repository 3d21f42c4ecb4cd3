// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A made-up table of people, written by DuckDB: a code, a district, a day, an amount.
enum BenchTable {
  /// The threads that both sides have.
  static let threads = 2
  /// Totals by district and month.
  static let totals = """
    SELECT district, date_trunc('month', day) AS month, count(*) AS people, sum(amount) AS amount
    FROM people GROUP BY ALL ORDER BY ALL
    """

  /// Writes so many rows, always the same ones, and returns the length of the file in bytes.
  static func write(rows: Int, to path: String, tools: String) throws -> Int {
    let people = max(1, rows / 10)
    let sql = """
      COPY (SELECT printf('%018d', hash(i) % \(people)) AS code,
          CAST(420700 + hash(i + 1) % 40 AS INTEGER) AS district,
          DATE '2020-01-01' + CAST(hash(i + 2) % 2000 AS INTEGER) AS day,
          CAST(hash(i + 3) % 1000000 AS DECIMAL(18, 2)) / 100 AS amount
        FROM range(\(rows)) AS r(i)) TO '\(path)' (FORMAT parquet)
      """
    let folder = URL(filePath: path).deletingLastPathComponent().path
    _ = try Child("\(tools)/duckdb", ["-c", sql]).run(in: folder)
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.size] as? NSNumber)?.intValue ?? 0
  }
}
