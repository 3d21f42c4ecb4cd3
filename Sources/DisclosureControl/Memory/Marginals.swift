// SPDX-License-Identifier: Apache-2.0

/// What a table tells of the groups that another table speaks of too.
struct Marginals {
  /// Most shared columns of which every combination of totals is compared.
  static let totalledMax = 5

  /// What is known of one group.
  struct Entry {
    /// How many cells of it are withheld.
    var withheld = 0
    /// The people of its published cells.
    var published = 0
    /// Its people, when they are published as one number.
    var direct: Int?
    /// Whether the table publishes the group itself.
    var isDirect = false
    /// What it publishes of the group itself, by measure.
    var values: [MeasureDeclaration: String] = [:]
    /// Who stands behind it, when it is out itself and that was kept.
    var behind: CellPeople?

    /// Whether nothing of it is withheld.
    var isKnown: Bool { isDirect || withheld == 0 }
    /// Its people, when all of it is known.
    var people: Int { direct ?? published }
  }

  /// By a coordinate for each shared column; a group that is not here holds nobody.
  private(set) var entries: [CellKey: Entry] = [:]
  /// What people are counted in; nil where their numbers are not known.
  private let unit: CellPeople.Unit?

  /// Sums a table over the columns that are not shared, counting only what passes the tests.
  init(
    _ table: RememberedTable, over shared: [MaskedColumn],
    passing tests: [FilterRelation.Test], in unit: CellPeople.Unit?
  ) {
    self.unit = unit
    let places = shared.compactMap { table.columns.firstIndex(of: $0) }
    let tested = tests.compactMap { test in
      table.columns.firstIndex(of: test.column).map { ($0, test.comparison) }
    }
    let others = Set(table.columns.indices).subtracting(places)
    for cell in table.cube.cells.indices {
      let coordinates = table.cube.shape.key(of: cell).coordinates
      let passes = tested.allSatisfy { place, comparison in
        ValueClass.value(coordinates[place]).passes(comparison) == true
      }
      guard passes else { continue }
      let kept = places.map { coordinates[$0] }
      if !coordinates.contains(.total) {
        for key in Self.totalled(kept) { add(table, cell, to: key) }
      }
      if others.allSatisfy({ coordinates[$0] == .total }) { publish(table, cell, as: kept) }
    }
  }

  private mutating func add(_ table: RememberedTable, _ cell: Int, to key: CellKey) {
    if table.cube.cells[cell].isWithheld {
      entries[key, default: Entry()].withheld += 1
    } else {
      entries[key, default: Entry()].published += number(table, cell) ?? 0
    }
  }

  private mutating func publish(_ table: RememberedTable, _ cell: Int, as key: [Coordinate]) {
    guard case .published(let values) = table.cube.cells[cell] else { return }
    var entry = entries[CellKey(key)] ?? Entry()
    entry.isDirect = true
    entry.direct = number(table, cell)
    entry.behind = table.people?[cell]
    entry.values = Dictionary(
      zip(table.cube.measures, values), uniquingKeysWith: { first, _ in first })
    entries[CellKey(key)] = entry
  }

  private func number(_ table: RememberedTable, _ cell: Int) -> Int? {
    unit.flatMap { table.people(cell, in: $0) }
  }

  /// The key itself and every key with some of its coordinates totalled.
  private static func totalled(_ coordinates: [Coordinate]) -> [CellKey] {
    var keys = [coordinates]
    if coordinates.count <= totalledMax {
      for place in coordinates.indices {
        keys += keys.map { key in
          var key = key
          key[place] = .total
          return key
        }
      }
    }
    return keys.map(CellKey.init)
  }
}
