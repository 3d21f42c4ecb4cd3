// SPDX-License-Identifier: Apache-2.0

/// How much of the order of a raw number any smooth function of one column tells, on held-out rows.
struct SmoothFit {
  /// Fitted neighbours whose mean is the guess.
  private static let neighbours = 9
  /// Fewest fitted rows of a group that is judged.
  private static let groupMin = 40

  private let ranks: [Double]
  private let sample: AlignedSample

  init(_ target: [Double], _ sample: AlignedSample) {
    self.sample = sample
    ranks = Self.ranks(target)
  }

  /// The share of the spread that the mean of near values explains.
  func explained(by column: [Double]) -> Double {
    let known = known(column) { _ in true }
    guard known.count >= 60 else { return 0 }
    return explained { Self.guess(column[$0], known) }
  }

  /// The same with a function of its own for each group, and the most within any one group.
  func explained(by column: [Double], within book: Codebook) -> Double {
    let parts = (0..<book.count).map { group in
      known(column) { book.groups[$0] == group }
    }
    guard parts.contains(where: { $0.count >= Self.groupMin }) else { return 0 }
    func guess(_ row: Int) -> Double? {
      let part = parts[book.groups[row]]
      return part.count >= Self.groupMin ? Self.guess(column[row], part) : nil
    }
    let all = explained(guess)
    return parts.indices.filter { parts[$0].count >= 2 * Self.groupMin }.reduce(all) {
      most, group in
      max(most, explained(guess, where: { book.groups[$0] == group }))
    }
  }

  /// Fitted pairs of a value and a rank, by value.
  private func known(_ column: [Double], _ isMeant: (Int) -> Bool) -> [(Double, Double)] {
    sample.fitted.filter { column[$0].isFinite && ranks[$0].isFinite && isMeant($0) }
      .map { (column[$0], ranks[$0]) }.sorted { $0.0 < $1.0 }
  }

  /// The mean rank of fitted values near one.
  private static func guess(_ x: Double, _ known: [(Double, Double)]) -> Double? {
    guard x.isFinite, known.count >= neighbours else { return nil }
    var low = 0
    var high = known.count
    while low < high {
      let middle = (low + high) / 2
      if known[middle].0 < x { low = middle + 1 } else { high = middle }
    }
    let start = min(max(0, low - neighbours / 2), known.count - neighbours)
    return known[start..<start + neighbours].reduce(0) { $0 + $1.1 } / Double(neighbours)
  }

  /// The share of the spread that the groups of declared columns explain, all together or one of
  /// them: together they can be so many that hardly any subject has another in its group.
  func explained(declared columns: [AlignedColumn]) -> Double {
    let alone = columns.map { column in
      max(grouped([column]), column.distinct > 30 ? column.numbers.map(explained(by:)) ?? 0 : 0)
    }
    return alone.reduce(grouped(columns), max)
  }

  private func grouped(_ columns: [AlignedColumn]) -> Double {
    let groups = Codebook(columns, rows: sample.rows).groups
    var sums: [Int: (sum: Double, count: Double)] = [:]
    for row in sample.fitted where ranks[row].isFinite {
      let known = sums[groups[row]] ?? (0, 0)
      sums[groups[row]] = (known.sum + ranks[row], known.count + 1)
    }
    return explained { row in sums[groups[row]].map { $0.sum / $0.count } }
  }

  private func explained(
    _ guess: (Int) -> Double?, where isMeant: (Int) -> Bool = { _ in true }
  ) -> Double {
    let rows = sample.held.filter { ranks[$0].isFinite && isMeant($0) }
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
