// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Classes of quasi-identifiers and what sensitive values give away in them, counted record by
/// record: the slow and obvious way.
struct ClassReference {
  /// A person, two quasi-identifiers and a sensitive value; empty where missing.
  let rows: [[String]]
  let isWildcard: Bool

  /// The rows in the class of a row, or those that match it where a gap matches anything.
  func matching(_ row: [String]) -> [[String]] {
    rows.filter { other in
      zip(row, other).dropFirst().prefix(2).allSatisfy { one, another in
        one == another || (isWildcard && (one.isEmpty || another.isEmpty))
      }
    }
  }

  /// The people among whom each row hides.
  var sizes: [Int] { rows.map { Set(matching($0).map { $0[0] }.filter { !$0.isEmpty }).count } }

  var classes: Int { Set(rows.map { [$0[1], $0[2]] }).count }

  /// How often each sensitive value is there, the most frequent first.
  private func counts(_ rows: [[String]]) -> [Int] {
    Dictionary(grouping: rows) { $0[3] }.values.map(\.count).sorted(by: >)
  }

  func distinct(_ row: [String]) -> Int {
    Set(matching(row).map { $0[3] }.filter { !$0.isEmpty }).count
  }

  func entropy(_ row: [String]) -> Double {
    let counts = counts(matching(row))
    let whole = Double(counts.reduce(0, +))
    return counts.reduce(0) { $0 - Double($1) / whole * log(Double($1) / whole) }
  }

  /// Whether the most frequent value is rarer than `c` times all from the l-th on.
  func isRecursive(_ row: [String], c: Double, l: Int) -> Bool {
    let counts = counts(matching(row))
    return Double(counts.first ?? 0) < c * Double(counts.dropFirst(l - 1).reduce(0, +))
  }

  private func share(_ value: String, _ rows: [[String]]) -> Double {
    Double(rows.count { $0[3] == value }) / Double(rows.count)
  }

  /// Half of all differences of shares.
  func equalDistance(_ row: [String]) -> Double {
    let own = matching(row)
    return Set(rows.map { $0[3] }).reduce(0) { sum, value in
      sum + abs(share(value, own) - share(value, rows)) / 2
    }
  }

  /// The earth moved from one number to the next, over the number of steps.
  func orderedDistance(_ row: [String]) -> Double {
    let own = matching(row)
    let values = Set(rows.map { $0[3] }).sorted { (Double($0) ?? 0) < (Double($1) ?? 0) }
    var carried = 0.0
    var work = 0.0
    for value in values {
      carried += share(value, own) - share(value, rows)
      work += abs(carried)
    }
    return work / Double(max(1, values.count - 1))
  }
}
