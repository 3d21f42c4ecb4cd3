// SPDX-License-Identifier: Apache-2.0

/// Linear programs over the rationals: values at least zero under equations with coefficients 0
/// and 1. The method is Bland's, so it ends; numbers that outgrow 128 bits, or too much work, give
/// nothing instead of something wrong.
struct Simplex {
  /// Most entries of the table that are looked at.
  static let workMax = 60_000_000

  private let count: Int
  private var rows: [[Rational]] = []
  private var basis: [Int] = []
  private var work = 0
  private var isOverflown = false

  /// The greatest value of an objective.
  enum Optimum: Hashable {
    case value(Rational)
    case unbounded
  }

  /// Finds a first solution; nothing when there is none or it could not be found.
  init?(variables: Int, equations: [(variables: [Int], value: Int)]) {
    count = variables
    let artificial = equations.count
    guard variables + artificial > 0 else { return }
    for (index, equation) in equations.enumerated() {
      guard equation.value >= 0 else { return nil }
      var row = Array(repeating: Rational(0), count: variables + artificial + 1)
      for variable in equation.variables { row[variable] = .one }
      row[variables + index] = .one
      row[variables + artificial] = Rational(Int128(equation.value))
      rows.append(row)
      basis.append(variables + index)
    }
    var objective = Array(repeating: Rational(0), count: variables + artificial)
    for index in 0..<artificial { objective[variables + index] = Rational(-1) }
    guard case .value(let optimum)? = maximise(dense: objective), optimum.isZero,
      dropArtificial()
    else { return nil }
  }

  /// The present solution.
  var solution: [Rational] {
    var values = Array(repeating: Rational(0), count: count)
    for (row, variable) in zip(rows, basis) where variable < count {
      values[variable] = row[row.count - 1]
    }
    return values
  }

  /// The greatest, or with `sign` -1 the negative of the least, sum of some variables; nothing
  /// when it could not be found.
  mutating func maximise(_ variables: [Int], sign: Int128 = 1) -> Optimum? {
    var objective = Array(repeating: Rational(0), count: count)
    for variable in variables { objective[variable] = Rational(sign) }
    return maximise(dense: objective)
  }

  private mutating func maximise(dense objective: [Rational]) -> Optimum? {
    guard var costs = reducedCosts(objective) else { return nil }
    while let entering = costs.indices.dropLast().first(where: { costs[$0].numerator > 0 }) {
      guard work <= Self.workMax else { return nil }
      guard let leaving = ratioTest(entering) else { return isOverflown ? nil : .unbounded }
      guard pivot(leaving, entering),
        let next = subtract(rows[leaving], times: costs[entering], from: costs)
      else { return nil }
      costs = next
    }
    guard let last = costs.last, let value = Rational(0).minus(last) else { return nil }
    return .value(value)
  }

  /// What each variable adds to the objective, and behind them the negative of its value.
  private func reducedCosts(_ objective: [Rational]) -> [Rational]? {
    var costs = objective + [Rational(0)]
    for (row, variable) in zip(rows, basis) where !objective[variable].isZero {
      guard let next = subtract(row, times: objective[variable], from: costs) else { return nil }
      costs = next
    }
    return costs
  }

  /// The row that bounds the entering variable first, by Bland the one of the least variable.
  private mutating func ratioTest(_ entering: Int) -> Int? {
    var best: (ratio: Rational, row: Int)?
    for (index, row) in rows.enumerated() where row[entering].numerator > 0 {
      guard let ratio = row[row.count - 1].divided(by: row[entering]) else {
        isOverflown = true
        return nil
      }
      guard let known = best else {
        best = (ratio, index)
        continue
      }
      guard let difference = ratio.minus(known.ratio) else {
        isOverflown = true
        return nil
      }
      if difference.numerator < 0 || (difference.isZero && basis[index] < basis[known.row]) {
        best = (ratio, index)
      }
    }
    return best?.row
  }

  private mutating func pivot(_ leaving: Int, _ entering: Int) -> Bool {
    let lead = rows[leaving][entering]
    for index in rows[leaving].indices where !rows[leaving][index].isZero {
      guard let scaled = rows[leaving][index].divided(by: lead) else { return false }
      rows[leaving][index] = scaled
    }
    for index in rows.indices where index != leaving && !rows[index][entering].isZero {
      work += rows[index].count
      guard
        let next = subtract(rows[leaving], times: rows[index][entering], from: rows[index])
      else { return false }
      rows[index] = next
    }
    work += rows[leaving].count * 2
    basis[leaving] = entering
    return true
  }

  private func subtract(
    _ row: [Rational], times factor: Rational, from target: [Rational]
  ) -> [Rational]? {
    var result = target
    for index in target.indices where !row[index].isZero {
      guard let product = row[index].times(factor), let next = target[index].minus(product)
      else { return nil }
      result[index] = next
    }
    return result
  }

  /// Takes the artificial variables out of the basis, and rows that say nothing new.
  private mutating func dropArtificial() -> Bool {
    for index in rows.indices.reversed() where basis[index] >= count {
      if let entering = (0..<count).first(where: { !rows[index][$0].isZero }) {
        guard pivot(index, entering) else { return false }
      } else {
        rows.remove(at: index)
        basis.remove(at: index)
      }
    }
    for index in rows.indices {
      rows[index] = Array(rows[index][..<count]) + [rows[index][rows[index].count - 1]]
    }
    return true
  }
}
