// SPDX-License-Identifier: Apache-2.0

/// A cube of the disclosure memory, with what is needed to relate it to others.
package struct RememberedTable: Hashable, Sendable {
  /// What was, or would be, published.
  package let cube: ReleasedCube
  /// Which of the source's records it counts.
  package let filters: [Filter]
  /// Names the records before the filters: equal names, equal records. Another version, another
  /// selection of rows and another output have other names.
  package let source: String
  /// How the values of a column were coarsened before, by the column's name in small letters;
  /// columns of one name and unequal masks are two columns.
  package let masks: [String: String]
  /// Who stands behind each cell, by the platform's own count; nil when it was not kept. The set
  /// of contributors decides what two tables give away together, not the measures they publish.
  package let people: [CellPeople]?
  /// The release it is of, by which a checker finds it.
  package let release: String?

  /// Remembers a cube; numbers of people that do not fit its cells are left out.
  package init(
    cube: ReleasedCube, filters: [Filter] = [], source: String, masks: [String: String] = [:],
    people: [CellPeople]? = nil, release: String? = nil
  ) {
    self.cube = cube
    self.filters = filters
    self.source = source
    self.masks = masks
    self.people = people.flatMap { $0.count == cube.cells.count ? $0 : nil }
    self.release = release
  }

  /// Whether both publish the same of the same records.
  func isSame(as other: RememberedTable) -> Bool {
    cube == other.cube && filters == other.filters && source == other.source
      && masks == other.masks
  }

  /// The dimensions as columns of the source, in the cube's order.
  var columns: [MaskedColumn] { cube.dimensions.map(column) }

  /// The filters with the columns they test.
  var tests: [(column: MaskedColumn, comparison: Filter.Comparison)] {
    filters.map { (column($0.column.text), $0.comparison) }
  }

  /// The units in which the people of a published cell are known here.
  var units: [CellPeople.Unit] {
    CellPeople.Unit.allCases.filter { people != nil || measure(of: $0) != nil }
  }

  /// Where a number of people stands among the measures.
  func measure(of unit: CellPeople.Unit) -> Int? {
    switch unit {
    case .records: cube.measures.firstIndex { $0.function == "count" && $0.column == nil }
    case .contributors: cube.measures.firstIndex { $0.function == "contributors" }
    }
  }

  /// The people of a published cell; nil when it is withheld or their number is not known.
  func people(_ cell: Int, in unit: CellPeople.Unit) -> Int? {
    guard case .published(let values) = cube.cells[cell] else { return nil }
    // Rounded numbers are what others subtract, but sums and means beside them are exact.
    let isRounded = cube.rounding != .none && !cube.measures.contains(where: \.isMagnitude)
    if let people, !isRounded { return people[cell].number(unit) }
    return measure(of: unit).flatMap { Int(values[$0]) } ?? people?[cell].number(unit)
  }

  private func column(_ name: String) -> MaskedColumn {
    let folded = name.lowercased()
    return MaskedColumn(name: folded, mask: masks[folded] ?? "")
  }
}

/// A column together with how it was coarsened.
struct MaskedColumn: Hashable, Comparable {
  let name: String
  let mask: String

  static func < (left: MaskedColumn, right: MaskedColumn) -> Bool {
    (left.name, left.mask) < (right.name, right.mask)
  }
}

extension MeasureDeclaration {
  /// Whether it is made of values, not of numbers of people.
  var isMagnitude: Bool { function == "sum" || function == "mean" }
}
