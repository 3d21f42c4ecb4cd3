// SPDX-License-Identifier: Apache-2.0

/// A column of what leaves whose values stand in a column of the raw data.
struct OverlapMatch: Hashable, Sendable {
  /// The column that leaves.
  let column: OverlapColumn
  /// The raw column.
  let raw: OverlapColumn
  /// Whether nearly all values stand there, and not only some.
  let isWhole: Bool
  /// Whether it measures something: numbers of which most raw rows have their own.
  let isMeasure: Bool

  /// The share of values from which a column is taken for the same, and for perhaps the same.
  private static let wholePercent = 90
  private static let partPercent = 20
  /// Distinct numbers above which a column can be a measure.
  private static let distinctMin = 15

  init(_ column: OverlapColumn, _ raw: OverlapColumn, percent: Int, rows: Int) {
    self.column = column
    self.raw = raw
    isWhole = percent >= Self.wholePercent
    isMeasure =
      column.isNumber && raw.distinct > Self.distinctMin
      && (raw.distinct * 5 >= rows || raw.distinct > 1_000)
  }

  /// Whether a column that leaves can be a measure at all.
  static func mayMeasure(_ column: OverlapColumn) -> Bool {
    column.isNumber && column.distinct > distinctMin
  }

  /// Chooses for each column that leaves at most one raw column, those of most values first:
  /// the one of its name, else the one that holds most of its values.
  ///
  /// - Parameter shared: By column and raw column, in how many rows values are shared.
  static func all(
    _ columns: [OverlapColumn], _ raw: [OverlapColumn], shared: [[Int]: Int], rows: Int
  ) -> [OverlapMatch] {
    var taken: Set<Int> = []
    var matches: [OverlapMatch] = []
    for column in columns.sorted(by: { ($0.distinct, $1.place) > ($1.distinct, $0.place) }) {
      let candidates = raw.compactMap { other -> (OverlapColumn, Int)? in
        guard let count = shared[[column.place, other.place]], !taken.contains(other.place),
          column.filled > 0
        else { return nil }
        let percent = count * 100 / column.filled
        return percent >= partPercent ? (other, percent) : nil
      }
      let best =
        candidates.first { $0.0.name == column.name && $0.1 >= wholePercent }
        ?? candidates.min { ($1.1, $0.0.distinct) < ($0.1, $1.0.distinct) }
      guard let (other, percent) = best else { continue }
      taken.insert(other.place)
      matches.append(OverlapMatch(column, other, percent: percent, rows: rows))
    }
    return matches.sorted { $0.column.place < $1.column.place }
  }

  /// The sets of columns whose rows are compared: one column too many, which is there by chance,
  /// must not hide the others.
  static func sets(of matches: [OverlapMatch]) -> [[OverlapMatch]] {
    let whole = matches.filter(\.isWhole)
    let named = matches.filter { $0.column.name == $0.raw.name }
    var sets = [whole, matches, named]
    if (3...8).contains(whole.count) {
      sets += whole.indices.map { left in
        whole.indices.filter { $0 != left }.map { whole[$0] }
      }
    }
    var seen: Set<[OverlapMatch]> = []
    return sets.filter { $0.count >= 2 && seen.insert($0).inserted }
  }
}
