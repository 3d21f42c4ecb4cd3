// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Testing

extension EgressCheckTests {
  /// Tables of a survey: numbers are weighted, people are counted as they are.
  @Suite struct WeightTests {
    private static let header = ["person", "county", "tax", "w"]

    /// People of four counties with weights of halves; the last county has few.
    private static func people(_ seed: UInt64) -> [[String]] {
      var random = SeededGenerator(seed: seed)
      return (0..<300).map { index in
        [
          "p\(index)", index < 6 ? "d" : ["a", "b", "c"][index % 3],
          "\(Int.random(in: 100...400, using: &random))",
          "\(Double(Int.random(in: 1...9, using: &random)) / 2)",
        ]
      }
    }

    private static func spec(_ measures: String, _ more: String = "") -> String {
      """
      {"kind":"tabulation","input":"t.csv","subject":"person","weight":"w",
       "dimensions":["county"],"measures":[\(measures)]\(more)}
      """
    }

    private static let count = #"{"function":"count"}"#
    private static let sum = #"{"function":"sum","column":"tax"}"#
    private static let mean = #"{"function":"mean","column":"tax"}"#

    private static func check(
      _ rows: [[String]], _ measures: String = WeightTests.count, _ more: String = ""
    ) async throws -> CheckAnswer {
      try await EgressFixture.with { fixture in
        try fixture.csv("t.csv", header, rows)
        return try await fixture.check(spec(measures, more))
      }
    }

    private static func problem(
      _ rows: [[String]], _ spec: String = WeightTests.spec(WeightTests.count)
    ) async throws -> SpecProblem? {
      try await EgressFixture.with { fixture in
        try fixture.csv("t.csv", header, rows)
        return try await fixture.problem(spec)
      }
    }

    @Test(arguments: [UInt64(1), 2, 3])
    func `weighted numbers are those of a slow reckoning`(seed: UInt64) async throws {
      let rows = Self.people(seed)
      let share = #"{"function":"share","column":"tax"}"#
      let people = #"{"function":"contributors"}"#
      let answer = try await Self.check(
        rows, [Self.count, Self.sum, Self.mean, share, people].joined(separator: ","))
      #expect(answer.cells(.minimumContributors) == [#"{"county":"d"}"#])
      let cells = try #require(answer.remedied?["cells"]?.elements)
      let shown = cells.filter { $0["values"] != nil }
      #expect(shown.count == 3)
      func weighted(_ rows: [[String]], _ value: ([String]) -> Double) -> Double {
        rows.reduce(0) { $0 + value($1) * (Double($1[3]) ?? 0) }
      }
      func tax(_ row: [String]) -> Double { Double(row[2]) ?? 0 }
      let whole = weighted(rows.filter { $0[1] != "d" }, tax)
      for cell in shown {
        let own = rows.filter { $0[1] == cell["cell"]?["county"]?.text }
        let values = try #require(cell["values"])
        let (size, sum) = (weighted(own) { _ in 1 }, weighted(own, tax))
        #expect(values["count"]?.number == size)
        #expect(values["sum(tax)"]?.number == sum)
        #expect(abs((values["mean(tax)"]?.number ?? 0) - sum / size) <= 0.005)
        #expect(abs((values["share(tax)"]?.number ?? 0) - sum / whole) <= 0.0001)
        #expect(values["contributors"]?.number == Double(own.count))
      }
    }

    @Test func `few people of great weight are few`() async throws {
      let rows = (0..<40).map { ["p\($0)", $0 < 5 ? "x" : "y", "7", $0 < 5 ? "1000" : "1"] }
      let answer = try await Self.check(rows)
      let found = answer.fails(.minimumContributors)
      #expect(found.first?.value == 5 && found.first?.parameter == 10)
      #expect(answer.cells(.minimumContributors) == [#"{"county":"x"}"#])
    }

    @Test func `who has no weight is nobody's company`() async throws {
      let rows = (0..<40).map { ["p\($0)", $0 < 14 ? "x" : "y", "7", $0 < 9 ? "0" : "1"] }
      let answer = try await Self.check(rows)
      #expect(answer.fails(.minimumContributors).first?.value == 5)
      let light = (0..<40).map { ["p\($0)", $0 < 14 ? "x" : "y", "7", $0 < 13 ? "0.0001" : "1"] }
      let other = try await Self.check(light)
      #expect(!other.fails(.dominance).isEmpty, "one person makes up the weighted number")
    }

    @Test func `a value dominates by what it stands for`() async throws {
      let rows = (0..<40).map { ["p\($0)", "x", "\(90 + $0 % 20)", $0 == 3 ? "90" : "1"] }
      let weighted = try await Self.check(rows, Self.sum)
      #expect(!weighted.fails(.dominance).isEmpty)
      let plain = try await Self.check(rows.map { Array($0.prefix(3)) + ["1"] }, Self.sum)
      #expect(plain.verdict == .pass, "\(plain.document.json)")
    }

    @Test func `a mean of equal values tells them whatever the weights`() async throws {
      let rows = Self.people(9).filter { $0[1] != "d" }
        .map { $0[1] == "a" ? [$0[0], "a", "250", $0[3]] : $0 }
      let answer = try await Self.check(rows, Self.mean)
      let found = answer.of(.classDisclosure).filter { $0.formula == "one-value-for-all.1" }
      #expect(found.map { $0.location["cell"]?["county"]?.text } == ["a"])
    }

    @Test(arguments: [
      ("", "missing"), ("-3.5", "negative"), ("nan", "finite"), ("inf", "finite"),
      ("-inf", "finite"), ("w7secret", "finite"), ("1e30", "large"),
    ])
    func `a weight that is none is refused by its row`(weight: String, reason: String)
      async throws
    {
      var rows = Self.people(4)
      rows[16][3] = weight
      rows[90][3] = "-1"
      let problem = try await Self.problem(rows)
      #expect(problem?.field == "weight")
      #expect(problem?.en.contains("row 17") == true && problem?.en.contains(reason) == true)
      #expect(problem?.zh.contains("17") == true && problem?.en.contains("secret") == false)
    }

    @Test func `weights of nothing leave no records`() async throws {
      let rows = Self.people(5).map { Array($0.prefix(3)) + ["0"] }
      let problem = try await Self.problem(rows)
      #expect(problem?.field == "input")
    }

    @Test(arguments: [
      ("weight", #""weight":"person","measures":[{"function":"count"}]"#),
      ("weight", #""weight":"county","measures":[{"function":"count"}]"#),
      ("weight", #""weight":"tax","measures":[{"function":"sum","column":"tax"}]"#),
      ("weight", #""weight":"nobody","measures":[{"function":"count"}]"#),
      ("measures[0]", #""weight":"w","measures":[{"function":"median","column":"tax"}]"#),
      ("measures[0]", #""weight":"w","measures":[{"function":"variance","column":"tax"}]"#),
      (
        "parameters.rounding",
        #""weight":"w","measures":[{"function":"count"}],"parameters":{"rounding":5}"#
      ),
    ])
    func `what cannot be weighted is refused`(field: String, form: String) async throws {
      let spec = """
        {"kind":"tabulation","input":"t.csv","subject":"person","dimensions":["county"],\(form)}
        """
      let problem = try await Self.problem(Self.people(6), spec)
      #expect(problem?.field == field, "\(problem?.description ?? "no problem")")
    }

    @Test func `weighted tables are remembered by their people`() async throws {
      try await EgressFixture.with { fixture in
        let rows = Self.people(7).filter { $0[1] != "d" }
        try fixture.csv("t.csv", Self.header, rows)
        let first = try await fixture.check(Self.spec(Self.sum), release: "first.json")
        #expect(first.verdict == .pass, "\(first.document.json)")
        try fixture.csv("t.csv", Self.header, Array(rows.dropFirst(2)))
        let again = try await fixture.check(
          Self.spec(Self.sum, #","releases":["first.json"]"#))
        #expect(again.verdict == .fail)
        let found = again.fails(.differencing) + again.fails(.refreshDifferencing)
        #expect(!found.isEmpty, "\(again.document.json)")
      }
    }
  }
}
