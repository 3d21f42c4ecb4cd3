// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// A table of two dimensions with totals, of which cells must be withheld.
struct FlatTable {
  let shape: CubeShape
  /// Cells a rule withholds.
  let primary: Set<Int>
  /// Distinct people in each cell.
  let people: [Int]
  /// What withholding a cell costs: its people and one, a total much more.
  let cost: [Int]
  /// Cells that may be withheld to protect others: those that hold somebody and no zero sum.
  let isOpen: [Bool]
  /// The people on whom what is withheld of a line must rest.
  let threshold: Int
  /// All rows and columns, totals included; the total of each stands last.
  let lines: [[Int]]
  /// The two lines of each cell.
  let linesOf: [[Int]]

  /// Takes a table; nothing when it has no two dimensions with totals.
  init?(_ table: EvidenceTable, primary: Set<CellKey>, threshold: Int) {
    let shape = table.shape
    guard shape.axes.count == 2, shape.axes.allSatisfy({ $0.last == .total }) else { return nil }
    self.shape = shape
    self.threshold = threshold
    self.primary = Set(table.cells.indices.filter { primary.contains(table.cells[$0].key) })
    people = table.cells.map(\.contributors)
    let penalty = people.reduce(1, +)
    cost = table.cells.indices.map {
      1 + table.cells[$0].contributors + shape.totals(in: $0) * penalty
    }
    isOpen = table.cells.map { cell in
      cell.records > 0 && cell.columns.allSatisfy { $0.negatives > 0 || $0.sum.units != 0 }
    }
    let lines = shape.axes.indices.flatMap { shape.lines(along: $0) }
    var linesOf = Array(repeating: [Int](), count: table.cells.count)
    for (index, line) in lines.enumerated() { for cell in line { linesOf[cell].append(index) } }
    self.lines = lines
    self.linesOf = linesOf
  }

  /// What a pattern costs beyond the cells that rules withhold.
  func cost(_ pattern: Set<Int>) -> Int {
    pattern.subtracting(primary).reduce(0) { $0 + cost[$1] }
  }

  /// The people on whom what is withheld of a line must rest: one more where one of them is alone
  /// in a cell and knows it.
  func needed(_ line: [Int], _ pattern: Set<Int>) -> Int {
    threshold + (line.dropLast().contains { pattern.contains($0) && people[$0] == 1 } ? 1 : 0)
  }

  /// Whether what is withheld of a line can be summed to a number about too few people.
  func isWeak(_ line: [Int], _ pattern: Set<Int>) -> Bool {
    guard let total = line.last, !pattern.contains(total) else { return false }
    let hidden = line.dropLast().filter(pattern.contains)
    return !hidden.isEmpty && hidden.reduce(0) { $0 + people[$1] } < needed(line, pattern)
  }
}
