// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// What was out after a day, and who was behind each finest cell of it.
struct TrialDay {
  /// Whether a cell is out, by its key.
  let shown: [CellKey: Bool]
  /// For each finest cell the people behind its numbers and their taxes.
  let behind: [CellKey: [Int: Int]]

  /// The city as it is: every cell is out.
  init(plain people: [Int: TrialCity.Person]) {
    behind = Self.cells(people)
    var shown: [CellKey: Bool] = [:]
    for cell in behind.keys {
      for group in Self.groups(above: cell) { shown[group] = true }
    }
    self.shown = shown
  }

  /// A released cube: a cell's people are those of the day on which it was last renewed.
  init(
    _ cube: ReleasedCube, ages: [Int], days: [[CellKey: [Int: Int]]]
  ) {
    var shown: [CellKey: Bool] = [:]
    var behind: [CellKey: [Int: Int]] = [:]
    for index in cube.cells.indices {
      let key = cube.shape.key(of: index)
      shown[key] = !cube.cells[index].isWithheld
      guard !key.isTotal else { continue }
      let day = days.count - 1 - (ages.indices.contains(index) ? ages[index] : 0)
      behind[key] = days.indices.contains(day) ? days[day][key] ?? [:] : [:]
    }
    self.shown = shown
    self.behind = behind
  }

  /// The people of each finest cell.
  static func cells(_ people: [Int: TrialCity.Person]) -> [CellKey: [Int: Int]] {
    var cells: [CellKey: [Int: Int]] = [:]
    for (id, person) in people {
      let key = CellKey([.label("c\(person.county)"), .label(person.sex == 0 ? "F" : "M")])
      cells[key, default: [:]][id] = person.tax
    }
    return cells
  }

  /// A finest cell and every group with totals that holds it.
  static func groups(above cell: CellKey) -> [CellKey] {
    (0..<(1 << cell.coordinates.count)).map { mask in
      CellKey(cell.coordinates.enumerated().map { mask & (1 << $0) == 0 ? $1 : .total })
    }
  }

  /// The finest cells of a group.
  func cells(of group: CellKey) -> [CellKey] {
    behind.keys.filter { cell in
      zip(group.coordinates, cell.coordinates).allSatisfy { $0 == .total || $0 == $1 }
    }.sorted()
  }

  /// Records and taxes of a group by the people behind it.
  func figures(of group: CellKey) -> (count: Int, sum: Int) {
    cells(of: group).reduce((0, 0)) { sum, cell in
      let people = behind[cell] ?? [:]
      return (sum.0 + people.count, sum.1 + people.values.reduce(0, +))
    }
  }
}
