// SPDX-License-Identifier: Apache-2.0

import DisclosureControl

/// Makes frequency tables out of given counts, one record per person.
enum CountTable {
  /// A two-dimensional table of people; rows and columns are labelled in order.
  static func evidence(
    _ counts: [[Int]], rows: [String], columns: [String], margins: Bool
  ) throws -> EvidenceTable {
    var records: [Record] = []
    for (i, row) in counts.enumerated() {
      for (j, count) in row.enumerated() {
        for n in 0..<count { records.append(Record([rows[i], columns[j]], "\(i).\(j).\(n)")) }
      }
    }
    let declared = try tabulation(["r", "c"], [("count", nil)], margins: margins)
    return try ReferenceEvidence(tabulation: declared, records: records).table()
  }

  /// The same with single letters as labels.
  static func evidence(_ counts: [[Int]], margins: Bool) throws -> EvidenceTable {
    try evidence(
      counts, rows: counts.indices.map { "r\($0)" },
      columns: (counts.first ?? []).indices.map { "c\($0)" }, margins: margins)
  }
}
