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

  /// Remembers a cube.
  package init(
    cube: ReleasedCube, filters: [Filter] = [], source: String, masks: [String: String] = [:]
  ) {
    self.cube = cube
    self.filters = filters
    self.source = source
    self.masks = masks
  }

  /// The dimensions as columns of the source, in the cube's order.
  var columns: [MaskedColumn] { cube.dimensions.map(column) }

  /// The filters with the columns they test.
  var tests: [(column: MaskedColumn, comparison: Filter.Comparison)] {
    filters.map { (column($0.column.text), $0.comparison) }
  }

  /// Where the number of records, or else of contributors, stands among the measures.
  var peopleMeasure: Int? {
    cube.measures.firstIndex { $0.function == "count" && $0.column == nil }
      ?? cube.measures.firstIndex { $0.function == "contributors" }
  }

  /// The published number of people of a cell; nil when it is withheld or no number is published.
  func people(_ cell: Int) -> Int? {
    guard let measure = peopleMeasure, case .published(let values) = cube.cells[cell] else {
      return nil
    }
    return Int(values[measure])
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
