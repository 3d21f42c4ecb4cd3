// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Testing

/// Linked hierarchies (attack A3) with variations: all populations that fit what is published are
/// tried, and no withheld cell may have the same number in each.
extension EgressCheckTests {
  struct LinkedAttackTests {
    private struct Unit {
      let name: String
      let county: String
      let group: String
      let count: Int
    }

    private static func units(_ seed: UInt64) -> [Unit] {
      var random = SeededGenerator(seed: seed)
      return (0..<6).map { index in
        Unit(
          name: "u\(index)", county: index < 3 ? "c1" : "c2",
          group: Bool.random(using: &random) ? "small" : "big",
          count: Int.random(in: 2...9, using: &random))
      }
    }

    private static func holds(_ unit: Unit, _ cell: Document?) -> Bool {
      [("unit", unit.name), ("county", unit.county), ("group", unit.group)].allSatisfy {
        guard let wanted = cell?[$0.0]?.text else { return true }
        return wanted == $0.1
      }
    }

    /// The numbers each unit has in some population that fits all published sums.
    private static func possible(
      _ units: [Unit], _ sums: [(members: [Int], value: Int)]
    ) -> [Set<Int>] {
      var found = Array(repeating: Set<Int>(), count: units.count)
      var values = Array(repeating: 0, count: units.count)
      func visit(_ index: Int) {
        if index == units.count {
          for (place, value) in values.enumerated() { found[place].insert(value) }
          return
        }
        var most = 12
        var least = 0
        for sum in sums where sum.members.contains(index) {
          let rest = sum.value - sum.members.reduce(0) { $0 + ($1 < index ? values[$1] : 0) }
          most = min(most, rest)
          if sum.members.allSatisfy({ $0 <= index }) { least = max(least, rest) }
        }
        guard least <= most else { return }
        for value in least...most {
          values[index] = value
          visit(index + 1)
        }
      }
      visit(0)
      return found
    }

    /// A small unit whose county has no other follows from its county's total.
    @Test func `where only small units are withheld some follow from a total`() {
      let found = (1...20).map { UInt64($0) }.count { seed in
        let units = Self.units(seed)
        let sums =
          units.indices.filter { units[$0].count >= 4 }.map {
            (members: [$0], value: units[$0].count)
          }
          + ["c1", "c2"].map { county in
            let members = units.indices.filter { units[$0].county == county }
            return (members: members, value: members.reduce(0) { $0 + units[$1].count })
          }
        let possible = Self.possible(units, sums)
        return units.indices.contains { units[$0].count < 4 && possible[$0].count == 1 }
      }
      print("attack A3, unprotected: \(found) of 20 seeds recover a unit")
      #expect(found > 0)
    }

    @Test(arguments: [1, 2, 3, 4])
    func `no withheld unit of linked levels follows from what is published`(seed: UInt64)
      async throws
    {
      let units = Self.units(seed)
      let answer = try await EgressFixture.with { fixture in
        var rows: [[String]] = []
        for unit in units {
          for _ in 0..<unit.count { rows.append(["p\(rows.count)", unit.name]) }
        }
        try fixture.csv("people.csv", ["person", "unit"], rows)
        try fixture.csv(
          "h.csv", ["unit", "county", "group"], units.map { [$0.name, $0.county, $0.group] })
        return try await fixture.check(
          """
          {"kind":"tabulation","input":"people.csv","subject":"person","dimensions":["unit"],
           "measures":[{"function":"count"}],"hierarchies":{"unit":"h.csv"},"margins":true,
           "parameters":{"contributors":4}}
          """)
      }
      guard units.contains(where: { $0.count < 4 }) else { return }
      #expect(answer.verdict == .fail)
      if let found = answer.remedied?["suppression"] {
        let isSolved = found["solver"]?.text == "cbc"
        // On a machine with much else to do it is not proved in time, which the answer says.
        if PatternTests.hasSolver, !isSolved { print("a table of units was not proved in time") }
        #expect(isSolved ? PatternTests.hasSolver : found["solver"]?.text == "none")
        let gap = found["gap"]?.number ?? (isSolved ? 2 : 0)
        #expect(gap >= 0 && gap < 1)
      }
      let cells = answer.remedied?["cells"]?.elements ?? []
      let sums = cells.compactMap { entry -> (members: [Int], value: Int)? in
        guard let value = entry["values"]?["count"]?.number else { return nil }
        return (units.indices.filter { Self.holds(units[$0], entry["cell"]) }, Int(value))
      }
      let withheld = cells.filter { $0["withheld"] != nil && $0["cell"]?["unit"] != nil }
      #expect(withheld.count >= units.count { $0.count < 4 })
      let possible = Self.possible(units, sums)
      for entry in withheld {
        let name = entry["cell"]?["unit"]?.text
        let index = units.firstIndex { $0.name == name }
        #expect(index.map { possible[$0].count > 1 } == true, "\(name ?? "") \(seed)")
      }
    }
  }
}
