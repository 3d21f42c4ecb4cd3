// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// Linear programmes whose solutions are changes of cells that leave every other cell as it is.
///
/// A cell rises by its variable `p` and falls by its variable `n`; a cell that is the sum of
/// others changes by what they do. Targets that cannot be met cost instead of making the programme
/// impossible, so that each has a solution.
struct LinkedProgramme {
  /// A cell and by how much it is to change, its sign included.
  typealias Target = (cell: Int, change: Int)

  let tables: LinkedTables
  /// The cells that may change, in order.
  let open: [Int]
  /// For each sum the cells that may change in it, itself last where it may.
  let rows: [(whole: Int, parts: [Int], isOpen: Bool)]
  private let rowsText: String
  private let boundsText: String

  /// Takes the cells that may change and how far each finest cell may fall.
  init(_ tables: LinkedTables, open: [Int], room: [Int]) {
    self.tables = tables
    self.open = open
    var isOpen = Array(repeating: false, count: tables.cells.count)
    for cell in open { isOpen[cell] = true }
    var rows: [(whole: Int, parts: [Int], isOpen: Bool)] = []
    for cell in tables.cells.indices where !tables.parts[cell].isEmpty {
      let parts = tables.parts[cell].filter { isOpen[$0] }
      if isOpen[cell] || !parts.isEmpty { rows.append((cell, parts, isOpen[cell])) }
    }
    self.rows = rows
    var text = ""
    for row in rows {
      text += " r\(row.whole):\n"
      for part in row.parts { text += " + p\(part) - n\(part)\n" }
      if row.isOpen { text += " - p\(row.whole) + n\(row.whole)\n" }
      text += " = 0\n"
    }
    rowsText = text
    var bounds = ""
    for cell in open where tables.parts[cell].isEmpty {
      bounds += " 0 <= n\(cell) <= \(room[tables.cells[cell].atoms[0]])\n"
    }
    boundsText = bounds
  }

  /// The least change that meets targets: a cell's change costs its weight, and what is wanting to
  /// a target the penalty.
  func text(
    _ targets: [Target], penalty: Int, isWhole: Bool = false, weight: (Int) -> Double
  ) -> String {
    var text = "Minimize\n obj:\n"
    for cell in open {
      let cost = max(1, (weight(cell) * 1_000).rounded()) / 1_000
      text += " + \(cost) p\(cell) + \(cost) n\(cell)\n"
    }
    for target in targets { text += " + \(penalty) e\(target.cell)\n" }
    text += "Subject To\n" + rowsText
    for (cell, change) in targets {
      text +=
        change > 0
        ? " t\(cell): p\(cell) - n\(cell) + e\(cell) >= \(change)\n"
        : " t\(cell): p\(cell) - n\(cell) - e\(cell) <= \(change)\n"
    }
    text += "Bounds\n" + boundsText
    if isWhole {
      text += "Integers\n"
      for cell in open where tables.parts[cell].isEmpty { text += " p\(cell) n\(cell)\n" }
    }
    return text + "End\n"
  }

  /// Splits changes of finest cells into those that do not depend on each other.
  func components(_ changes: [Int: Double]) -> [[Int: Double]] {
    var leader = Dictionary(uniqueKeysWithValues: changes.keys.map { ($0, $0) })
    func find(_ cell: Int) -> Int {
      var cell = cell
      while let next = leader[cell], next != cell { cell = next }
      return cell
    }
    for row in rows {
      var cells = row.parts.filter { changes[$0] != nil }
      if row.isOpen, changes[row.whole] != nil { cells.append(row.whole) }
      guard let first = cells.first else { continue }
      let root = find(first)
      for cell in cells.dropFirst() { leader[find(cell)] = root }
      for cell in cells { leader[cell] = root }
    }
    var found: [Int: [Int: Double]] = [:]
    for (cell, change) in changes where tables.parts[cell].isEmpty {
      found[find(cell), default: [:]][tables.cells[cell].atoms[0]] = change
    }
    return found.sorted { $0.key < $1.key }.map(\.value)
  }
}
