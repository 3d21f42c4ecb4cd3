// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// Gathers the cells of the tables that levels of hierarchies span, for the engine's linked audit.
struct LinkedCells {
  /// The cells for the engine.
  let tables: LinkedTables
  /// Where each cell stands: the part and the key, every place.
  let places: [[(part: Int, key: CellKey)]]

  /// Gathers the cells; nothing when there are too many.
  init?(_ evidence: TableEvidence, _ layout: TableLayout) {
    guard let base = evidence.parts.first?.table else { return nil }
    let inner = base.cells.filter { !$0.key.isTotal && $0.records > 0 }
    let total = evidence.parts.reduce(0) { $0 + $1.table.cells.count }
    guard inner.count <= LinkedTables.atomsMax, total <= LinkedTables.cellsMax * 4 else {
      return nil
    }
    var byAtoms: [[Int]: Int] = [:]
    var places: [[(part: Int, key: CellKey)]] = []
    var cells: [(atoms: [Int], evidence: CellEvidence)] = []
    for (index, part) in evidence.parts.enumerated() {
      for cell in part.table.cells where cell.records > 0 {
        let atoms = inner.indices.filter { atom in
          Self.holds(cell.key, part.levels, inner[atom].key, layout)
        }
        if let known = byAtoms[atoms] {
          places[known].append((index, cell.key))
        } else {
          byAtoms[atoms] = cells.count
          places.append([(index, cell.key)])
          cells.append((atoms, cell))
        }
      }
    }
    guard let figures = Self.figures(base.tabulation, cells.map(\.evidence)),
      let tables = LinkedTables(
        cells: cells.map { .init(atoms: $0.atoms, contributors: $0.evidence.contributors) },
        atomCount: inner.count, figures: figures)
    else { return nil }
    self.tables = tables
    self.places = places
  }

  /// Whether a finest cell lies in a cell.
  private static func holds(
    _ key: CellKey, _ levels: [Int], _ atom: CellKey, _ layout: TableLayout
  ) -> Bool {
    layout.axes.indices.allSatisfy { axis in
      let wanted = key.coordinates[axis]
      if wanted == .total { return true }
      let value = atom.coordinates[axis]
      guard levels[axis] > 0, let hierarchy = layout.axes[axis].hierarchy else {
        return wanted == value
      }
      guard case .label(let text) = value, let groups = hierarchy.groups[text] else {
        return wanted == .missing
      }
      return wanted == .label(groups[hierarchy.telling[levels[axis] - 1]])
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
      if sums.allSatisfy({ $0 > 0 }) { figures.append(sums) }
    }
    return figures
  }
}
