// SPDX-License-Identifier: Apache-2.0

import DisclosureControl

/// A random table with totals and withheld cells, and the obvious way to see what is determined.
struct AuditFixture {
  let shape: CubeShape
  /// True values of all cells, totals included.
  let values: [Int]
  let withheld: [Bool]

  init?(sizes: [Int], seed: UInt64, valueMax: Int, withheldPercent: Int, totalsToo: Bool) {
    var random = SeededGenerator(seed: seed)
    let axes = sizes.map { size in (0..<size).map { Coordinate.label("\($0)") } + [.total] }
    guard let shape = CubeShape(axes: axes) else { return nil }
    var inner: [Int: Int] = [:]
    for cell in 0..<shape.count where shape.totals(in: cell) == 0 {
      inner[cell] = Int.random(in: 0...valueMax, using: &random)
    }
    self.shape = shape
    values = Self.complete(shape, inner)
    withheld = (0..<shape.count).map { cell in
      let chosen = Int.random(in: 0..<100, using: &random) < withheldPercent
      return chosen && (totalsToo || shape.totals(in: cell) == 0)
    }
  }

  var table: AuditTable? { AuditTable(shape: shape, withheld: withheld) }

  /// Adds the totals to inner cells.
  static func complete(_ shape: CubeShape, _ inner: [Int: Int]) -> [Int] {
    var values = Array(repeating: 0, count: shape.count)
    for (cell, value) in inner {
      var above = [cell]
      for dimension in shape.axes.indices {
        let last = shape.axes[dimension].count - 1
        above += above.map { shape.cell($0, moved: dimension, to: last) }
      }
      for place in above { values[place] += value }
    }
    return values
  }

  /// The withheld cells that are the same in every table with the same published cells.
  ///
  /// In two dimensions it is enough to look at tables whose inner cells differ by at most one.
  func determinedByTrial(allowNegative: Bool) -> Set<CellKey> {
    let inner = values.indices.filter { shape.totals(in: $0) == 0 }
    let free = inner.filter { withheld[$0] }
    var seen: [Int: Set<Int>] = [:]
    var steps = Array(repeating: -1, count: free.count)
    while true {
      var trial = Dictionary(uniqueKeysWithValues: inner.map { ($0, values[$0]) })
      for (index, cell) in free.enumerated() { trial[cell] = values[cell] + steps[index] }
      if allowNegative || trial.values.allSatisfy({ $0 >= 0 }) {
        let candidate = Self.complete(shape, trial)
        if values.indices.allSatisfy({ withheld[$0] || candidate[$0] == values[$0] }) {
          for cell in values.indices where withheld[cell] {
            seen[cell, default: []].insert(candidate[cell])
          }
        }
      }
      guard let index = steps.lastIndex(where: { $0 < 1 }) else { break }
      steps[index] += 1
      for later in steps.indices where later > index { steps[later] = -1 }
    }
    return Set(seen.filter { $0.value.count == 1 }.keys.map(shape.key(of:)))
  }
}
