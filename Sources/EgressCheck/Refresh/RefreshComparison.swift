// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// The people of a table beside those of its refreshes that are out, by refresh.
struct RefreshComparison: Sendable {
  /// The people by whom a group differs.
  let differing: [[CellKey: Int]]
  /// The fewest, where they differ at all: in all that was measured, in who is there, or in one
  /// measured column.
  let fewest: [[CellKey: Int]]
  /// For finest cells, those of them who were in no other cell on any day: in every sum of cells
  /// they still differ; the fewest again.
  let settled: [[CellKey: Int]]
  /// Who stands behind the groups that are out.
  let people: [[CellKey: CellPeople]]

  /// Whether a finest cell may have its new numbers: no number that is out of it differs by few
  /// people, whatever other cells it is added to.
  func mayChange(_ key: CellKey, threshold: Int) -> Bool {
    differing.indices.allSatisfy { refresh in
      (differing[refresh][key] ?? 0) == 0 || (settled[refresh][key] ?? 0) >= threshold
    }
  }

  /// The people by whom a group differs from the last refresh.
  func sinceLast(_ key: CellKey) -> Int { differing.last?[key] ?? 0 }
}
