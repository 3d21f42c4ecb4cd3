// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Foundation
import Testing

/// Patterns of tables of three dimensions and of levels of hierarchies: what is out is attacked,
/// and what is said to prove them is checked by arithmetic of its own.
extension EgressCheckTests {
  @Suite(.enabled(if: PatternTests.hasSolver))
  struct LinkedPatternTests {
    private func check(_ table: LinkedFixture, contributors: Int = 10) async throws
      -> LinkedFixture.Outcome
    {
      try await EgressFixture.with { fixture in
        try table.write(to: fixture)
        return table.outcome(try await fixture.check(table.specification(contributors)))
      }
    }

    /// Everything that can be said of an outcome without knowing how it was found.
    private func examine(_ outcome: LinkedFixture.Outcome, contributors: Int = 10) {
      let table = outcome.table
      #expect(outcome.answer.remedied?["marginsDropped"] == .bool(false))
      if outcome.answer.remedied?["levelsDropped"] == .bool(true) {
        // On a machine with much else to do nothing is proved in time, and only the finest table
        // leaves; which the answer says.
        print("a table of \(table.counts.count) finest cells left without its levels")
        for (cell, atoms) in outcome.atoms where atoms.count == 1 {
          let value = outcome.truth[cell] ?? 0
          #expect(value == 0 || value >= contributors || outcome.withheld.contains(cell))
        }
        return
      }
      for (cell, value) in outcome.truth where value > 0 && value < contributors {
        #expect(outcome.withheld.contains(cell), "\(cell) holds \(value)")
      }
      #expect(outcome.attacked.isEmpty, "\(outcome.attacked.count) follow from sums")
      #expect(outcome.thin(contributors).isEmpty)
      let price = outcome.answer.remedied?["suppression"]
      guard price?["solver"]?.text == "cbc" else {
        // On a machine with much else to do it is not proved in time, which the answer says.
        print("a table of \(table.counts.count) finest cells was not proved in time")
        #expect(outcome.intervals.isEmpty)
        return
      }
      let (cost, bound) = (price?["cost"]?.number ?? -1, price?["bound"]?.number ?? -2)
      #expect(bound >= 0 && bound <= cost)
      #expect(outcome.cost(contributors) == Int(cost))
      // Those that were sought in time: all of them where the machine has nothing else to do.
      #expect((1...outcome.withheld.count).contains(outcome.intervals.count))
      for interval in outcome.intervals { #expect(outcome.problem(interval, table) == nil) }
    }

    @Test(arguments: [1, 2, 3])
    func `a table of three dimensions beyond the exact programmes keeps its totals`(seed: UInt64)
      async throws
    {
      let table = LinkedFixture(seed, sizes: [10, 9, 5], steps: [], share: 4)
      #expect(table.counts.count > LinkedTables.exactAtomsMax)
      let outcome = try await check(table)
      examine(outcome)
      #expect(outcome.withheld.count > 8)
    }

    @Test(arguments: [1, 2])
    func `levels of two dimensions beyond the exact programmes stay`(seed: UInt64) async throws {
      let table = LinkedFixture(seed, sizes: [24, 24], steps: [4, 12], share: 3)
      #expect(table.counts.count > LinkedTables.exactAtomsMax)
      let outcome = try await check(table)
      examine(outcome)
      #expect(outcome.withheld.count > 8)
    }

    @Test func `cells that nobody is in are protected where they are withheld`() async throws {
      let table = LinkedFixture(5, sizes: [5, 4, 4], steps: [], share: 4, empty: 3)
      #expect(table.counts.contains(0))
      let outcome = try await EgressFixture.with { fixture in
        try table.write(to: fixture)
        let text = table.specification(10).replacing("allow", with: "fail")
        return table.outcome(try await fixture.check(text))
      }
      #expect(outcome.answer.remedied?["marginsDropped"] == .bool(false))
      for (cell, value) in outcome.truth where value < 10 {
        #expect(outcome.withheld.contains(cell))
      }
      #expect(outcome.attacked.isEmpty)
      for interval in outcome.intervals { #expect(outcome.problem(interval, table) == nil) }
    }

    @Test(arguments: 1...8)
    func `nothing is exposed by the exact programmes in small tables`(seed: Int) async throws {
      let isFlat = seed.isMultiple(of: 2)
      let table =
        isFlat
        ? LinkedFixture(UInt64(seed), sizes: [6, 4], steps: [2], share: 12)
        : LinkedFixture(UInt64(seed), sizes: [3, 3, 4], steps: [], share: 12)
      let outcome = try await check(table)
      let unsafe = outcome.truth.filter { $0.value > 0 && $0.value < 10 }
      guard !unsafe.isEmpty else { return }
      examine(outcome)
      let (tables, cells) = try #require(outcome.engine)
      let hidden = Set(cells.indices.filter { outcome.withheld.contains(cells[$0]) })
      let audit = LinkedAudit(tables)
      let ranges = try #require(audit.ranges(withheld: hidden, values: tables.figures[0]))
      #expect(ranges.count == hidden.count && !ranges.contains(where: \.isPoint))
      // What is said to be exact is what the programmes over fractions say, in whole people.
      for interval in outcome.intervals where interval.isExact {
        let range = ranges.first { cells[$0.cell] == interval.cell }
        guard let range else { continue }
        #expect(Double(interval.low) == range.low.rounded(.up))
        #expect(interval.high.map(Double.init) == range.high?.rounded(.down))
      }
      var search = LinkedSuppression(tables, threshold: 10)
      let primary = Set(cells.indices.filter { unsafe[cells[$0]] != nil })
      if let other = search.protect(primary) {
        let cost = other.subtracting(primary).reduce(0) { $0 + tables.cost($1) }
        // What the solver did not come to in time, which the answer says, is the heuristic's own.
        guard outcome.answer.remedied?["suppression"]?["solver"]?.text == "cbc" else { return }
        #expect(outcome.cost(10) <= cost, "\(outcome.cost(10)) beside \(cost)")
      }
    }

    @Test(
      .enabled(if: ProcessInfo.processInfo.environment["SHUYU_LONG"] == "1"),
      arguments: [([20, 20, 10], 5), ([100, 100], 3)])
    func `large tables are proved`(sizes: [Int], share: Int) async throws {
      let table = LinkedFixture(
        1, sizes: sizes, steps: sizes.count == 2 ? [5, 20] : [], share: share)
      let outcome = try await check(table)
      print("\(sizes): \(outcome.answer.remedied?["suppression"]?.json ?? "-")")
      print("\(outcome.withheld.count) withheld, \(outcome.intervals.count) intervals")
      print("\(outcome.intervals.count { $0.isExact }) of them exact")
      #expect(outcome.attacked.isEmpty)
      #expect(outcome.thin(10).isEmpty)
      for interval in outcome.intervals { #expect(outcome.problem(interval, table) == nil) }
    }
  }
}
