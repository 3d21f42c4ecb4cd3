// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Decoders of numbers: sums with weights of up to three columns, their logarithms, and any
/// monotone function of one column.
struct NumericDecoder {
  /// Rows a weighted sum is fitted on.
  private static let fitMax = 240

  let target: [Double]
  let tolerance: Double
  let isClose: Bool
  let sample: AlignedSample

  /// Prepares for a raw attribute; nothing when it is no number.
  init?(_ column: AlignedColumn, _ sample: AlignedSample) {
    guard let numbers = column.numbers, column.distinct > 2 else { return nil }
    target = numbers
    self.sample = sample
    let (step, whole) = column.scale
    // A code of a place spreads over places: near is what is near within what is declared.
    let spread = Self.spread(numbers, within: sample) ?? whole
    let exact = step * 0.5
    tolerance = max(exact, spread * 0.004, 1e-9)
    isClose = spread * 0.004 > exact
  }

  /// The spread without the extremes that is left when each group of declared values has its own
  /// middle; nothing where groups are too small to have one.
  private static func spread(_ numbers: [Double], within sample: AlignedSample) -> Double? {
    let books = sample.declared.map { Codebook([$0.column], rows: sample.rows) }
    let all = Codebook(sample.declared.map(\.column), rows: sample.rows)
    return (books + [all]).filter { $0.count > 1 && $0.count * 8 <= sample.rows }.map { book in
      var groups = Array(repeating: [Double](), count: book.count)
      for row in numbers.indices where numbers[row].isFinite {
        groups[book.groups[row]].append(numbers[row])
      }
      let left = groups.flatMap { group -> [Double] in
        let sorted = group.sorted()
        return sorted.map { $0 - sorted[sorted.count / 2] }
      }.sorted()
      guard left.count > 20 else { return Double.infinity }
      return left[left.count - 1 - left.count / 20] - left[left.count / 20]
    }.min().flatMap { $0.isFinite ? $0 : nil }
  }

  /// The share of held-out rows that the best constant gives.
  var baseline: Double {
    let sorted = sample.held.map { target[$0] }.filter(\.isFinite).sorted()
    var best = 0
    var low = 0
    for high in sorted.indices {
      while sorted[high] - sorted[low] > 2 * tolerance { low += 1 }
      best = max(best, high - low + 1)
    }
    return Double(best) / Double(max(1, sample.held.count))
  }

  /// What a weighted sum is made of and gives: numbers, logarithms of logarithms, or the square of
  /// the attribute.
  enum Form {
    case plain, logarithms, square

    func column(_ number: Double) -> Double { self == .logarithms ? log(number) : number }

    func target(_ number: Double) -> Double {
      switch self {
      case .plain: number
      case .logarithms: log(number)
      case .square: number * number
      }
    }

    func attribute(_ sum: Double) -> Double {
      switch self {
      case .plain: sum
      case .logarithms: exp(sum)
      case .square: max(0, sum).squareRoot()
      }
    }
  }

  /// The share of held-out rows that a weighted sum of the columns gives.
  func linear(_ columns: [[Double]], form: Form = .plain) -> Double {
    let usable = sample.fitted.filter { row in
      form.target(target[row]).isFinite && columns.allSatisfy { form.column($0[row]).isFinite }
    }
    let chosen = Array(usable.prefix(Self.fitMax + 20 * max(0, columns.count - 3)))
    guard chosen.count >= max(30, columns.count * 3) else { return 0 }
    let width = columns.count + 1
    let means = columns.map { column in
      chosen.reduce(0) { $0 + form.column(column[$1]) } / Double(chosen.count)
    }
    func features(_ row: Int) -> [Double] {
      [1] + columns.indices.map { form.column(columns[$0][row]) - means[$0] }
    }
    var normal = Array(repeating: Array(repeating: 0.0, count: width + 1), count: width)
    for row in chosen {
      let x = features(row)
      let y = form.target(target[row])
      for i in 0..<width {
        for j in 0..<width { normal[i][j] += x[i] * x[j] }
        normal[i][width] += x[i] * y
      }
    }
    guard let weights = Self.solve(normal) else { return 0 }
    func hits(_ rows: some Collection<Int>) -> Int {
      rows.count { row in
        let sum = zip(features(row), weights).reduce(0) { $0 + $1.0 * $1.1 }
        return abs(form.attribute(sum) - target[row]) <= tolerance * 1.0001
      }
    }
    // Few hits in the first rows settle it.
    let first = sample.held.prefix(60)
    guard hits(first) * 20 > first.count else { return 0 }
    return Double(hits(sample.held)) / Double(max(1, sample.held.count))
  }

  /// Weights that solve the equations; a column that says nothing new has none.
  static func solve(_ system: [[Double]]) -> [Double]? {
    var rows = system
    let count = rows.count
    let scales = (0..<count).map { max(system[$0][$0], 1e-300) }
    var isUsed = Array(repeating: false, count: count)
    for column in 0..<count {
      guard rows[column][column] > 1e-11 * scales[column] else { continue }
      isUsed[column] = true
      for row in 0..<count where row != column {
        let factor = rows[row][column] / rows[column][column]
        if factor == 0 { continue }
        for place in column...count { rows[row][place] -= factor * rows[column][place] }
      }
    }
    guard isUsed.contains(true) else { return nil }
    return (0..<count).map { isUsed[$0] ? rows[$0][count] / rows[$0][$0] : 0 }
  }

  /// The share of held-out rows that interpolation between fitted neighbours gives.
  func monotone(_ column: [Double]) -> Double {
    let known = sample.fitted.filter { column[$0].isFinite && target[$0].isFinite }
      .map { (column[$0], target[$0]) }.sorted { $0.0 < $1.0 }
    guard known.count >= 30 else { return 0 }
    let hits = sample.held.count { row in
      let x = column[row]
      guard x.isFinite else { return false }
      var low = 0
      var high = known.count
      while low < high {
        let middle = (low + high) / 2
        if known[middle].0 < x { low = middle + 1 } else { high = middle }
      }
      let right = known[min(low, known.count - 1)]
      let left = known[max(0, right.0 == x ? low : low - 1)]
      let value =
        right.0 == left.0
        ? right.1 : left.1 + (right.1 - left.1) * (x - left.0) / (right.0 - left.0)
      return abs(value - target[row]) <= tolerance * 1.0001
    }
    return Double(hits) / Double(max(1, sample.held.count))
  }
}
