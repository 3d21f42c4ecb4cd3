// SPDX-License-Identifier: Apache-2.0

/// Finds withheld cells that the linear equations of a table determine, in any dimension.
///
/// Every line says that its parts less its total are zero. The equations, restricted to withheld
/// cells, are brought to reduced row echelon form over the rationals; a cell is determined
/// exactly when some row holds that cell alone.
struct EliminationAudit {
  /// Most withheld cells examined; the work grows with their cube at worst.
  static let unknownsMax = 1200
  /// Most entries of equations that are worked through.
  static let workMax = 20_000_000

  private typealias Row = [Int: Rational]

  /// The determined cells in grid order, or nothing when the bounds were exceeded.
  static func determined(in table: AuditTable) -> [Int]? {
    guard table.unknowns.count <= unknownsMax else { return nil }
    var pivots: [Int: Row] = [:]
    var work = 0
    for equation in table.equations {
      guard let last = equation.last else { continue }
      var row: Row = [:]
      for cell in equation where table.withheld[cell] {
        row[cell] = Rational(cell == last ? -1 : 1)
      }
      guard add(row, to: &pivots, &work) else { return nil }
    }
    return pivots.filter { $0.value.count == 1 }.keys.sorted()
  }

  /// Reduces a row by the pivots, and the pivots by it; false when numbers grow too large.
  private static func add(
    _ equation: Row, to pivots: inout [Int: Row], _ work: inout Int
  ) -> Bool {
    var row = equation
    for cell in equation.keys.sorted() {
      guard let factor = row[cell], let pivot = pivots[cell] else { continue }
      work += pivot.count
      guard work <= workMax else { return false }
      guard let reduced = subtract(pivot, times: factor, from: row) else { return false }
      row = reduced
    }
    guard let cell = row.keys.min(), let lead = row[cell] else { return true }
    for (key, value) in row {
      guard let scaled = value.divided(by: lead) else { return false }
      row[key] = scaled
    }
    for (other, pivot) in pivots {
      guard let factor = pivot[cell] else { continue }
      work += row.count
      guard work <= workMax else { return false }
      guard let reduced = subtract(row, times: factor, from: pivot) else { return false }
      pivots[other] = reduced
    }
    pivots[cell] = row
    return true
  }

  private static func subtract(_ row: Row, times factor: Rational, from target: Row) -> Row? {
    var result = target
    for (cell, value) in row {
      guard let product = value.times(factor),
        let difference = (result[cell] ?? Rational(0)).minus(product)
      else { return nil }
      result[cell] = difference.isZero ? nil : difference
    }
    return result
  }
}
