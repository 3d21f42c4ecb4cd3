// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// The people of a table beside those of its refreshes that are out, by refresh.
struct RefreshComparison: Sendable {
  /// The people by whom a group differs: in all that was measured, in who is there, and in each
  /// measured column alone.
  let differing: [[CellKey: [Int]]]
  /// For finest cells, those of them who were in no other cell on any day: in every sum of cells
  /// they still differ.
  let settled: [[CellKey: [Int]]]
  /// Who stands behind the groups that are out.
  let people: [[CellKey: CellPeople]]

  /// Whether a finest cell may have its new numbers: no number that is out of it differs by few
  /// people, whatever other cells it is added to.
  func mayChange(_ key: CellKey, threshold: Int) -> Bool {
    differing.indices.allSatisfy { (settledFewest($0, key) ?? .max) >= threshold }
  }

  /// The fewest settled people in anything that a finest cell differs in; nil where it does not
  /// differ. That nobody settled differs in a column that others differ in is the fewest there is.
  func settledFewest(_ refresh: Int, _ key: CellKey) -> Int? {
    guard let numbers = differing[refresh][key] else { return nil }
    let known = settled[refresh][key] ?? numbers.map { _ in 0 }
    return zip(numbers, known).filter { $0.0 > 0 }.map(\.1).min()
  }

  /// The people by whom a group differs from the last refresh.
  func sinceLast(_ key: CellKey) -> Int { differing.last?[key]?.first ?? 0 }
}
