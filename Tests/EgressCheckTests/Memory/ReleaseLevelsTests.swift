// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Testing

/// A table by county and one by region over people who changed: the one is the sum of the other.
extension EgressCheckTests {
  struct ReleaseLevelsTests {
    private static let header = ["person", "county", "region", "tax"]

    /// Forty people in each of four counties, two to a region.
    private static func people() -> [[String]] {
      (0..<160).map { index in
        let county = ["a1", "a2", "b1", "b2"][index % 4]
        return ["p\(index)", county, String(county.prefix(1)), "\(100 + index)"]
      }
    }

    /// Few more in region `a`, many more in region `b`.
    private static func later(_ few: Int, _ random: inout SeededGenerator) -> [[String]] {
      people()
        + (0..<few).map { index in
          ["n\(index)", "a\(Int.random(in: 1...2, using: &random))", "a", "777"]
        }
        + (0..<60).map { ["m\($0)", "b\($0 % 2 + 1)", "b", "150"] }
    }

    private static func spec(_ input: String, _ column: String, _ releases: String = "") -> String {
      """
      {"kind":"tabulation","input":"\(input)","subject":"person","dimensions":["\(column)"],
       "measures":[{"function":"count"},{"function":"sum","column":"tax"}],
       "releases":[\(releases)]}
      """
    }

    @Test(arguments: Attack.seeds)
    func `a coarser table of later people may not differ by few from the finer one`(seed: UInt64)
      async throws
    {
      var random = Attack.random("levels", seed)
      let few = Int.random(in: 1...9, using: &random)
      try await EgressFixture.with { fixture in
        try fixture.csv("day1.csv", Self.header, Self.people())
        try fixture.csv("day2.csv", Self.header, Self.later(few, &random))
        _ = try await fixture.check(Self.spec("day1.csv", "county"), release: "day1.json")
        let answer = try await fixture.check(Self.spec("day2.csv", "region", "\"day1.json\""))
        let found = answer.fails(.differencing).filter { $0.formula == "levels-differ-below.1" }
        #expect(found.map { $0.location["cell"]?.json } == [#"{"region":"a"}"#])
        #expect(found.first?.value == Double(few))
        let out = Attack.published(answer, plain: [:])
        #expect(out[#"{"region":"a"}"#] == nil)
      }
    }

    @Test(arguments: Attack.seeds)
    func `a finer table of later people may not differ by few from the coarser one`(seed: UInt64)
      async throws
    {
      var random = Attack.random("levels", seed)
      let few = Int.random(in: 1...9, using: &random)
      try await EgressFixture.with { fixture in
        try fixture.csv("day1.csv", Self.header, Self.people())
        try fixture.csv("day2.csv", Self.header, Self.later(few, &random))
        _ = try await fixture.check(Self.spec("day1.csv", "region"), release: "day1.json")
        let answer = try await fixture.check(
          Self.spec("day2.csv", "county", "\"day1.json\""), release: "day2.json")
        let found = answer.fails(.differencing).filter { $0.formula == "levels-differ-below.1" }
        #expect(found.first?.value == Double(few), "\(answer.document.json)")
        #expect(answer.release == nil)
      }
    }

    @Test func `levels that differ by many people pass`() async throws {
      var random = Attack.random("levels", 9)
      try await EgressFixture.with { fixture in
        try fixture.csv("day1.csv", Self.header, Self.people())
        try fixture.csv("day2.csv", Self.header, Self.later(30, &random))
        _ = try await fixture.check(Self.spec("day1.csv", "county"), release: "day1.json")
        let answer = try await fixture.check(Self.spec("day2.csv", "region", "\"day1.json\""))
        #expect(answer.verdict == .pass, "\(answer.document.json)")
      }
    }
  }
}
