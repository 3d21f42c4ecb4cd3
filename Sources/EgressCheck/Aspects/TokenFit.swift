// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Reads an attribute out of which words and categories a record has, each with a weight of its
/// own: digits as words of several columns, and words that stand anywhere in a sentence.
struct TokenFit {
  /// Most words and categories, and the fewest fitted rows for each.
  private static let tokensMax = 120
  private static let rowsEach = 3
  /// The most different values of a column whose values are categories.
  private static let categoriesMax = 16
  /// The share of rows that a word must have, and must leave.
  private static let shareMin = 0.01
  /// Most words of a text.
  private static let wordsMax = 40

  private let sample: AlignedSample
  /// The words and categories of each row, by number; nought is common to all.
  private let rows: [[Int]]
  /// The lower triangle of the fitted rows' equations, factored.
  private let factor: [[Double]]

  /// The columns that have words or categories.
  let names: [String]

  init?(_ sample: AlignedSample) {
    var tokens = Array(repeating: Set<String>(), count: sample.rows)
    var names: [String] = []
    for column in sample.derived where column.distinct > 1 {
      guard column.distinct <= Self.categoriesMax || column.numbers == nil else { continue }
      names.append(column.name)
      for row in 0..<sample.rows {
        if column.distinct <= Self.categoriesMax {
          tokens[row].insert("\(column.name)=\(column.codes[row])")
        } else if let text = column.texts[row] {
          tokens[row].formUnion(Self.words(text).map { "\(column.name)~\($0)" })
        }
      }
    }
    var counts: [String: Int] = [:]
    for row in sample.fitted { for token in tokens[row] { counts[token, default: 0] += 1 } }
    let fitted = Double(sample.fitted.count)
    let most = min(Self.tokensMax, sample.fitted.count / Self.rowsEach)
    let kept = counts.filter { _, count in
      (Self.shareMin * fitted...(1 - Self.shareMin) * fitted).contains(Double(count))
    }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(most).map(\.key)
    guard kept.count > 2 else { return nil }
    let places = Dictionary(uniqueKeysWithValues: zip(kept, 1...kept.count))
    let rows = tokens.map { [0] + $0.compactMap { places[$0] }.sorted() }
    self.sample = sample
    self.names = names
    self.rows = rows
    factor = Self.factored(rows, sample.fitted, width: kept.count + 1)
  }

  /// Runs of letters, and each Chinese character.
  private static func words(_ text: String) -> [String] {
    var found: [String] = []
    var run = ""
    for scalar in text.lowercased().unicodeScalars.prefix(400) {
      if (0x4E00...0x9FFF).contains(scalar.value) {
        found.append(String(scalar))
      } else if scalar.properties.isAlphabetic {
        run.unicodeScalars.append(scalar)
        continue
      }
      if !run.isEmpty { found.append(run) }
      run = ""
    }
    if !run.isEmpty { found.append(run) }
    return Array(found.prefix(wordsMax))
  }

  /// Cholesky's factor; a little is added to what each word tells, so that there always is one.
  private static func factored(
    _ rows: [[Int]], _ fitted: Range<Int>, width: Int
  ) -> [[Double]] {
    var lower = (0..<width).map { Array(repeating: 0.0, count: $0 + 1) }
    for row in fitted {
      for i in rows[row] { for j in rows[row] where j <= i { lower[i][j] += 1 } }
    }
    for i in 0..<width {
      lower[i][i] += 1e-3
      for j in 0...i {
        var sum = lower[i][j]
        for k in 0..<j { sum -= lower[i][k] * lower[j][k] }
        lower[i][j] = i == j ? max(sum, 1e-9).squareRoot() : sum / lower[j][j]
      }
    }
    return lower
  }

  /// The weights by which the words give a number.
  private func weights(_ wanted: (Int) -> Double, _ usable: [Int]) -> [Double] {
    let width = factor.count
    var side = Array(repeating: 0.0, count: width)
    for row in usable { for token in rows[row] { side[token] += wanted(row) } }
    for i in 0..<width {
      for k in 0..<i { side[i] -= factor[i][k] * side[k] }
      side[i] /= factor[i][i]
    }
    for i in (0..<width).reversed() {
      for k in (i + 1)..<max(width, i + 1) { side[i] -= factor[k][i] * side[k] }
      side[i] /= factor[i][i]
    }
    return side
  }

  private func sum(_ row: Int, _ weights: [Double]) -> Double {
    rows[row].reduce(0) { $0 + weights[$1] }
  }

  /// The share of a number's spread among held-out rows that the words give.
  func explained(_ target: [Double]) -> Double {
    let usable = sample.fitted.filter { target[$0].isFinite }
    let held = sample.held.filter { target[$0].isFinite }
    guard usable.count * 20 >= sample.fitted.count * 19, held.count >= 16 else { return 0 }
    let mean = usable.reduce(0) { $0 + target[$1] } / Double(usable.count)
    let weights = weights({ target[$0] - mean }, usable)
    let middle = held.reduce(0) { $0 + target[$1] } / Double(held.count)
    let left = held.reduce(0.0) { $0 + pow(target[$1] - mean - sum($1, weights), 2) }
    let whole = held.reduce(0.0) { $0 + pow(target[$1] - middle, 2) }
    return whole > 0 ? 1 - left / whole : 0
  }

  /// The share of held-out rows of which the words give the value, of few.
  func rate(_ target: AlignedColumn) -> Double {
    let usable = Array(sample.fitted)
    let all = (0..<target.distinct).map { code in
      weights({ target.codes[$0] == code ? 1 : 0 }, usable)
    }
    let hits = sample.held.count { row in
      all.indices.max { sum(row, all[$0]) < sum(row, all[$1]) } == target.codes[row]
    }
    return Double(hits) / Double(max(1, sample.held.count))
  }
}
