// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Testing

/// Shares of rounded counts: they tell no more than the counts beside them.
extension EgressCheckTests {
  struct RoundedShareTests {
    private func remedied(_ rows: [[String]], rounding: Int) async throws -> [Document] {
      try await EgressFixture.with { fixture in
        try fixture.csv("people.csv", ["person", "county", "sex"], rows)
        let answer = try await fixture.check(
          """
          {"kind":"tabulation","input":"people.csv","subject":"person",
           "dimensions":["county","sex"],"margins":true,
           "measures":[{"function":"count"},{"function":"share"}],
           "parameters":{"rounding":\(rounding),"zeros":"allow"}}
          """)
        #expect(answer.verdict == .fail)
        return answer.remedied?["cells"]?.elements ?? []
      }
    }

    private static func rows(_ counts: [(county: String, sex: String, people: Int)]) -> [[String]] {
      counts.flatMap { entry in Array(repeating: [entry.county, entry.sex], count: entry.people) }
        .enumerated().map { ["p\($0)"] + $1 }
    }

    @Test(arguments: [5, 6])
    func `shares of rounded counts do not tell what is withheld`(rounding: Int) async throws {
      func shown(_ few: Int) async throws -> [Document] {
        try await remedied(
          Self.rows([("a", "F", 100), ("a", "M", 61), ("b", "F", 30), ("b", "M", few)]),
          rounding: rounding)
      }
      let cells = try await shown(3)
      #expect(cells.count { $0["withheld"] != nil } >= 1)
      let whole = cells.first { $0["cell"]?.json == "{}" }
      #expect(whole?["values"]?["share"]?.number == 1)
      for few in [1, 2, 4, 7, 9] {
        let other = try await shown(few)
        // Where a total needs protection itself it is withheld in the one and not in the other.
        for (cell, same) in zip(cells, other) where same["values"] != nil && cell["values"] != nil {
          #expect(cell == same, "\(few) people withheld")
        }
      }
    }

    @Test func `a share of one published cell is everything that is shown`() async throws {
      let cells = try await EgressFixture.with { fixture in
        try fixture.csv(
          "people.csv", ["person", "county"],
          (0..<103).map { ["p\($0)", $0 < 100 ? "a" : "b"] })
        return try await fixture.check(
          """
          {"kind":"tabulation","input":"people.csv","subject":"person","dimensions":["county"],
           "margins":true,"measures":[{"function":"count"},{"function":"share"}],
           "parameters":{"rounding":5}}
          """
        ).remedied?["cells"]?.elements ?? []
      }
      let first = cells.first { $0["cell"]?["county"]?.text == "a" }
      #expect(first?["values"]?["count"]?.number == 100)
      #expect(first?["values"]?["share"]?.number == 1)
      let second = cells.first { $0["cell"]?["county"]?.text == "b" }
      #expect(second?["withheld"] != nil && second?["values"] == nil)
    }

    @Test(arguments: UInt64(1)...4)
    func `every share is its count by the counts that are shown`(seed: UInt64) async throws {
      var random = SeededGenerator(seed: seed)
      let counts = ["a", "b", "c", "d"].flatMap { county in
        ["F", "M"].map { sex in
          (county: county, sex: sex, people: Int.random(in: 10...90, using: &random))
        }
      }
      let rows = Self.rows(counts + [("e", "F", 40), ("e", "M", Int(seed) + 1)])
      let cells = try await remedied(rows, rounding: seed % 2 == 0 ? 5 : 6)
      let finest = cells.filter { $0["cell"]?["county"] != nil && $0["cell"]?["sex"] != nil }
      let total = finest.compactMap { $0["values"]?["count"]?.number }.reduce(0, +)
      #expect(total > 0 && finest.count == 10)
      for cell in cells {
        guard let count = cell["values"]?["count"]?.number else { continue }
        let expected = (count / total * 1e4).rounded() / 1e4
        #expect(cell["values"]?["share"]?.number == expected, "seed \(seed) \(cell.json)")
      }
    }
  }
}
