// SPDX-License-Identifier: Apache-2.0
import Core

/// The SQL for the fingerprints of a table's records under a key.
///
/// One row per record: `f` for the person, `v0`, `v1`, … for each measured value, and the labels
/// `a0`, `a1`, … of the finest cell. A number has one fingerprint however it is written.
struct FingerprintQuery {
  let layout: TableLayout
  let key: [UInt8]

  /// The statement over the laid-out records.
  var text: String {
    let salt = SQL.text(Hex.encode(key))
    var columns = [Self.person(key) + " AS f"]
    for index in layout.measured.indices {
      let value = "coalesce(CAST(TRY_CAST(val\(index) AS DOUBLE) AS VARCHAR), val\(index), '')"
      columns.append(
        "substr(sha256(concat(\(salt), chr(31), \(value))), 1, 20) AS v\(index)")
    }
    columns += layout.axes.indices.map { "\(TableLayout.column($0, 0)) AS a\($0)" }
    return """
      SELECT \(columns.joined(separator: ",\n  "))
      FROM read_parquet('/in/\(TableRecords.file)')
      """
  }

  /// A person's fingerprint under a key; a record without a person has none.
  static func person(_ key: [UInt8]) -> String {
    "substr(sha256(\(SQL.text(Hex.encode(key))) || person), 1, 20)"
  }
}
