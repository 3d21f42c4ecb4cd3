// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// Tables with levels, and tables of other than two dimensions, with unsafe cells withheld and
/// what protects them.
struct LinkedRemedy {
  let cells: LinkedCells
  let pattern: LinkedSearch.Pattern
  let intervals: [IntervalProof.Interval]

  /// Seeks a pattern; nothing when the table is another one, or none was proved.
  static func find(
    _ evidence: TableEvidence, layout: TableLayout, parameters: DisclosureParameters,
    unsafe: [Set<CellKey>], solver: IntegerSolver
  ) async throws -> LinkedRemedy? {
    guard let first = evidence.parts.first, IntegerSolver.isThere,
      unsafe.contains(where: { !$0.isEmpty })
    else { return nil }
    if evidence.parts.count == 1 {
      // Tables of two dimensions have a road of their own, and rounded totals hide by themselves.
      guard layout.margins, layout.axes.count != 2, parameters.rounding == .none,
        Suppressor(parameters).release(first.table, withholding: unsafe[0]).cube != nil
      else { return nil }
    }
    guard let cells = LinkedCells(evidence, layout, unsafe: unsafe) else { return nil }
    let search = LinkedSearch(
      cells.tables, primary: cells.primary, threshold: parameters.contributors, solver: solver)
    guard var pattern = try await search.run() else { return nil }
    if pattern.cost > pattern.bound, cells.tables.isSmall {
      var exact = LinkedSuppression(cells.tables, threshold: parameters.contributors)
      if let other = exact.protect(cells.primary), search.cost(other) < pattern.cost {
        pattern = LinkedSearch.Pattern(
          withheld: other, cost: search.cost(other), bound: pattern.bound)
      }
    }
    var intervals: [IntervalProof.Interval] = []
    if parameters.rounding == .none {
      var proof = LinkedIntervals(cells.tables, withheld: pattern.withheld, solver: solver)
      intervals = try await proof.run()
    }
    return LinkedRemedy(cells: cells, pattern: pattern, intervals: intervals)
  }
}
