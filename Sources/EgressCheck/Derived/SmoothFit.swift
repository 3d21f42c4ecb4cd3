// SPDX-License-Identifier: Apache-2.0

/// How much of the order of a raw number any smooth function of one column tells, on held-out rows.
struct SmoothFit {
  /// Fitted neighbours whose mean is the guess.
  private static let neighbours = 9

  private let ranks: [Double]
  private let sample: AlignedSample

  init(_ target: [Double], _ sample: AlignedSample) {
    self.sample = sample
    ranks = Self.ranks(target)
  }

  /// The share of the spread that the mean of near values explains.
  func explained(by column: [Double]) -> Double {
    let known = sample.fitted.filter { column[$0].isFinite && ranks[$0].isFinite }
      .map { (column[$0], ranks[$0]) }.sorted { $0.0 < $1.0 }
    guard known.count >= 60 else { return 0 }
    return explained { row in
      let x = column[row]
      guard x.isFinite else { return nil }
      var low = 0
      var high = known.count
      while low < high {
        let middle = (low + high) / 2
        if known[middle].0 < x { low = middle + 1 } else { high = middle }
      }
      let start = min(max(0, low - Self.neighbours / 2), known.count - Self.neighbours)
      let near = known[start..<start + Self.neighbours]
      return near.reduce(0) { $0 + $1.1 } / Double(Self.neighbours)
    }
  }

  /// The share of the spread that the groups of declared columns explain.
  func explained(declared columns: [AlignedColumn]) -> Double {
    let groups = Codebook(columns, rows: sample.rows).groups
    var sums: [Int: (sum: Double, count: Double)] = [:]
    for row in sample.fitted where ranks[row].isFinite {
      let known = sums[groups[row]] ?? (0, 0)
      sums[groups[row]] = (known.sum + ranks[row], known.count + 1)
    }
    return explained { row in sums[groups[row]].map { $0.sum / $0.count } }
  }

  private func explained(_ guess: (Int) -> Double?) -> Double {
    let rows = sample.held.filter { ranks[$0].isFinite }
    guard rows.count >= 16 else { return 0 }
    let mean = rows.reduce(0) { $0 + ranks[$1] } / Double(rows.count)
    var left = 0.0
    var whole = 0.0
    for row in rows {
      let error = ranks[row] - (guess(row) ?? mean)
      left += error * error
      whole += (ranks[row] - mean) * (ranks[row] - mean)
    }
    return whole > 0 ? 1 - left / whole : 0
  }

  /// The place of each value in their order, equal values sharing one.
  private static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.filter { values[$0].isFinite }.sorted { values[$0] < values[$1] }
    var ranks = Array(repeating: Double.nan, count: values.count)
    var start = 0
    while start < order.count {
      var end = start
      while end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
      for place in start...end { ranks[order[place]] = Double(start + end) / 2 }
      start = end + 1
    }
    return ranks
  }
}
