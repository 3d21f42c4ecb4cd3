// SPDX-License-Identifier: Apache-2.0

/// A decoder that learns, for each combination of texts, the commonest raw value beside it.
struct Codebook {
  /// Most entries that are counted in an array.
  private static let denseMax = 65_536

  /// A number per row for each combination of the columns' texts.
  let groups: [Int]
  /// How many combinations there are.
  let count: Int

  init(_ columns: [AlignedColumn], rows: Int) {
    guard let first = columns.first else {
      groups = Array(repeating: 0, count: rows)
      count = 1
      return
    }
    var groups = first.codes
    var count = first.distinct
    for column in columns.dropFirst() {
      let width = column.distinct
      let pairs = (0..<rows).map { groups[$0] * width + column.codes[$0] }
      (groups, count) = Self.numbered(pairs)
    }
    self.groups = groups
    self.count = count
  }

  /// Takes groups that are numbered from zero on.
  init(groups: [Int], count: Int) {
    self.groups = groups
    self.count = count
  }

  /// Takes equal values as one group.
  init<Value: Hashable>(values: [Value]) {
    (groups, count) = Self.numbered(values)
  }

  private static func numbered<Value: Hashable>(_ values: [Value]) -> ([Int], Int) {
    var known: [Value: Int] = [:]
    let groups = values.map { value in
      if let code = known[value] { return code }
      known[value] = known.count
      return known.count - 1
    }
    return (groups, known.count)
  }

  /// The share of held-out rows whose raw value the book gives; what it does not know it guesses.
  func rate(_ target: AlignedColumn, _ sample: AlignedSample) -> Double {
    let width = target.distinct
    var all = Array(repeating: 0, count: width)
    var codes = Array(repeating: -1, count: count)
    var highest = Array(repeating: 0, count: count)
    var dense = Array(repeating: 0, count: count * width <= Self.denseMax ? count * width : 0)
    var sparse: [Int: Int] = [:]
    for row in sample.fitted {
      let code = target.codes[row]
      let group = groups[row]
      all[code] += 1
      let entry = group * width + code
      let seen: Int
      if dense.isEmpty {
        seen = (sparse[entry] ?? 0) + 1
        sparse[entry] = seen
      } else {
        dense[entry] += 1
        seen = dense[entry]
      }
      if seen > highest[group] {
        highest[group] = seen
        codes[group] = code
      }
    }
    let guess = all.indices.max { all[$0] < all[$1] } ?? 0
    let hits = sample.held.count { row in
      let code = codes[groups[row]]
      return (code < 0 ? guess : code) == target.codes[row]
    }
    return Double(hits) / Double(max(1, sample.held.count))
  }
}
