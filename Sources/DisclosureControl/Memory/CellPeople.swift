// SPDX-License-Identifier: Apache-2.0

/// Who stands behind a cell, whatever is published of it: never published itself.
package struct CellPeople: Hashable, Sendable {
  /// Records in the cell.
  package let records: Int
  /// Distinct contributors of the cell.
  package let contributors: Int

  /// Makes the numbers of a cell.
  package init(records: Int, contributors: Int) {
    self.records = records
    self.contributors = contributors
  }

  /// What a difference is counted in.
  enum Unit: Hashable, CaseIterable {
    case records
    case contributors
  }

  /// The number in one unit.
  func number(_ unit: Unit) -> Int {
    switch unit {
    case .records: records
    case .contributors: contributors
    }
  }
}

extension EvidenceTable {
  /// Who stands behind each cell of a cube made of this table, in the cube's order.
  package func people(of cube: ReleasedCube) -> [CellPeople] {
    cube.cells.indices.map { cell in
      let evidence = cube.cells[cell].isWithheld ? nil : self[cube.shape.key(of: cell)]
      return CellPeople(
        records: evidence?.records ?? 0, contributors: evidence?.contributors ?? 0)
    }
  }
}
