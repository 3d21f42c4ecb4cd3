// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Testing

/// Statistics that tell each person's value although many people stand behind them.
extension EgressCheckTests {
  struct OneValueTests {
    private func check(_ columns: [[String]], _ form: String) async throws -> CheckAnswer {
      try await EgressFixture.with { fixture in
        try fixture.csv(
          "people.csv", ["person", "county", "x", "y"],
          columns.enumerated().map { ["p\($0.offset)"] + $0.element })
        return try await fixture.check(
          "{\"input\":\"people.csv\",\"subject\":\"person\",\(form)}")
      }
    }

    private static let people = MadeUpPeople(seed: 41, count: 400)

    private func rows(_ x: (Int) -> Int, _ y: (Int) -> Int) -> [[String]] {
      (0..<400).map { [["north", "south"][$0 % 2], "\(x($0))", "\(y($0))"] }
    }

    @Test(arguments: ["share", "mean", "median"])
    func `a group in which all have one value is for review`(function: String) async throws {
      let form =
        "\"kind\":\"tabulation\",\"dimensions\":[\"county\"],"
        + "\"measures\":[{\"function\":\"\(function)\",\"column\":\"x\"}]"
      let noise = Self.people.noise
      let told = try await check(rows({ $0 % 2 == 0 ? 1 : noise[$0] % 2 }, { $0 }), form)
      let found = told.of(.classDisclosure).filter { $0.formula == "one-value-for-all.1" }
      #expect(found.map { $0.location["cell"]?["county"]?.text } == ["north"])
      let mixed = try await check(rows({ noise[$0] % 2 }, { $0 }), form)
      #expect(mixed.of(.classDisclosure).isEmpty)
      // A price that is fixed in every group is a price list.
      let listed = try await check(rows({ $0 % 2 == 0 ? 70 : 85 }, { $0 }), form)
      #expect(listed.of(.classDisclosure).isEmpty)
    }

    @Test func `a regression on a column that parts few people from the others fails`() async throws
    {
      let form =
        "\"kind\":\"tabulation\",\"dimensions\":[\"county\"],"
        + "\"measures\":[{\"function\":\"regression\",\"column\":\"y\",\"on\":[\"x\"]}]"
      let income = Self.people.income
      let one = try await check(rows({ $0 == 7 ? 1 : 0 }, { income[$0] }), form)
      #expect(
        one.fails(.minimumContributors).contains { $0.formula == "people-behind-regressor.1" })
      let age = Self.people.age
      let plain = try await check(rows({ age[$0] }, { income[$0] }), form)
      #expect(plain.verdict == .pass, "\(plain.document.json)")
      let halves = try await check(rows({ age[$0] % 2 }, { income[$0] }), form)
      #expect(halves.verdict == .pass, "\(halves.document.json)")
      let far = try await check(rows({ $0 == 7 ? 1_000_000 : age[$0] }, { income[$0] }), form)
      #expect(far.of(.dominance).contains { $0.formula == "record-in-regressor.1" })
    }

    @Test func `a band of texts and a regression on itself are no specification`() async throws {
      let problems = try await EgressFixture.with { fixture in
        try fixture.csv(
          "people.csv", ["person", "county"], (0..<40).map { ["p\($0)", "north"] })
        let band = try await fixture.problem(
          """
          {"kind":"query","input":"people.csv","subject":"person","measures":[{"function":"count"}],
           "parametersOf":{"b":{"column":"county","bucket":5}}}
          """)
        let own = try await fixture.problem(
          """
          {"kind":"tabulation","input":"people.csv","subject":"person","dimensions":["county"],
           "measures":[{"function":"regression","column":"x","on":["x"]}]}
          """)
        return [band?.field, own?.field]
      }
      #expect(problems == ["parametersOf.b", "measures[0].on[0]"])
    }
  }
}
