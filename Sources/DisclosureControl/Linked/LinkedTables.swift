// SPDX-License-Identifier: Apache-2.0

/// Cells of linked tables, each as a set of finest cells, with what an intruder may hold.
///
/// Cells of different tables that hold the same finest cells are one cell.
package struct LinkedTables: Sendable {
  /// Most finest cells that are examined exactly.
  package static let atomsMax = 400
  /// Most cells that are examined exactly.
  package static let cellsMax = 1_500

  /// One cell.
  package struct Cell: Hashable, Sendable {
    /// The finest cells in it, in order.
    package let atoms: [Int]
    /// The distinct people in it.
    package let contributors: Int

    /// Makes a cell.
    package init(atoms: [Int], contributors: Int) {
      self.atoms = atoms
      self.contributors = contributors
    }
  }

  /// The cells.
  package let cells: [Cell]
  /// How many finest cells there are.
  package let atomCount: Int
  /// Additive figures that are published, none negative: one value per cell each.
  package let figures: [[Int]]

  /// Gathers cells; nothing beyond the bounds or when the sizes differ.
  package init?(cells: [Cell], atomCount: Int, figures: [[Int]]) {
    guard atomCount <= Self.atomsMax, cells.count <= Self.cellsMax,
      figures.allSatisfy({ $0.count == cells.count && $0.allSatisfy { $0 >= 0 } })
    else { return nil }
    self.cells = cells
    self.atomCount = atomCount
    self.figures = figures
  }
}
