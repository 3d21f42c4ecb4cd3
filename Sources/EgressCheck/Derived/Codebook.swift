// SPDX-License-Identifier: Apache-2.0

/// A decoder that learns, for each combination of texts, the commonest raw value beside it.
struct Codebook {
  /// A number per row for each combination of the columns' texts.
  let groups: [Int]

  init(_ columns: [AlignedColumn], rows: Int) {
    guard let first = columns.first else {
      groups = Array(repeating: 0, count: rows)
      return
    }
    var groups = first.codes
    for column in columns.dropFirst() {
      var known: [Int: Int] = [:]
      let width = column.distinct
      for row in 0..<rows {
        let pair = groups[row] * width + column.codes[row]
        if let code = known[pair] {
          groups[row] = code
        } else {
          known[pair] = known.count
          groups[row] = known.count - 1
        }
      }
    }
    self.groups = groups
  }

  /// The share of held-out rows whose raw value the book gives; what it does not know it guesses.
  func rate(_ target: AlignedColumn, _ sample: AlignedSample) -> Double {
    let width = target.distinct
    var counts: [Int: Int] = [:]
    var best: [Int: (code: Int, count: Int)] = [:]
    var all = Array(repeating: 0, count: width)
    for row in sample.fitted {
      let code = target.codes[row]
      all[code] += 1
      let count = (counts[groups[row] * width + code] ?? 0) + 1
      counts[groups[row] * width + code] = count
      if count > best[groups[row]]?.count ?? 0 { best[groups[row]] = (code, count) }
    }
    let guess = all.indices.max { all[$0] < all[$1] } ?? 0
    let hits = sample.held.count { (best[groups[$0]]?.code ?? guess) == target.codes[$0] }
    return Double(hits) / Double(max(1, sample.held.count))
  }
}
