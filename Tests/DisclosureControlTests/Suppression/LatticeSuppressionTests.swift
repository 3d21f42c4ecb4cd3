// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Testing

/// Withheld cells of one table beside somebody who tries every other population there could be.
@Suite struct LatticeSuppressionTests {
  /// Random people, few in most cells, over any number of dimensions.
  private func people(_ sizes: [Int], _ seed: UInt64, most: Int) -> (People, [[String]]) {
    var random = SeededGenerator(seed: seed)
    let domains = sizes.enumerated().map { dimension, size in
      (0..<size).map { "\("abcd".dropFirst(dimension).prefix(1))\($0)" }
    }
    let cells = domains.reduce([[]]) { rows, domain in
      rows.flatMap { row in domain.map { row + [$0] } }
    }
    let counts = cells.map { cell in
      (
        cell,
        Int.random(in: 0..<4, using: &random) == 0 ? 0 : Int.random(in: 1...most, using: &random)
      )
    }
    return (
      People(Array(["a", "b", "c", "d"].prefix(sizes.count)), counts, threshold: 3), domains
    )
  }

  private func check(_ sizes: [Int], _ seed: UInt64, most: Int) throws {
    let (people, domains) = people(sizes, seed, most: most)
    guard let table = try people.table(people.columns, margins: true) else { return }
    var intruder = Intruder(people, domains: domains)
    intruder.learn(table)
    let secrets = Array(Set(intruder.withheld))
    #expect(intruder.known(secrets).isEmpty || secrets.isEmpty, "seed \(seed)")
    // No group of some but fewer than three people is what published sums leave over.
    let small = intruder.groups.filter { group in
      (1..<3).contains(group.reduce(0) { $0 + intruder.truth[$1] })
    }
    #expect(small.isEmpty || intruder.known(small).isEmpty, "seed \(seed)")
  }

  @Test(arguments: UInt64(1)...40)
  func `in one dimension nothing withheld follows`(seed: UInt64) throws {
    try check([Int(seed % 5) + 2], seed, most: 6)
  }

  @Test(arguments: UInt64(1)...40)
  func `in two dimensions nothing withheld follows`(seed: UInt64) throws {
    try check([2, Int(seed % 2) + 2], seed, most: 5)
  }

  @Test(arguments: UInt64(1)...40)
  func `in three dimensions nothing withheld follows`(seed: UInt64) throws {
    try check([2, 2, 2], seed, most: 4)
  }

  @Test(arguments: UInt64(1)...12)
  func `in four dimensions nothing withheld follows`(seed: UInt64) throws {
    try check([2, 2, 1, 2], seed, most: 4)
  }

  @Test func `the intruder finds a cell that is withheld alone`() throws {
    let people = People(["a"], [(["a0"], 2), (["a1"], 9)], threshold: 3)
    let full = try #require(try people.table(["a"], margins: true))
    let shape = full.cube.shape
    let naive = try #require(
      ReleasedCube(
        dimensions: ["a"], measures: full.cube.measures, shape: shape, rounding: .none,
        cells: [.withheld, .published(["9"]), .published(["11"])]))
    var intruder = Intruder(people, domains: [["a0", "a1"]])
    intruder.learn(RememberedTable(cube: naive, source: "one"))
    #expect(intruder.known(intruder.withheld).count == 1)
  }

  @Test(arguments: UInt64(1)...30)
  func `an audit of three dimensions calls nothing safe that one value is left for`(seed: UInt64)
    throws
  {
    let fixture = try #require(
      AuditFixture(
        sizes: [2, 2, 2], seed: seed, valueMax: 3, withheldPercent: 40, totalsToo: false))
    let table = try #require(fixture.table)
    let report = SuppressionAudit.run(table, additive: [fixture.values.map { Int128($0) }])
    // Without regard to signs elimination is exact, so what it determines is determined.
    let byPattern = SuppressionAudit.run(table, additive: [])
    #expect(Set(byPattern.determined).isSubset(of: report.determined), "seed \(seed)")
    #expect(
      Set(byPattern.determined) == fixture.determinedByTrial(allowNegative: true), "seed \(seed)")
  }

  @Test func `cells named besides are withheld and protected too`() throws {
    let table = try CountTable.evidence(
      [[20, 30, 25], [40, 25, 31], [22, 33, 27]], margins: true)
    let named = key("r1", "c1")
    let outcome = Suppressor(.suggested).release(table, withholding: [named])
    let cube = try #require(outcome.cube)
    #expect(cube[named] == .withheld && outcome.primary == [named])
    #expect(outcome.secondary.count == 3 && outcome.audit?.isSafe == true)
    let nowhere = Suppressor(.suggested).release(table, withholding: [key("x", "y")])
    #expect(nowhere.cube?.withheldCount == 0 && nowhere.verdict == .pass)
  }

  @Test func `a pattern of another method is taken only when it holds`() throws {
    let table = try CountTable.evidence(
      [[4, 30, 25], [40, 25, 31], [22, 33, 27]], margins: true)
    let suppressor = Suppressor(.suggested)
    let square: Set<CellKey> = [
      key("r0", "c0"), key("r0", "c1"), key("r1", "c0"), key("r1", "c1"),
    ]
    #expect(suppressor.outcome(table, pattern: square)?.audit?.isSafe == true)
    for missing in square {
      #expect(suppressor.outcome(table, pattern: square.subtracting([missing])) == nil)
    }
    #expect(suppressor.outcome(table, pattern: []) == nil)
    #expect(suppressor.cube(table, withheld: [true]) == nil)
    let all = Set(table.cells.map(\.key))
    #expect(suppressor.outcome(table, pattern: all)?.cube?.cells.allSatisfy(\.isWithheld) == true)
  }
}
