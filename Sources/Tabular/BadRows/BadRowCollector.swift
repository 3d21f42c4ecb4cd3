// SPDX-License-Identifier: Apache-2.0

/// Counts bad rows and keeps the first of them, within bounds.
package struct BadRowCollector: Sendable {
  private struct Key: Hashable {
    let reason: BadRowReason
    let column: Int?
  }

  private let listedMax: Int
  private var counts: [Key: Int] = [:]
  private var rows: [BadRow] = []
  /// All rows added.
  package private(set) var total = 0

  /// Makes a collector that lists at most `listedMax` rows (1,000 by default).
  package init(listedMax: Int = 1_000) {
    self.listedMax = max(0, listedMax)
  }

  /// Adds a row.
  package mutating func add(_ row: BadRow) {
    total += 1
    counts[Key(reason: row.reason, column: row.column), default: 0] += 1
    if rows.count < listedMax { rows.append(row) }
  }

  /// Makes the report; `columns` are the names of the file's columns.
  package func report(
    columns: [String], unterminatedQuote: UnterminatedQuote?, encodingHint: TextEncoding?
  ) -> BadRowReport {
    var byName: [BadRowReport.Count] = counts.map { key, rows in
      let name = key.column.flatMap { columns.indices.contains($0 - 1) ? columns[$0 - 1] : nil }
      return BadRowReport.Count(reason: key.reason, column: name, rows: rows)
    }
    byName.sort {
      (-$0.rows, $0.reason.rawValue, $0.column ?? "")
        < (-$1.rows, $1.reason.rawValue, $1.column ?? "")
    }
    let hasInvalid = byName.contains { $0.reason == .invalidEncoding }
    return BadRowReport(
      total: total, counts: byName, rows: rows, unterminatedQuote: unterminatedQuote,
      encodingHint: hasInvalid ? encodingHint : nil)
  }
}
