// SPDX-License-Identifier: Apache-2.0
import Core
import DisclosureControl

/// What would leave, as the rows of a table: the first of a file, the cells of a cube.
struct ReviewContent {
  /// The most rows that a page shows; the content as a file has them all.
  static let rowsMax = 200

  /// One row.
  struct Row {
    /// Its cells; nil where a value is withheld.
    let cells: [String?]
    /// Why it is marked; nil for a row without objections.
    let mark: Mark?
  }

  /// Why a cell of a cube is marked.
  enum Mark {
    /// By a rule.
    case byRule
    /// So that those withheld by a rule do not follow from it.
    case toProtect
  }

  /// The names of the columns.
  let names: [String]
  /// The names of a cube's measures, which are the last of the columns.
  let measures: [String]
  /// The rows shown, marked ones first.
  let rows: [Row]
  /// How many there are.
  let total: Int

  /// The cells of a cube, those withheld first.
  init(_ cube: ReleasedCube, evidence: JSON) {
    let byRule = Self.keys(evidence["withheldByRule"])
    let toProtect = Self.keys(evidence["withheldToProtect"])
    measures = cube.measures.map {
      [$0.function, $0.column].compactMap { $0 }.joined(separator: " ")
    }
    names = cube.dimensions + measures
    total = cube.cells.count
    let order =
      cube.cells.indices.filter { cube.cells[$0].isWithheld }
      + cube.cells.indices.filter { !cube.cells[$0].isWithheld }
    rows = order.prefix(Self.rowsMax).map { index in
      let labels = cube.shape.key(of: index).coordinates.map(Self.label)
      let mark: Mark? =
        byRule.contains(labels) ? .byRule : toProtect.contains(labels) ? .toProtect : nil
      switch cube.cells[index] {
      case .withheld:
        return Row(cells: labels + cube.measures.map { _ in nil }, mark: mark ?? .toProtect)
      case .published(let values): return Row(cells: labels + values, mark: mark)
      }
    }
  }

  /// The first rows of a canonical file.
  init(_ table: CanonicalTable) {
    names = table.names
    measures = []
    total = table.total
    rows = table.rows.map { Row(cells: $0, mark: nil) }
  }

  /// A coordinate in the words of a page: `—` for missing, `∑` for a total.
  static func label(_ coordinate: Coordinate) -> String {
    switch coordinate {
    case .label(let text): text
    case .missing: "—"
    case .total: "∑"
    }
  }

  /// A coordinate as evidence writes it.
  static func label(_ written: JSON) -> String {
    switch written {
    case .string(let text): text
    case .null: "—"
    case .bool, .int, .array, .object: "∑"
    }
  }

  private static func keys(_ cells: JSON?) -> Set<[String]> {
    Set((cells?.array ?? []).map { ($0.array ?? []).map(label) })
  }
}
