// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// Gathers the cells of a table with its totals, and of the tables that levels of hierarchies
/// span, with the sums that hold among them.
struct LinkedCells {
  /// Where a cell stands.
  typealias Place = (part: Int, key: CellKey)

  /// The cells for the engine.
  let tables: LinkedTables
  /// Where each cell stands: the part and the key, every place.
  let places: [[Place]]
  /// Cells that rules withhold.
  let primary: Set<Int>

  /// Gathers the cells; nothing when there are too many.
  ///
  /// Finest cells without records are known to be empty, except those that are withheld.
  init?(_ evidence: TableEvidence, _ layout: TableLayout, unsafe: [Set<CellKey>]) {
    let total = evidence.parts.reduce(0) { $0 + $1.table.cells.count }
    guard let base = evidence.parts.first?.table, total <= LinkedTables.cellsMax * 4,
      let grid = LinkedGrid(evidence, layout)
    else { return nil }
    let inner = base.cells.indices.filter { index in
      let cell = base.cells[index]
      return !cell.key.isTotal && (cell.records > 0 || unsafe[0].contains(cell.key))
    }
    guard inner.count <= LinkedTables.atomsMax else { return nil }
    var byAtoms: [[Int]: Int] = [:]
    var places: [[Place]] = []
    var cells: [(atoms: [Int], evidence: CellEvidence)] = []
    var indexOf: [[Int]] = []
    var primary: Set<Int> = []
    for (part, evidence) in evidence.parts.enumerated() {
      var atoms = Array(repeating: [Int](), count: evidence.table.cells.count)
      for (atom, place) in inner.enumerated() {
        for cell in grid.cells(holding: place, part: part) { atoms[cell].append(atom) }
      }
      var own = Array(repeating: -1, count: atoms.count)
      for (index, atoms) in atoms.enumerated() where !atoms.isEmpty {
        let cell = evidence.table.cells[index]
        let known = byAtoms[atoms] ?? cells.count
        if known == cells.count {
          byAtoms[atoms] = known
          places.append([])
          cells.append((atoms, cell))
        }
        places[known].append((part, cell.key))
        own[index] = known
        if unsafe[part].contains(cell.key) { primary.insert(known) }
      }
      indexOf.append(own)
    }
    guard let figures = Self.figures(base.tabulation, cells.map(\.evidence)),
      let tables = LinkedTables(
        cells: cells.map { .init(atoms: $0.atoms, contributors: $0.evidence.contributors) },
        atomCount: inner.count, figures: figures, relations: Self.relations(grid, indexOf))
    else { return nil }
    self.tables = tables
    self.places = places
    self.primary = primary
  }

  /// The sums of totals, and of levels over the level below.
  private static func relations(
    _ grid: LinkedGrid, _ indexOf: [[Int]]
  ) -> [LinkedTables.Relation] {
    var found: Set<LinkedTables.Relation> = []
    func add(_ whole: Int, _ parts: [Int]) {
      let parts = parts.filter { $0 >= 0 }
      if whole >= 0, parts != [whole], !parts.isEmpty {
        found.insert(LinkedTables.Relation(whole: whole, parts: parts))
      }
    }
    for (part, index) in zip(grid.parts, indexOf) where part.table.tabulation.margins {
      for axis in part.table.shape.axes.indices {
        for line in part.table.shape.lines(along: axis) {
          add(line.last.map { index[$0] } ?? -1, line.dropLast().map { index[$0] })
        }
      }
    }
    for step in grid.steps {
      let (from, to) = (grid.parts[step.from].table.shape, grid.parts[step.to].table.shape)
      var parts = Array(repeating: [Int](), count: to.count)
      for cell in 0..<from.count {
        let place = from.position(of: cell, in: step.axis)
        guard place < step.map.count, step.map[place] >= 0 else { continue }
        var whole = 0
        for axis in to.axes.indices {
          let position = axis == step.axis ? step.map[place] : from.position(of: cell, in: axis)
          whole = to.cell(whole, moved: axis, to: position)
        }
        parts[whole].append(indexOf[step.from][cell])
      }
      for (whole, parts) in parts.enumerated() { add(indexOf[step.to][whole], parts) }
    }
    return found.sorted {
      $0.whole == $1.whole ? $0.parts.lexicographicallyPrecedes($1.parts) : $0.whole < $1.whole
    }
  }

  /// Records, and of each measured column records and sums where nothing is negative.
  private static func figures(_ tabulation: Tabulation, _ cells: [CellEvidence]) -> [[Int]]? {
    var figures = [cells.map(\.records)]
    for (index, column) in tabulation.measuredColumns.enumerated() {
      guard tabulation.isMagnitude(column),
        cells.allSatisfy({ $0.columns[index].negatives == 0 })
      else {
        figures.append(cells.map { $0.columns[index].records })
        continue
      }
      var sums: [Int] = []
      for cell in cells {
        guard let sum = Int(exactly: cell.columns[index].sum.units) else { return nil }
        sums.append(sum)
      }
      // A withheld cell whose values are all zero is what the zero rule decides about.
      if zip(sums, cells).allSatisfy({ $0 > 0 || $1.records == 0 }) { figures.append(sums) }
    }
    return figures
  }
}
