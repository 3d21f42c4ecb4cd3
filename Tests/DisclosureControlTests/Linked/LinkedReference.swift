// SPDX-License-Identifier: Apache-2.0

import DisclosureControl

/// Small linked tables, and every population of whole people that fits what is published.
struct LinkedReference {
  let tables: LinkedTables
  let values: [Int]
  let withheld: Set<Int>

  /// Random groups of a few finest cells, all of them and each of them; some are withheld.
  init?(_ seed: UInt64, atoms: Int, groups: Int, most: Int, withheldPercent: Int) {
    var random = SeededGenerator(seed: seed)
    let counts = (0..<atoms).map { _ in Int.random(in: 0...most, using: &random) }
    var sets = Set((0..<atoms).map { [$0] })
    sets.insert(Array(0..<atoms))
    for _ in 0..<groups {
      sets.insert((0..<atoms).filter { _ in Bool.random(using: &random) })
    }
    sets.remove([])
    let ordered = sets.sorted { ($0.count, $0.description) < ($1.count, $1.description) }
    let values = ordered.map { set in set.reduce(0) { $0 + counts[$1] } }
    guard
      let tables = LinkedTables(
        cells: zip(ordered, values).map { LinkedTables.Cell(atoms: $0, contributors: $1) },
        atomCount: atoms, figures: [values])
    else { return nil }
    self.tables = tables
    self.values = values
    // All people together are known, so that everything has a bound.
    withheld = Set(
      ordered.indices.filter { index in
        ordered[index].count < atoms && Int.random(in: 0..<100, using: &random) < withheldPercent
      })
  }

  init(_ tables: LinkedTables, values: [Int], withheld: Set<Int>) {
    self.tables = tables
    self.values = values
    self.withheld = withheld
  }

  /// The values that each withheld cell has in some population.
  func possible() -> [Int: Set<Int>] {
    var found = Dictionary(uniqueKeysWithValues: withheld.map { ($0, Set<Int>()) })
    let published = tables.cells.indices.filter { !withheld.contains($0) }
    var population = Array(repeating: 0, count: tables.atomCount)
    func visit(_ atom: Int) {
      // Published sums that are exceeded already are past help.
      for index in published {
        let sum = tables.cells[index].atoms.reduce(0) { $1 < atom ? $0 + population[$1] : $0 }
        let isWhole = tables.cells[index].atoms.allSatisfy { $0 < atom }
        if sum > values[index] || (isWhole && sum != values[index]) { return }
      }
      guard atom < tables.atomCount else {
        for index in withheld {
          found[index, default: []].insert(
            tables.cells[index].atoms.reduce(0) { $0 + population[$1] })
        }
        return
      }
      for value in 0...(values.max() ?? 0) {
        population[atom] = value
        visit(atom + 1)
      }
      population[atom] = 0
    }
    visit(0)
    return found
  }
}
