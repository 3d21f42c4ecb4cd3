// SPDX-License-Identifier: Apache-2.0

/// A column of few values that says which of the others holds an attribute.
struct ChosenColumn {
  /// Most columns that say so, and most among which they choose.
  private static let selectorsMax = 6
  private static let columnsMax = 16
  private static let valuesMax = 12
  /// The most different values of a column that may hold it.
  private static let heldMax = 64

  private let sample: AlignedSample
  private let selectors: [AlignedColumn]
  private let holders: [AlignedColumn]

  init(_ sample: AlignedSample) {
    self.sample = sample
    selectors = Array(
      (sample.derived + sample.declared.map(\.column))
        .filter { (2...Self.valuesMax).contains($0.distinct) }.prefix(Self.selectorsMax))
    holders = Array(
      sample.derived.filter { (2...Self.heldMax).contains($0.distinct) }.prefix(Self.columnsMax))
  }

  /// For each column that may choose, a book of the columns that it chooses best.
  func books(_ target: AlignedColumn) -> [(columns: [String], book: Codebook)] {
    guard holders.count > 1 else { return [] }
    return selectors.map { selector in
      let others = holders.filter { $0.name != selector.name }
      var rows = Array(repeating: [Int](), count: selector.distinct)
      for row in sample.fitted { rows[selector.codes[row]].append(row) }
      let chosen = rows.map { rows in
        others.map { (column: $0, hits: Self.hits($0, target, rows)) }
          .max { $0.hits < $1.hits }?.column
      }
      let width = others.reduce(1) { max($0, $1.distinct) }
      let groups = (0..<sample.rows).map { row in
        let own = selector.codes[row]
        return own * width + (chosen[own]?.codes[row] ?? 0)
      }
      return (
        [selector.name] + Set(chosen.compactMap { $0?.name }).sorted(),
        Codebook(groups: groups, count: selector.distinct * width)
      )
    }
  }

  /// How many of the rows a book of one column gives.
  private static func hits(
    _ column: AlignedColumn, _ target: AlignedColumn, _ rows: [Int]
  ) -> Int {
    let width = target.distinct
    var counts = Array(repeating: 0, count: column.distinct * width)
    var highest = Array(repeating: 0, count: column.distinct)
    for row in rows {
      let group = column.codes[row]
      counts[group * width + target.codes[row]] += 1
      highest[group] = max(highest[group], counts[group * width + target.codes[row]])
    }
    return highest.reduce(0, +)
  }
}
