// SPDX-License-Identifier: Apache-2.0
import Core

/// The SQL for the fingerprints of a table's records under a key.
///
/// One row per person and finest cell: `f` for the person, `v` for the person's values in the
/// cell, then a label per dimension.
struct FingerprintQuery {
  let layout: TableLayout
  let key: [UInt8]

  /// The statement over the laid-out records.
  var text: String {
    let salt = SQL.text(Hex.encode(key))
    let names = layout.axes.indices.map { TableLayout.column($0, 0) }
    let values = layout.measured.indices.map { "coalesce(val\($0), '')" }
    let value = (["''"] + values).joined(separator: ", chr(31), ")
    let labels = names.enumerated().map { "\($1) AS a\($0)" }
    return """
      SELECT substr(sha256(concat(\(salt), coalesce(person, ''))), 1, 20) AS f,
        substr(sha256(concat(\(salt), string_agg(concat(\(value)), chr(30)
          ORDER BY concat(\(value))))), 1, 20) AS v, \(labels.joined(separator: ", "))
      FROM read_parquet('/in/\(TableRecords.file)')
      GROUP BY person, \(names.joined(separator: ", "))
      """
  }
}
