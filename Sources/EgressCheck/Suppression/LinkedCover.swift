// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// The integer programme whose least cost bounds that of every safe pattern of linked tables.
///
/// Each requirement holds of every safe pattern: a withheld cell is not the only one of a sum, and
/// enough people are behind what is withheld of a published cell. They are not all that safety
/// asks for, so a solution may be unsafe; what it costs is a bound all the same.
struct LinkedCover {
  typealias Requirement = PatternModel.Requirement

  /// Most cells of a requirement; longer ones are left out, which keeps the bound true.
  static let lengthMax = 4_000

  let tables: LinkedTables
  let primary: Set<Int>
  let threshold: Int
  private(set) var requirements: Set<Requirement> = []

  init(_ tables: LinkedTables, primary: Set<Int>, threshold: Int) {
    self.tables = tables
    self.primary = primary
    self.threshold = threshold
    _ = refine(primary)
    for cell in Set(primary.flatMap { tables.cells[$0].atoms }.flatMap { tables.cellsOf[$0] }) {
      addPeople(cell, because: nil)
    }
  }

  /// Adds what a pattern breaks; false when it breaks nothing.
  mutating func refine(_ pattern: Set<Int>) -> Bool {
    let known = requirements.count
    for relation in tables.relations {
      let hidden = ([relation.whole] + relation.parts).filter(pattern.contains)
      guard hidden.count == 1 else { continue }
      let others = ([relation.whole] + relation.parts).filter { $0 != hidden[0] }
      add(
        Dictionary(uniqueKeysWithValues: others.map { ($0, 1) }), atLeast: 1, because: hidden[0])
    }
    for cell in tables.thinCells(pattern, threshold: threshold) {
      addPeople(cell, because: nil)
      for atom in tables.cells[cell].atoms where pattern.contains(tables.single[atom]) {
        addPeople(cell, because: tables.single[atom])
      }
    }
    return requirements.count > known
  }

  /// Enough people behind what is withheld of a cell that is out.
  private mutating func addPeople(_ cell: Int, because hidden: Int?) {
    let singles = tables.cells[cell].atoms.map { tables.single[$0] }
    guard singles.count > 1 else { return }
    let isAlone =
      hidden == nil
      && singles.contains { primary.contains($0) && tables.cells[$0].contributors == 1 }
    guard hidden != nil || singles.contains(where: primary.contains) else { return }
    let needed = threshold + (isAlone ? 1 : 0)
    var weights = Dictionary(
      uniqueKeysWithValues: singles.map { ($0, min(tables.cells[$0].contributors, needed)) })
    weights[cell] = needed
    add(weights, atLeast: needed, because: hidden)
  }

  /// Adds a requirement; one that holds because of a cell holds only where that is withheld.
  private mutating func add(_ weights: [Int: Int], atLeast least: Int, because cell: Int?) {
    var left: [Int: Int] = [:]
    var needed = least
    for (index, weight) in weights where weight > 0 {
      if primary.contains(index) { needed -= weight } else { left[index] = weight }
    }
    guard needed > 0, left.count <= Self.lengthMax else { return }
    guard let cell, !primary.contains(cell) else {
      requirements.insert(Requirement(weights: left, least: needed))
      return
    }
    left[cell, default: 0] -= needed
    requirements.insert(Requirement(weights: left, least: 0))
  }

  /// The programme in the form that solvers of linear programmes read.
  var text: String { PatternModel.text(requirements) { tables.cost($0) } }
}
