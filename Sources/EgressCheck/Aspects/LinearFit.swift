// SPDX-License-Identifier: Apache-2.0

/// How much of a raw number's spread a weighted sum of columns tells, on held-out rows.
struct LinearFit {
  private let target: [Double]
  private let sample: AlignedSample

  /// Prepares for a raw number; nothing when too few rows have one.
  init?(_ target: [Double], _ sample: AlignedSample) {
    guard sample.fitted.count(where: { target[$0].isFinite }) >= 60 else { return nil }
    self.target = target
    self.sample = sample
  }

  /// The share of the spread that the best weighted sum explains; a missing value is the mean.
  func explained(by columns: [[Double]]) -> Double {
    let rows = sample.fitted.filter { target[$0].isFinite }
    let held = sample.held.filter { target[$0].isFinite }
    guard !columns.isEmpty, rows.count >= columns.count * 5, held.count >= 16 else { return 0 }
    let shapes = columns.map { column in Self.shape(column, rows) }
    func features(_ row: Int) -> [Double] {
      [1]
        + columns.indices.map { place in
          let value = columns[place][row]
          let (mean, spread) = shapes[place]
          return value.isFinite ? (value - mean) / spread : 0
        }
    }
    let width = columns.count + 1
    var normal = Array(repeating: Array(repeating: 0.0, count: width + 1), count: width)
    for row in rows {
      let x = features(row)
      for i in 0..<width {
        for j in 0..<width { normal[i][j] += x[i] * x[j] }
        normal[i][width] += x[i] * target[row]
      }
    }
    guard let weights = NumericDecoder.solve(normal) else { return 0 }
    let mean = held.reduce(0) { $0 + target[$1] } / Double(held.count)
    var left = 0.0
    var whole = 0.0
    for row in held {
      let guess = zip(features(row), weights).reduce(0) { $0 + $1.0 * $1.1 }
      left += (target[row] - guess) * (target[row] - guess)
      whole += (target[row] - mean) * (target[row] - mean)
    }
    return whole > 0 ? 1 - left / whole : 0
  }

  private static func shape(_ column: [Double], _ rows: [Int]) -> (mean: Double, spread: Double) {
    let values = rows.map { column[$0] }.filter(\.isFinite)
    let count = Double(max(1, values.count))
    let mean = values.reduce(0, +) / count
    let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    return (mean, max(square.squareRoot(), 1e-300))
  }
}
