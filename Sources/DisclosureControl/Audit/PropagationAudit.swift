// SPDX-License-Identifier: Apache-2.0

/// Narrows the range of each withheld cell by the equations, for values that are not negative.
///
/// Ranges are true but need not be the narrowest: a cell whose range is one value is determined,
/// a cell with a wider range may be too.
struct PropagationAudit {
  /// Most rounds over all equations.
  static let roundsMax = 64

  private let table: AuditTable
  private let values: [Int128]
  private(set) var low: [Int128]
  private(set) var high: [Int128?]

  /// Makes the audit for the true values of one additive measure, all at least zero; only the
  /// values of published cells are read.
  init(_ table: AuditTable, values: [Int128]) {
    self.table = table
    self.values = values
    low = values.indices.map { table.withheld[$0] ? 0 : values[$0] }
    high = values.indices.map { table.withheld[$0] ? nil : values[$0] }
    narrow()
  }

  /// The withheld cells whose range is one value, in grid order.
  var determined: [Int] { table.unknowns.filter { high[$0] == low[$0] } }

  private mutating func narrow() {
    let equations = table.equations
    for _ in 0..<Self.roundsMax {
      var changed = false
      for equation in equations { changed = narrow(equation) || changed }
      if !changed { return }
    }
  }

  private mutating func narrow(_ equation: [Int]) -> Bool {
    guard let total = equation.last else { return false }
    let parts = equation.dropLast()
    let lowSum = parts.reduce(Int128(0)) { $0 + low[$1] }
    let highSum = parts.reduce(Int128(0)) { $0 + (high[$1] ?? 0) }
    let openCount = parts.count { high[$0] == nil }
    var changed = raise(total, to: lowSum)
    if openCount == 0 { changed = lower(total, to: highSum) || changed }
    for part in parts where table.withheld[part] {
      let (partLow, partHigh) = (low[part], high[part])
      if let top = high[total] {
        changed = lower(part, to: top - (lowSum - partLow)) || changed
      }
      if openCount == (partHigh == nil ? 1 : 0) {
        changed = raise(part, to: low[total] - (highSum - (partHigh ?? 0))) || changed
      }
    }
    return changed
  }

  private mutating func raise(_ cell: Int, to bound: Int128) -> Bool {
    guard table.withheld[cell], bound > low[cell] else { return false }
    low[cell] = bound
    return true
  }

  private mutating func lower(_ cell: Int, to bound: Int128) -> Bool {
    guard table.withheld[cell], high[cell].map({ bound < $0 }) ?? true else { return false }
    high[cell] = bound
    return true
  }
}
