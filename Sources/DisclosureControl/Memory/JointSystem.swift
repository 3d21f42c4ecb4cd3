// SPDX-License-Identifier: Apache-2.0

/// What is published of a joint domain, as equations over its groups.
struct JointSystem {
  /// A published cell: the groups in it that may hold somebody, and how many people they hold.
  struct Cell: Hashable {
    let table: Int
    let atoms: [Int]
    let value: Int
  }

  /// The published cells.
  let cells: [Cell]
  /// The withheld cells.
  let withheld: [[Int]]
  /// Which groups may hold somebody.
  let isPossible: [Bool]

  /// Gathers what tables publish; nothing when a number is not one of people.
  init?(_ tables: [RememberedTable], _ domain: JointDomain, in unit: CellPeople.Unit) {
    var isPossible = (0..<domain.count).map(domain.isAllowed)
    var published: [Cell] = []
    var hidden: [[Int]] = []
    for (index, table) in tables.enumerated() {
      let population = domain.population(of: table)
      for atom in domain.unlisted(by: table, in: population) { isPossible[atom] = false }
      for cell in table.cube.cells.indices {
        let atoms = domain.atoms(table.cube.shape.key(of: cell), of: table, in: population)
        if table.cube.cells[cell].isWithheld {
          hidden.append(atoms)
        } else {
          guard let value = table.people(cell, in: unit), value >= 0 else { return nil }
          if value == 0 { for atom in atoms { isPossible[atom] = false } }
          published.append(Cell(table: index, atoms: atoms, value: value))
        }
      }
    }
    self.isPossible = isPossible
    cells = published.map { cell in
      Cell(table: cell.table, atoms: cell.atoms.filter { isPossible[$0] }, value: cell.value)
    }
    withheld = hidden.map { $0.filter { isPossible[$0] } }
  }

  /// The groups of a list that may hold somebody.
  func possible(_ atoms: [Int]) -> [Int] { atoms.filter { isPossible[$0] } }

  /// Whether some published cell with people in it lies within a list of groups.
  func holdsPublished(_ atoms: [Int]) -> Bool {
    let whole = Set(atoms)
    return cells.contains { $0.value > 0 && whole.isSuperset(of: $0.atoms) }
  }

  /// What is left of a cell of one table when a cell of another that lies in it is taken away.
  var differences: [(atoms: [Int], value: Int)] {
    let sets = cells.map { Set($0.atoms) }
    return cells.indices.flatMap { whole in
      cells.indices.compactMap { part in
        guard cells[part].table != cells[whole].table, sets[part].count < sets[whole].count,
          sets[part].isSubset(of: sets[whole])
        else { return nil }
        return (
          Array(sets[whole].subtracting(sets[part])), cells[whole].value - cells[part].value
        )
      }
    }
  }
}
