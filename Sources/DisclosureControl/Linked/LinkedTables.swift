// SPDX-License-Identifier: Apache-2.0

/// Cells of linked tables, each as a set of finest cells, with what an intruder may hold.
///
/// Cells of different tables that hold the same finest cells are one cell.
package struct LinkedTables: Sendable {
  /// Most finest cells that are taken.
  package static let atomsMax = 20_000
  /// Most cells that are taken.
  package static let cellsMax = 60_000
  /// Most finest cells that ``LinkedAudit`` examines by exact fractions.
  package static let exactAtomsMax = 400
  /// Most cells that ``LinkedAudit`` examines by exact fractions.
  package static let exactCellsMax = 1_500

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

  /// A cell that is the sum of others, which share nothing.
  package struct Relation: Hashable, Sendable {
    /// The cell by position.
    package let whole: Int
    /// The cells that it is made of.
    package let parts: [Int]

    /// Makes a relation.
    package init(whole: Int, parts: [Int]) {
      self.whole = whole
      self.parts = parts
    }
  }

  /// The cells.
  package let cells: [Cell]
  /// How many finest cells there are.
  package let atomCount: Int
  /// Additive figures that are published, none negative: one value per cell each. The first is
  /// the number of records.
  package let figures: [[Int]]
  /// Sums that hold among the cells: those of every total and every level.
  package let relations: [Relation]
  /// The cell that holds one finest cell alone, by finest cell.
  package let single: [Int]
  /// The cells that hold a finest cell, by finest cell.
  package let cellsOf: [[Int]]
  /// For each cell what it is made of: the fewest cells, or the finest ones. Cells of which the
  /// parts are cells as well, so every cell comes down to finest ones.
  package let parts: [[Int]]

  /// Gathers cells; nothing beyond the bounds, when the sizes differ, or when a finest cell is no
  /// cell of its own.
  package init?(
    cells: [Cell], atomCount: Int, figures: [[Int]], relations: [Relation] = []
  ) {
    guard atomCount <= Self.atomsMax, cells.count <= Self.cellsMax,
      figures.allSatisfy({ $0.count == cells.count && $0.allSatisfy { $0 >= 0 } })
    else { return nil }
    var single = Array(repeating: -1, count: atomCount)
    var cellsOf = Array(repeating: [Int](), count: atomCount)
    for (index, cell) in cells.enumerated() {
      for atom in cell.atoms { cellsOf[atom].append(index) }
      if cell.atoms.count == 1 { single[cell.atoms[0]] = index }
    }
    guard !single.contains(-1) else { return nil }
    var parts = cells.map { cell in cell.atoms.count == 1 ? [] : cell.atoms.map { single[$0] } }
    for relation in relations where relation.parts.count < parts[relation.whole].count {
      parts[relation.whole] = relation.parts
    }
    self.cells = cells
    self.atomCount = atomCount
    self.figures = figures
    self.relations = relations
    self.single = single
    self.cellsOf = cellsOf
    self.parts = parts
  }

  /// Whether ``LinkedAudit`` can examine them by exact fractions.
  package var isSmall: Bool {
    atomCount <= Self.exactAtomsMax && cells.count <= Self.exactCellsMax
  }

  /// How far every figure of a finest cell can fall together, in units of the smallest figure.
  package func room(_ atom: Int) -> Int { figures.map { $0[single[atom]] }.min() ?? 0 }

  /// What withholding a cell costs: its people and one.
  package func cost(_ cell: Int) -> Int { cells[cell].contributors + 1 }

  /// Published cells of which the withheld finest cells together rest on too few people.
  ///
  /// A finest cell with one contributor does not count: that contributor knows it.
  package func thinCells(_ withheld: Set<Int>, threshold: Int) -> [Int] {
    var people: [Int: Int] = [:]
    var alone: Set<Int> = []
    for cell in withheld where cells[cell].atoms.count == 1 {
      for other in cellsOf[cells[cell].atoms[0]] where other != cell {
        people[other, default: 0] += cells[cell].contributors
        if cells[cell].contributors == 1 { alone.insert(other) }
      }
    }
    return people.keys.filter { cell in
      !withheld.contains(cell)
        && (people[cell] ?? 0) < threshold + (alone.contains(cell) ? 1 : 0)
    }.sorted()
  }

  /// How many people are wanting behind what is withheld of a published cell.
  package func wanting(_ cell: Int, _ withheld: Set<Int>, threshold: Int) -> Int {
    let hidden = cells[cell].atoms.map { single[$0] }.filter(withheld.contains)
    guard !hidden.isEmpty, !withheld.contains(cell) else { return 0 }
    let isAlone = hidden.contains { cells[$0].contributors == 1 }
    return max(
      0, threshold + (isAlone ? 1 : 0) - hidden.reduce(0) { $0 + cells[$1].contributors })
  }
}
