// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Testing

/// Linked tables beside listing every population there could be.
@Suite struct LinkedAuditTests {
  @Test(arguments: UInt64(1)...80)
  func `ranges hold every population, and a point is one`(seed: UInt64) throws {
    let example = try #require(
      LinkedReference(seed, atoms: 4, groups: 3, most: 4, withheldPercent: 65))
    let ranges = try #require(
      LinkedAudit(example.tables).ranges(withheld: example.withheld, values: example.values),
      "seed \(seed)")
    let possible = example.possible()
    #expect(ranges.map(\.cell) == example.withheld.sorted())
    for range in ranges {
      let values = try #require(possible[range.cell])
      let (least, most) = (try #require(values.min()), try #require(values.max()))
      #expect(range.low <= Double(least) + 1e-9, "seed \(seed)")
      #expect((range.high ?? .infinity) >= Double(most) - 1e-9, "seed \(seed)")
      if range.isPoint { #expect(least == most, "seed \(seed)") }
      if range.isOpen { #expect(values.count > 1, "seed \(seed)") }
      #expect(values.contains(example.values[range.cell]))
    }
  }

  @Test(arguments: UInt64(1)...60)
  func `what a search withholds leaves every cell more than one value`(seed: UInt64) throws {
    let example = try #require(
      LinkedReference(seed, atoms: 4, groups: 3, most: 5, withheldPercent: 0))
    let threshold = 3
    let primary = Set(
      example.values.indices.filter { (1..<threshold).contains(example.values[$0]) })
    var search = LinkedSuppression(example.tables, threshold: threshold)
    guard !primary.isEmpty, let withheld = search.protect(primary) else { return }
    #expect(primary.isSubset(of: withheld), "seed \(seed)")
    let all = LinkedReference(example.tables, values: example.values, withheld: withheld)
    for (cell, values) in all.possible() {
      #expect(values.count > 1, "seed \(seed): cell \(cell) of \(withheld.sorted())")
    }
    #expect(thin(example.tables, withheld, threshold).isEmpty, "seed \(seed)")
  }

  /// Published cells of which the withheld finest cells rest on too few, by listing.
  private func thin(_ tables: LinkedTables, _ withheld: Set<Int>, _ threshold: Int) -> [Int] {
    tables.cells.indices.filter { index in
      let hidden = tables.cells.indices.filter { other in
        withheld.contains(other) && tables.cells[other].atoms.count == 1
          && tables.cells[index].atoms.contains(tables.cells[other].atoms[0])
      }
      guard !withheld.contains(index), !hidden.isEmpty else { return false }
      let people = hidden.map { tables.cells[$0].contributors }
      return people.reduce(0, +) < threshold + (people.contains(1) ? 1 : 0)
    }
  }

  @Test(arguments: UInt64(1)...80)
  func `thin rests are those that somebody would list`(seed: UInt64) throws {
    let example = try #require(
      LinkedReference(seed, atoms: 5, groups: 4, most: 4, withheldPercent: 50))
    for threshold in [1, 2, 3, 5, 8] {
      let listed = thin(example.tables, example.withheld, threshold)
      #expect(
        example.tables.thinCells(example.withheld, threshold: threshold) == listed, "seed \(seed)")
      let wanting = example.tables.cells.indices.filter {
        example.tables.wanting($0, example.withheld, threshold: threshold) > 0
      }
      #expect(wanting == listed, "seed \(seed)")
    }
  }

  @Test(arguments: UInt64(1)...60)
  func `a move is another population or none at all`(seed: UInt64) throws {
    let example = try #require(
      LinkedReference(seed, atoms: 4, groups: 3, most: 3, withheldPercent: 60))
    var random = SeededGenerator(seed: seed &* 31)
    for _ in 0..<40 {
      let changes = Dictionary(
        uniqueKeysWithValues: (0..<4).map { ($0, Int.random(in: -2...2, using: &random)) })
      let moved = example.tables.cells.map { $0.atoms.reduce(0) { $0 + (changes[$1] ?? 0) } }
      let isSound = moved.indices.allSatisfy { cell in
        (moved[cell] == 0 || example.withheld.contains(cell))
          && example.values[cell] + moved[cell] >= 0
      }
      let move = LinkedMove(changes, in: example.tables, withheld: example.withheld)
      #expect((move != nil) == isSound, "seed \(seed): \(changes)")
      guard let move else { continue }
      #expect(move.changes == changes.filter { $0.value != 0 })
      for cell in moved.indices { #expect((move.moved[cell] ?? 0) == moved[cell]) }
    }
  }

  @Test func `moves of nobody, of nowhere and beyond all bounds are none`() throws {
    let example = try #require(
      LinkedReference(3, atoms: 4, groups: 2, most: 3, withheldPercent: 100))
    func move(_ changes: [Int: Int]) -> LinkedMove? {
      LinkedMove(changes, in: example.tables, withheld: example.withheld)
    }
    #expect(move([:])?.moved.isEmpty == true)
    #expect(move([0: 0, 1: 0])?.changes.isEmpty == true)
    for changes in [[-1: 1], [4: 1], [0: .max], [0: .min + 1], [0: 1 << 61, 1: -(1 << 61)]] {
      #expect(move(changes) == nil)
    }
  }

  /// Twice the first cell is an odd number and the fourth, which is none or one: by halves of
  /// people every cell has a range, by whole people each has one value.
  @Test func `ranges of half people do not make a cell open`() throws {
    let counts = [2, 2, 2, 1, 0]
    let sets = (0..<5).map { [$0] } + [[0, 1], [0, 2], [1, 2, 3], [3, 4]]
    let values = sets.map { set in set.reduce(0) { $0 + counts[$1] } }
    let tables = try #require(
      LinkedTables(
        cells: zip(sets, values).map { LinkedTables.Cell(atoms: $0, contributors: $1) },
        atomCount: 5, figures: [values]))
    let withheld = Set(0..<5)
    let possible = LinkedReference(tables, values: values, withheld: withheld).possible()
    #expect(possible.values.allSatisfy { $0.count == 1 })
    let ranges = try #require(LinkedAudit(tables).ranges(withheld: withheld, values: values))
    #expect(ranges.allSatisfy { !$0.isPoint && !$0.isOpen })
    var search = LinkedSuppression(tables, threshold: 1)
    let protected = search.protect(withheld)
    let found = try #require(protected)
    let after = LinkedReference(tables, values: values, withheld: found).possible()
    #expect(after.values.allSatisfy { $0.count > 1 }, "\(found.sorted())")
  }

  /// The linked tables of sdcTable's own test: counties by size classes of two kinds.
  @Test func `one further cell protects the tables of sdcTable`() throws {
    let names = ["A", "B", "I", "J", "K", "L", "M", "N"]
    let counts = [2, 2, 8, 8, 3, 3, 3, 7]
    let totals = ["ABIJ", "KLMN", "LM", "ABIJKN"]
    var cells = names.indices.map { LinkedTables.Cell(atoms: [$0], contributors: counts[$0]) }
    for total in totals {
      let atoms = names.indices.filter { total.contains(names[$0]) }
      cells.append(
        LinkedTables.Cell(atoms: atoms, contributors: atoms.reduce(0) { $0 + counts[$1] }))
    }
    let values = cells.map(\.contributors)
    let tables = try #require(LinkedTables(cells: cells, atomCount: 8, figures: [values]))
    let primary: Set<Int> = [0, 1, 4, 5, 6]
    let bare = try #require(LinkedAudit(tables).ranges(withheld: primary, values: values))
    #expect(bare.filter(\.isPoint).map(\.cell) == [4])
    let wider = try #require(
      LinkedAudit(tables).ranges(withheld: primary.union([7]), values: values))
    #expect(wider.map(\.low) == [0, 0, 0, 0, 0, 0])
    #expect(wider.map(\.high) == [4, 4, 10, 6, 6, 10])
    var search = LinkedSuppression(tables, threshold: 4)
    let protected = search.protect(primary)
    #expect(protected == primary.union([7]))
  }

  @Test func `tables beyond their bounds or without finest cells are none`() {
    let cell = LinkedTables.Cell(atoms: [0], contributors: 1)
    #expect(LinkedTables(cells: [cell], atomCount: 1, figures: [[1]]) != nil)
    #expect(LinkedTables(cells: [cell], atomCount: 2, figures: [[1]]) == nil)
    #expect(LinkedTables(cells: [cell], atomCount: 1, figures: [[1, 2]]) == nil)
    #expect(LinkedTables(cells: [cell], atomCount: 1, figures: [[-1]]) == nil)
    #expect(
      LinkedTables(cells: [], atomCount: LinkedTables.atomsMax + 1, figures: [[]]) == nil)
    let pair = LinkedTables.Cell(atoms: [0, 1], contributors: 2)
    #expect(LinkedTables(cells: [pair], atomCount: 2, figures: [[2]]) == nil)
  }
}
