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
    let shape = table.cube.shape
    let passing = tests.compactMap { test in
      table.columns.firstIndex(of: test.column).map { place in
        (place, shape.axes[place].map { ValueClass.value($0).passes(test.comparison) == true })
      }
    }
    let others = table.columns.indices.filter { !places.contains($0) }
    let isTotal = shape.axes.map { axis in axis.map { $0 == .total } }
    func totals(_ cell: Int, _ axis: Int) -> Bool {
      isTotal[axis][shape.position(of: cell, in: axis)]
    }
    // Cells are many and groups few: totals are made of the groups.
    var groups = [Group](
      repeating: Group(), count: places.reduce(1) { $0 * shape.axes[$1].count })
    for cell in table.cube.cells.indices {
      guard passing.allSatisfy({ $1[shape.position(of: cell, in: $0)] }) else { continue }
      if !shape.axes.indices.contains(where: { totals(cell, $0) }) {
        let group = places.reduce(0) {
          $0 * shape.axes[$1].count + shape.position(of: cell, in: $1)
        }
        let isWithheld = table.cube.cells[cell].isWithheld
        groups[group].add(isWithheld ? nil : number(table, cell) ?? 0)
      }
      if others.allSatisfy({ totals(cell, $0) }) {
        publish(table, cell, as: places.map { shape.axes[$0][shape.position(of: cell, in: $0)] })
      }
    }
    for (place, group) in groups.enumerated() where group.hasCells {
      var (rest, key) = (place, [Coordinate]())
      for axis in places.reversed() {
        key.append(shape.axes[axis][rest % shape.axes[axis].count])
        rest /= shape.axes[axis].count
      }
      for key in Self.totalled(key.reversed()) {
        entries[key, default: Entry()].withheld += group.withheld
        entries[key, default: Entry()].published += group.published
      }
    }
  }

  /// The finest cells of one group.
  private struct Group {
    var hasCells = false
    var withheld = 0
    var published = 0

    /// Adds a cell with its people, or a withheld one.
    mutating func add(_ people: Int?) {
      hasCells = true
      if let people { published += people } else { withheld += 1 }
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
