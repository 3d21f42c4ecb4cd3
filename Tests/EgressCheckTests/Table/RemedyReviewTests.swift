// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Testing

/// A remedied form passes only when nothing that it shows is for people to judge.
extension EgressCheckTests {
  struct RemedyReviewTests {
    private static let header = ["person", "county", "sex", "tax"]

    /// Forty people of a county, the women in the even rows.
    private static func county(_ name: String, _ count: Int = 40) -> [[String]] {
      (0..<count).map { ["\(name)\($0)", name, $0 % 2 == 0 ? "F" : "M", "\(100 + $0)"] }
    }

    private static func spec(
      _ dimensions: [String], margins: Bool = false, releases: [String] = [],
      parameters: String = ""
    ) -> String {
      let named = { (names: [String]) in names.map { "\"\($0)\"" }.joined(separator: ",") }
      return """
        {"kind":"tabulation","input":"people.csv","subject":"person",
         "dimensions":[\(named(dimensions))],"margins":\(margins),
         "measures":[{"function":"count"},{"function":"sum","column":"tax"}],
         "parameters":{\(parameters)},"releases":[\(named(releases))]}
        """
    }

    private func remedied(
      _ rows: [[String]], _ dimensions: [String] = ["county"], margins: Bool = false,
      parameters: String = ""
    ) async throws -> String? {
      try await EgressFixture.with { fixture in
        try fixture.csv("people.csv", Self.header, rows)
        let answer = try await fixture.check(
          Self.spec(dimensions, margins: margins, parameters: parameters))
        #expect(answer.verdict == .fail, "\(answer.document.json)")
        return answer.remedied?["verdict"]?.text
      }
    }

    private static let few = county("few", 3)

    @Test(arguments: [false, true])
    func `negative values of a cell that stays`(margins: Bool) async throws {
      var rows = Self.county("a") + Self.county("b") + Self.county("c") + Self.few
      #expect(try await remedied(rows, margins: margins) == "pass")
      rows[2][3] = "-5"
      #expect(try await remedied(rows, margins: margins) == "review")
    }

    @Test func `negative values of a cell that is withheld are gone with it`() async throws {
      var rows = Self.county("a") + Self.county("b") + Self.few
      rows[rows.count - 1][3] = "-5"
      #expect(try await remedied(rows) == "pass")
    }

    @Test(arguments: ["review", "allow"])
    func `a county of men alone`(zeros: String) async throws {
      let men = Self.county("a").filter { $0[2] == "M" }
      let rows = men + Self.county("b") + Self.county("c") + Self.few
      let found = try await remedied(
        rows, ["county", "sex"], parameters: #""zeros":"\#(zeros)""#)
      #expect(found == "review")
    }

    @Test func `records of nobody and values that are no numbers`() async throws {
      for (column, value) in [(0, ""), (3, "n/a")] {
        var rows = Self.county("a") + Self.county("b") + Self.few
        rows[4][column] = value
        #expect(try await remedied(rows) == "review", "\(column)")
      }
    }

    @Test func `a label stays when the number beside it is withheld`() async throws {
      let few = Self.few.map { [$0[0], "=few", $0[2], $0[3]] }
      #expect(try await remedied(Self.county("a") + Self.county("b") + few) == "review")
    }

    @Test func `a refresh that holds a group shows the others as they are`() async throws {
      try await EgressFixture.with { fixture in
        let people = Self.county("a") + Self.county("b")
        try fixture.csv("people.csv", Self.header, people)
        _ = try await fixture.check(Self.spec(["county"], margins: true), release: "day0.json")
        let one = [["n", "a", "F", "120"]]
        let next = { (value: String) in
          people + one + (0..<20).map { ["n\($0)", "b", "F", value] }
        }
        try fixture.csv("people.csv", Self.header, next("120"))
        let spec = Self.spec(["county"], margins: true, releases: ["day0.json"])
        let plain = try await fixture.check(spec)
        #expect(plain.remedied?["method"]?.text == "hold")
        #expect(plain.remedied?["verdict"]?.text == "pass")
        try fixture.csv("people.csv", Self.header, next("-120"))
        let owing = try await fixture.check(spec)
        #expect(owing.remedied?["method"]?.text == "hold")
        #expect(owing.remedied?["verdict"]?.text == "review")
      }
    }
  }
}
