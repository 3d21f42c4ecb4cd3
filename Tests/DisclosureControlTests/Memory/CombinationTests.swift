// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Testing

/// Differencing by every sum and difference of released cells that is a group of people.
@Suite struct CombinationTests {
  private static let domains = [["x", "y"], ["k", "l"]]

  /// Released cells as the finest groups in them, and what was published of each.
  private struct Released: Hashable {
    let atoms: [Int]
    let value: Int
  }

  private static let atoms = domains[0].flatMap { a in domains[1].map { [a, $0] } }

  /// The published cells of a table.
  private func released(_ table: RememberedTable, _ columns: [String]) -> [Released] {
    table.cube.cells.indices.compactMap { cell in
      guard case .published(let values) = table.cube.cells[cell] else { return nil }
      let key = table.cube.shape.key(of: cell).coordinates
      let inside = Self.atoms.indices.filter { atom in
        let passes = table.filters.allSatisfy { filter in
          guard case .isIn(let wanted) = filter.comparison,
            let place = columns.firstIndex(of: filter.column.text)
          else { return false }
          return wanted.contains(Self.atoms[atom][place])
        }
        return passes
          && zip(table.cube.dimensions, key).allSatisfy { name, coordinate in
            columns.firstIndex(of: name).map {
              coordinate == .total || coordinate == .label(Self.atoms[atom][$0])
            } ?? false
          }
      }
      return Released(atoms: inside, value: Int(values[0]) ?? -1)
    }
  }

  /// The sizes of all groups that are published cells added and taken away, each once at most.
  private func derived(_ cells: [Released]) -> Set<Int> {
    let cells = Set(cells).sorted {
      ($0.atoms.description, $0.value) < ($1.atoms.description, $1.value)
    }
    .prefix(8)
    var sizes: Set<Int> = []
    func visit(_ index: Int, _ counts: [Int], _ size: Int) {
      guard index < cells.count else {
        if counts.allSatisfy({ $0 == 0 || $0 == 1 }), counts.contains(1) { sizes.insert(size) }
        return
      }
      for sign in [-1, 0, 1] {
        var next = counts
        for atom in cells[index].atoms { next[atom] += sign }
        visit(index + 1, next, size + sign * cells[index].value)
      }
    }
    visit(0, Array(repeating: 0, count: Self.atoms.count), 0)
    return sizes
  }

  private func people(_ seed: UInt64) -> People {
    var random = SeededGenerator(seed: seed)
    let counts = Self.atoms.map { ($0, Int.random(in: 0...9, using: &random)) }
    return People(["a", "b"], counts, threshold: 3)
  }

  private func tables(_ people: People, _ random: inout SeededGenerator) throws -> [RememberedTable]
  {
    try (0..<4).compactMap { _ in
      let dimensions = [["a"], ["b"], ["a", "b"]].randomElement(using: &random) ?? ["a"]
      let column = Int.random(in: 0..<2, using: &random)
      let value = Self.domains[column].randomElement(using: &random) ?? ""
      let filters =
        Bool.random(using: &random)
        ? [] : [FilterDeclaration(column: ["a", "b"][column], comparison: "in", values: [value])]
      return try people.table(dimensions, filters: filters, margins: Bool.random(using: &random))
    }
  }

  @Test(arguments: UInt64(1)...60)
  func `no sum or difference of what is out is a group of few`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed &* 7)
    let people = people(seed)
    let check = MemoryCheck(threshold: 3, isOneRecordEach: true)
    var out: [RememberedTable] = []
    for table in try tables(people, &random)
    where check.findings(earlier: out, later: table).isEmpty {
      out.append(table)
      let sizes = derived(out.flatMap { released($0, people.columns) })
      #expect(sizes.isDisjoint(with: 1...2), "seed \(seed): \(sizes.sorted())")
      #expect(sizes.allSatisfy { $0 >= 0 }, "seed \(seed)")
    }
  }

  @Test func `the list finds a difference of one person`() throws {
    let people = People(["a", "b"], [(["x", "k"], 29), (["x", "l"], 1), (["y", "k"], 25)])
    var loose = people
    loose.threshold = 3
    let all = try #require(try loose.table(["a"]))
    let some = try #require(
      try loose.table(
        ["a"], filters: [.init(column: "b", comparison: "in", values: ["k"])]))
    let sizes = derived(
      released(all, people.columns) + released(some, people.columns))
    #expect(sizes.contains(1))
    let check = MemoryCheck(threshold: 3, isOneRecordEach: true)
    #expect(check.findings(earlier: [all], later: some).contains { $0.severity == .fail })
    #expect(check.findings(earlier: [some], later: all).contains { $0.severity == .fail })
  }

  @Test(arguments: UInt64(1)...40)
  func `the order of what is out does not matter`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed &* 13)
    let people = people(seed)
    let tables = try tables(people, &random)
    guard let later = tables.last else { return }
    let check = MemoryCheck(threshold: 3, isOneRecordEach: true)
    let earlier = Array(tables.dropLast())
    let first = check.findings(earlier: earlier, later: later)
    #expect(check.findings(earlier: earlier.shuffled(using: &random), later: later) == first)
    #expect(check.findings(earlier: earlier + earlier, later: later) == first, "seed \(seed)")
    #expect(check.findings(earlier: [], later: later).isEmpty)
    #expect(check.findings(earlier: [later], later: later).isEmpty, "seed \(seed)")
  }

  @Test(arguments: UInt64(1)...40)
  func `more that is out never makes a table better`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed &* 17)
    let people = people(seed)
    let tables = try tables(people, &random)
    guard let later = tables.last else { return }
    let check = MemoryCheck(threshold: 3, isOneRecordEach: true)
    var worst = Verdict.pass
    for count in 0..<tables.count {
      let findings = check.findings(earlier: Array(tables.prefix(count)), later: later)
      let verdict = findings.map(\.severity).max() ?? .pass
      #expect(verdict >= worst, "seed \(seed)")
      worst = verdict
    }
  }

  @Test(arguments: [(2, 1), (3, 2), (3, 3), (10, 9), (10, 10)])
  func `differences are objected to below the threshold and not at it`(
    threshold: Int, difference: Int
  ) throws {
    let people = People(
      ["a", "b"], [(["x", "k"], 40), (["x", "l"], difference), (["y", "k"], 30)], threshold: 10)
    let all = try #require(try people.table(["a"]))
    let some = try #require(
      try people.table(["a"], filters: [.init(column: "b", comparison: "in", values: ["k"])]))
    let findings = TableComparison(threshold: threshold).findings(earlier: all, later: some)
    #expect(findings.contains { $0.severity == .fail } == (difference < threshold))
    #expect(TableComparison(threshold: -1).threshold == 2)
  }
}
