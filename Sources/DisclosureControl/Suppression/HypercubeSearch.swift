// SPDX-License-Identifier: Apache-2.0

/// Chooses further cells to withhold so that margins do not give away the withheld ones.
///
/// The hypercube method (Repsilber; Giessing): each withheld cell gets a diametral cell that
/// differs in every dimension, and all corners of the cube between the two are withheld. Values
/// may then move up and down alternately over the corners without any margin changing. The
/// cheapest cube by withheld contributors is taken, so the result is good but not optimal, and no
/// width of the remaining range is promised. A line whose withheld cells together rest on too few
/// contributors gets another cell, because their sum can be computed; a cell with one contributor
/// does not count there, since that contributor knows it.
struct HypercubeSearch {
  /// Most corner look-ups before the search gives up.
  static let workMax = 40_000_000

  private let shape: CubeShape
  private let contributors: [Int]
  private let mayFall: [Bool]
  private let threshold: Int
  private let lines: [[Int]]
  private let totals: [Int]
  private let totalPenalty: Int
  private var withheld: [Bool]
  private var work = 0

  private init(shape: CubeShape, contributors: [Int], mayFall: [Bool], threshold: Int) {
    self.mayFall = mayFall
    self.shape = shape
    self.contributors = contributors.map { min($0, 1_000_000_000) }
    self.threshold = threshold
    lines = shape.axes.indices.flatMap { shape.lines(along: $0) }
    totals = contributors.indices.map { shape.totals(in: $0) }
    totalPenalty = self.contributors.reduce(1, +)
    withheld = Array(repeating: false, count: contributors.count)
  }

  /// Withholds the primary cells and what protects them; nothing when no pattern was found.
  ///
  /// The grid's axes all end in `.total`. `mayFall` says which cells hold nothing but values
  /// above zero.
  static func protect(
    _ primary: [Int], shape: CubeShape, contributors: [Int], mayFall: [Bool], threshold: Int
  ) -> [Bool]? {
    var search = HypercubeSearch(
      shape: shape, contributors: contributors, mayFall: mayFall, threshold: threshold)
    for cell in primary { search.withheld[cell] = true }
    for cell in primary where !search.surround(cell) { return nil }
    while let cell = search.nextWeakLineCell() {
      search.withheld[cell] = true
      guard search.surround(cell) else { return nil }
    }
    return search.lines.contains(where: search.isWeak) ? nil : search.withheld
  }

  /// Withholds the cheapest cube around a cell.
  private mutating func surround(_ cell: Int) -> Bool {
    var best: (cost: Int, corners: [Int])?
    var other = Array(repeating: 0, count: shape.axes.count)
    while true {
      if let corners = corners(of: cell, opposite: other) {
        work += corners.count
        guard work <= Self.workMax else { return false }
        if let cost = cost(of: corners), cost < best?.cost ?? .max { best = (cost, corners) }
      }
      var dimension = other.count - 1
      while dimension >= 0 {
        other[dimension] += 1
        if other[dimension] < shape.axes[dimension].count { break }
        other[dimension] = 0
        dimension -= 1
      }
      if dimension < 0 { break }
    }
    guard let best else { return false }
    for corner in best.corners { withheld[corner] = true }
    return true
  }

  /// The corners between a cell and the positions opposite to it, the cell first; nothing when
  /// they share a position.
  private func corners(of cell: Int, opposite: [Int]) -> [Int]? {
    for dimension in opposite.indices
    where shape.position(of: cell, in: dimension) == opposite[dimension] {
      return nil
    }
    var corners = [cell]
    for dimension in opposite.indices {
      corners += corners.map { shape.cell($0, moved: dimension, to: opposite[dimension]) }
    }
    return corners
  }

  /// What withholding the corners costs; nothing when they do not protect.
  private func cost(of corners: [Int]) -> Int? {
    var cost = 0
    var upFalls = true
    var downFalls = true
    for (index, corner) in corners.enumerated() {
      let isEmpty = !mayFall[corner]
      if isEmpty, !withheld[corner] { return nil }
      let rises = (index.nonzeroBitCount + totals[corner]).isMultiple(of: 2)
      if isEmpty { if rises { downFalls = false } else { upFalls = false } }
      if withheld[corner] { continue }
      cost += 1 + contributors[corner] + totals[corner] * totalPenalty
    }
    return upFalls || downFalls ? cost : nil
  }

  private func isWeak(_ line: [Int]) -> Bool {
    guard let total = line.last, !withheld[total] else { return false }
    let hidden = line.dropLast().filter { withheld[$0] }
    guard !hidden.isEmpty else { return false }
    let single = hidden.contains { contributors[$0] == 1 } ? 1 : 0
    return hidden.reduce(0) { $0 + contributors[$1] } - single < threshold
  }

  /// The cheapest cell that strengthens the first weak line, its total at last.
  private func nextWeakLineCell() -> Int? {
    for line in lines where isWeak(line) {
      let open = line.filter { !withheld[$0] && mayFall[$0] }
      let cheapest = open.min { price($0) < price($1) }
      if let cheapest { return cheapest }
    }
    return nil
  }

  private func price(_ cell: Int) -> (Int, Int, Int) { (totals[cell], contributors[cell], cell) }
}
