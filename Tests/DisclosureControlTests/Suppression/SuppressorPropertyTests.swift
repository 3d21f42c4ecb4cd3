// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Testing

@Suite struct SuppressorPropertyTests {
  /// Random people in a random grid; some have several records and some a value of zero.
  private func table(sizes: [Int], seed: UInt64, margins: Bool) throws -> EvidenceTable {
    var random = SeededGenerator(seed: seed)
    let people = Int.random(in: 40...400, using: &random)
    var records: [Record] = []
    for person in 0..<people {
      let labels = sizes.map { size in
        let draws = [0, 1].map { _ in Int.random(in: 0..<size, using: &random) }
        return "l\(min(draws[0], draws[1]))"
      }
      let large = Int.random(in: 0..<60, using: &random) == 0
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        let value = Int.random(in: 0...20, using: &random) * (large ? 500 : 1)
        records.append(Record(labels, "p\(person)", [value]))
      }
    }
    let declared = try tabulation(
      sizes.indices.map { "d\($0)" }, [("count", nil), ("sum", "v"), ("mean", "v")],
      margins: margins)
    return try ReferenceEvidence(tabulation: declared, records: records).table()
  }

  private func check(_ table: EvidenceTable, _ zeros: ZeroPolicy, _ seed: UInt64) throws {
    var parameters = DisclosureParameters.suggested
    parameters.zeros = zeros
    let outcome = Suppressor(parameters).release(table)
    let cube = try #require(outcome.cube, "seed \(seed)")
    let unsafe = Assessment(table, under: parameters).unsafeCells
    for cell in cube.cells.indices where !cube.cells[cell].isWithheld {
      #expect(!unsafe.contains(cube.shape.key(of: cell)), "seed \(seed)")
    }
    #expect(cube.hasMargins == (table.tabulation.margins && !outcome.marginsDropped))
    guard cube.hasMargins, cube.withheldCount > 0 else { return }
    let audited = try #require(
      AuditTable(shape: cube.shape, withheld: cube.cells.map(\.isWithheld)))
    let values = table.cells.map { Int128($0.records) }
    #expect(SuppressionAudit.run(audited, additive: [values]).isSafe, "seed \(seed)")
    for dimension in cube.shape.axes.indices {
      for line in cube.shape.lines(along: dimension) {
        let hidden = line.dropLast().filter { cube.cells[$0].isWithheld }
        guard let last = line.last, !hidden.isEmpty, !cube.cells[last].isWithheld else { continue }
        #expect(hidden.reduce(0) { $0 + table.cells[$1].contributors } >= 10, "seed \(seed)")
      }
    }
  }

  @Test(arguments: UInt64(1)...40)
  func `a published table of two dimensions holds no unsafe or computable cell`(seed: UInt64)
    throws
  {
    let sizes = [Int(seed % 4) + 2, Int(seed % 3) + 2]
    try check(try table(sizes: sizes, seed: seed, margins: true), .allow, seed)
    try check(try table(sizes: sizes, seed: seed, margins: true), .fail, seed)
  }

  @Test(arguments: UInt64(100)...115)
  func `a published table of three dimensions holds no unsafe or computable cell`(seed: UInt64)
    throws
  {
    try check(try table(sizes: [3, 2, 3], seed: seed, margins: true), .allow, seed)
  }

  @Test(arguments: UInt64(200)...215)
  func `a published table without margins holds no unsafe cell`(seed: UInt64) throws {
    try check(try table(sizes: [5, 4], seed: seed, margins: false), .review, seed)
  }

  @Test func `most random tables keep their margins`() throws {
    var kept = 0
    for seed in UInt64(1)...30 {
      let table = try table(sizes: [5, 4], seed: seed, margins: true)
      var parameters = DisclosureParameters.suggested
      parameters.zeros = .allow
      if !Suppressor(parameters).release(table).marginsDropped { kept += 1 }
    }
    #expect(kept >= 24, "kept \(kept) of 30")
  }

  @Test(arguments: UInt64(300)...305)
  func `the outcome does not depend on the order of the records`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let table = try table(sizes: [4, 3], seed: seed, margins: true)
    let shuffled = try EvidenceTable(
      table.tabulation, cells: table.cells.shuffled(using: &random))
    let first = Suppressor(.suggested).release(table)
    let second = Suppressor(.suggested).release(shuffled)
    #expect(first == second, "seed \(seed)")
    #expect(first.cube?.canonicalJSON == second.cube?.canonicalJSON)
  }
}
