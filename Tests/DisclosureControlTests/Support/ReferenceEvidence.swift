// SPDX-License-Identifier: Apache-2.0

import DisclosureControl

/// A slow, obvious computation of the evidence query over records in memory.
struct ReferenceEvidence {
  let tabulation: Tabulation
  let records: [Record]

  var query: EvidenceQuery {
    get throws {
      EvidenceQuery(tabulation, from: try required(ColumnName("people")))
    }
  }

  /// The evidence table, through the same decoder as a real answer.
  func table() throws -> EvidenceTable {
    try EvidenceDecoder(query).decode(header: query.columns, rows: rows())
  }

  /// The rows the query would give, in any order.
  func rows() -> [[String]] {
    var cells: [String: [Record]] = [:]
    var heads: [String: [String]] = [:]
    let dimensions = tabulation.dimensions.count
    let levels = tabulation.margins ? Array(0..<(1 << dimensions)) : [0]
    for level in levels {
      for record in records {
        var labels: [String] = []
        var missing = 0
        for index in 0..<dimensions {
          let bit = 1 << (dimensions - 1 - index)
          if level & bit == 0, record.labels[index] == nil { missing |= bit }
          labels.append(level & bit == 0 ? record.labels[index] ?? "" : "")
        }
        let head = [String(level), String(missing)] + labels
        let key = head.joined(separator: "\u{1F}")
        cells[key, default: []].append(record)
        heads[key] = head
      }
    }
    return cells.keys.sorted().map { (heads[$0] ?? []) + fields(cells[$0] ?? []) }
  }

  private func fields(_ records: [Record]) -> [String] {
    let known = Set(records.compactMap(\.subject))
    var fields = [
      String(records.count), String(records.count { $0.subject == nil }), String(known.count),
    ]
    for (index, column) in tabulation.measuredColumns.enumerated() {
      fields += measure(records, index, isMagnitude: tabulation.isMagnitude(column))
    }
    return fields
  }

  private func measure(_ records: [Record], _ index: Int, isMagnitude: Bool) -> [String] {
    let valued = records.filter { $0.values[index] != nil }
    let subjects = Set(valued.compactMap(\.subject))
    var fields = [String(valued.count), String(subjects.count)]
    guard isMagnitude else { return fields + Array(repeating: "0", count: 7) }
    var totals: [String: Int] = [:]
    for record in valued {
      totals[record.subject ?? "", default: 0] += record.values[index] ?? 0
    }
    let ranked = totals.values.map(abs).sorted(by: >)
    fields.append(String(valued.reduce(0) { $0 + ($1.values[index] ?? 0) }))
    fields.append(String(ranked.first ?? 0))
    fields.append(String(ranked.dropFirst().first ?? 0))
    fields.append(String(ranked.reduce(0, +)))
    fields.append(String(valued.count { ($0.values[index] ?? 0) < 0 }))
    fields.append(String(totals.values.count { $0 == 0 }))
    return fields + ["0"]
  }
}
