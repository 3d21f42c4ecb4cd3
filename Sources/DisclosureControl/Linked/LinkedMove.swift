// SPDX-License-Identifier: Apache-2.0

/// Another table that agrees in all that is published: how its finest cells differ.
///
/// It can only be made where whole numbers say so. Every published cell keeps its sum and no
/// figure of a finest cell falls below nothing, so the true table and the other one prove together
/// that each withheld cell in which they differ has more than one possible value. Who found it,
/// and how roughly, does not matter.
package struct LinkedMove: Hashable, Sendable {
  /// Most that a finest cell differs by.
  static let changeMax = 1 << 60

  /// By how much each finest cell differs, none by nothing.
  package let changes: [Int: Int]
  /// By how much each withheld cell differs, none by nothing.
  package let moved: [Int: Int]

  /// Makes a move; nothing when a published cell would change or a value fall below zero.
  ///
  /// - Parameter figures: The figures that may not fall below zero, all by default. In each the
  ///   same change is made, in its own units.
  package init?(
    _ changes: [Int: Int], in tables: LinkedTables, withheld: Set<Int>,
    figures: Range<Int>? = nil
  ) {
    let chosen = tables.figures[figures ?? tables.figures.indices]
    var moved: [Int: Int] = [:]
    for (atom, change) in changes where change != 0 {
      guard (0..<tables.atomCount).contains(atom), abs(change) <= Self.changeMax else { return nil }
      let cell = tables.single[atom]
      for values in chosen {
        let (value, isOver) = values[cell].addingReportingOverflow(change)
        guard !isOver, value >= 0 else { return nil }
      }
      for cell in tables.cellsOf[atom] {
        let (sum, isOver) = (moved[cell] ?? 0).addingReportingOverflow(change)
        guard !isOver else { return nil }
        moved[cell] = sum
      }
    }
    self.changes = changes.filter { $0.value != 0 }
    self.moved = moved.filter { $0.value != 0 }
    guard self.moved.keys.allSatisfy(withheld.contains) else { return nil }
  }
}
