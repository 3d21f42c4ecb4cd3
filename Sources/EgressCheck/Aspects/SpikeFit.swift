// SPDX-License-Identifier: Apache-2.0

/// Finds a straight line on which records lie that carry an attribute among many that do not.
///
/// Honest numbers scatter about any line; where a number stands for the attribute, records lie on
/// the line itself and not beside it.
struct SpikeFit {
  private static let trials = 1_000
  private static let rowsMax = 160
  /// Fewest records, and different values among them, that make a line.
  private static let recordsMin = 8

  /// The share of held-out records on the line; nothing when there is no such line.
  let share: Double?

  init(_ column: [Double], _ target: [Double], _ tolerance: Double, _ sample: AlignedSample) {
    // A value that many share lies on a level line, which tells nothing.
    var counts: [Double: Int] = [:]
    for value in target { counts[value, default: 0] += 1 }
    let most = max(3, sample.rows / 50)
    let isKnown = { (row: Int) in
      column[row].isFinite && target[row].isFinite && counts[target[row]] ?? 0 <= most
    }
    let rows = Array(sample.fitted.filter(isKnown).prefix(Self.rowsMax))
    let held = sample.held.filter(isKnown)
    guard rows.count >= 60, held.count >= 40 else {
      share = nil
      return
    }
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    // A line that is nearly level runs through values that lie together and tells no more of them.
    let (width, height) = (Self.spread(column, rows), Self.spread(target, rows))
    var best: (excess: Double, slope: Double, start: Double)?
    for _ in 0..<Self.trials {
      let (a, b) = (rows[next(rows.count)], rows[next(rows.count)])
      guard column[a] != column[b], target[a] != target[b] else { continue }
      let slope = (target[a] - target[b]) / (column[a] - column[b])
      guard abs(slope) * width >= height / 10 else { continue }
      let start = target[a] - slope * column[a]
      let count = Self.count(rows, column, target, tolerance, slope, start)
      let excess = Double(count.on) - Double(count.near) / 4
      if excess > (best?.excess ?? 4) { best = (excess, slope, start) }
    }
    guard let best else {
      share = nil
      return
    }
    let count = Self.count(held, column, target, tolerance, best.slope, best.start)
    let isLine =
      count.on >= Self.recordsMin && count.different >= Self.recordsMin
      && Double(count.on) >= 0.025 * Double(held.count)
      && Double(count.on) >= 0.75 * Double(count.near) + 6
    share = isLine ? Double(count.on) / Double(held.count) : nil
  }

  /// The spread of values without a twentieth at either end.
  private static func spread(_ values: [Double], _ rows: [Int]) -> Double {
    let sorted = rows.map { values[$0] }.sorted()
    return sorted[sorted.count - 1 - sorted.count / 20] - sorted[sorted.count / 20]
  }

  /// Records on the line, records in a band four times as wide beside it, and different values on
  /// it.
  private static func count(
    _ rows: [Int], _ column: [Double], _ target: [Double], _ tolerance: Double, _ slope: Double,
    _ start: Double
  ) -> (on: Int, near: Int, different: Int) {
    var on = 0
    var near = 0
    var values: Set<Double> = []
    var wanted: Set<Double> = []
    for row in rows {
      let distance = abs(target[row] - start - slope * column[row])
      if distance <= tolerance * 1.0001 {
        on += 1
        values.insert(column[row])
        wanted.insert(target[row])
      } else if distance <= tolerance * 5 {
        near += 1
      }
    }
    return (on, near, min(values.count, wanted.count))
  }
}
