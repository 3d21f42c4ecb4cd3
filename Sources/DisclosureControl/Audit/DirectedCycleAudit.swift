// SPDX-License-Identifier: Apache-2.0

/// Finds cells of a two-dimensional table that are determined when no value can be negative.
///
/// A withheld value can rise or fall only around a cycle of withheld cells on which every cell
/// that falls is above zero. A cell is determined exactly when it lies on no such cycle (the
/// cone of feasible changes is spanned by directed cycles). Totals enter with the opposite sign.
struct DirectedCycleAudit {
  /// Most withheld cells examined; the work grows with their square.
  static let unknownsMax = 4000

  private let unknowns: [Int]
  private let rows: [Int]
  private let columns: [Int]
  private let mayRise: [Bool]
  private let mayFall: [Bool]
  private let edges: [[Int]]

  /// Makes the audit for the true values of one additive measure, all at least zero; nothing
  /// when there are too many withheld cells.
  init?(_ table: AuditTable, values: [Int128]) {
    unknowns = table.unknowns
    guard unknowns.count <= Self.unknownsMax else { return nil }
    let shape = table.shape
    let rowCount = shape.axes[0].count
    rows = unknowns.map { shape.position(of: $0, in: 0) }
    columns = unknowns.map { rowCount + shape.position(of: $0, in: 1) }
    let negated = unknowns.map { shape.totals(in: $0) == 1 }
    let positive = unknowns.map { values[$0] > 0 }
    mayRise = negated.indices.map { !negated[$0] || positive[$0] }
    mayFall = negated.indices.map { negated[$0] || positive[$0] }
    var edges = Array(repeating: [Int](), count: rowCount + shape.axes[1].count)
    for index in unknowns.indices {
      edges[rows[index]].append(index)
      edges[columns[index]].append(index)
    }
    self.edges = edges
  }

  /// The determined cells in grid order.
  var determined: [Int] {
    unknowns.indices.filter { index in
      let rises =
        mayRise[index] && reaches(from: columns[index], to: rows[index], without: index)
      let falls =
        mayFall[index] && reaches(from: rows[index], to: columns[index], without: index)
      return !rises && !falls
    }.map { unknowns[$0] }
  }

  private func reaches(from start: Int, to goal: Int, without banned: Int) -> Bool {
    var seen = Array(repeating: false, count: edges.count)
    seen[start] = true
    var queue = [start]
    while let node = queue.popLast() {
      for index in edges[node] where index != banned {
        let atRow = rows[index] == node
        guard atRow ? mayRise[index] : mayFall[index] else { continue }
        let next = atRow ? columns[index] : rows[index]
        if next == goal { return true }
        if !seen[next] {
          seen[next] = true
          queue.append(next)
        }
      }
    }
    return false
  }
}
