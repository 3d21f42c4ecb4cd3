// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Foundation
import Testing

/// Quantiles of one group told by several releases, one each.
extension EgressCheckTests {
  struct ReleasedQuantileTests {
    private static let formula = "people-between-quantiles.1"
    private static let header = ["person", "county", "one", "income", "age"]

    private static func people(_ count: Int, name: String = "p") -> [[String]] {
      var random = SeededGenerator(seed: 12)
      let incomes = (0..<2 * count).map { 3_000 + 17 * $0 }.shuffled(using: &random)
      return incomes.enumerated().map {
        ["\(name)\($0)", ["a", "b"][$0 % 2], "x", "\($1)", "\(20 + $0 % 50)"]
      }
    }

    private static func spec(
      _ position: Double, column: String = "income", input: String = "people.csv",
      dimensions: String = #""county""#, releases: [String] = []
    ) -> String {
      """
      {"kind":"tabulation","input":"\(input)","subject":"person","dimensions":[\(dimensions)],
       "measures":[{"function":"quantile","quantile":\(position),"column":"\(column)"}],
       "releases":[\(releases.map { "\"\($0)\"" }.joined(separator: ","))]}
      """
    }

    private func between(_ answer: CheckAnswer) -> [CheckFinding] {
      answer.findings.filter { $0.formula == Self.formula }
    }

    @Test(arguments: [true, false])
    func `a quantile near one that is out fails`(hasEvidence: Bool) async throws {
      try await EgressFixture.with { fixture in
        try fixture.csv("people.csv", Self.header, Self.people(60))
        let first = try await fixture.check(Self.spec(0.5), release: "first.json")
        #expect(first.verdict == .pass && first.release != nil)
        if !hasEvidence {
          try FileManager.default.removeItem(at: fixture.folder.appending(path: "first.json.key"))
        }
        let answer = try await fixture.check(Self.spec(0.55, releases: ["first.json"]))
        #expect(answer.verdict == .fail, "\(answer.document.json)")
        let found = between(answer)
        #expect(found.map(\.severity) == [.fail, .fail])
        #expect(Set(found.compactMap { $0.location["cell"]?.json }).count == 2)
        #expect(found.allSatisfy { $0.location["release"]?.text == "releases[0]" && $0.value == 3 })
        #expect(found.allSatisfy { $0.location["quantiles"]?.json == "[0.5,0.55]" })
        let cells = answer.remedied?["cells"]?.elements ?? []
        #expect(!cells.isEmpty && cells.allSatisfy { $0["values"] == nil })
      }
    }

    @Test func `the same quantile, a far one, another column and other people pass`() async throws {
      try await EgressFixture.with { fixture in
        try fixture.csv("people.csv", Self.header, Self.people(60))
        try fixture.csv("others.csv", Self.header, Self.people(60, name: "q"))
        _ = try await fixture.check(Self.spec(0.5), release: "first.json")
        let names = ["first.json"]
        for spec in [
          Self.spec(0.5, releases: names), Self.spec(0.75, releases: names),
          Self.spec(0.55, column: "age", releases: names),
          Self.spec(0.55, input: "others.csv", releases: names),
        ] {
          let answer = try await fixture.check(spec)
          #expect(answer.verdict == .pass, "\(spec) \(answer.document.json)")
        }
        let text = try String(
          contentsOf: fixture.folder.appending(path: "first.json"), encoding: .utf8)
        #expect(text.contains(#""quantiles":[{"column":"income","positions":[0.5]}]"#))
      }
    }

    @Test func `single incomes cannot be taken one release at a time`() async throws {
      try await EgressFixture.with { fixture in
        try fixture.csv("people.csv", Self.header, Self.people(30))
        var (out, told) = ([String](), 0)
        for place in 10...19 {
          let name = "r\(place).json"
          let answer = try await fixture.check(
            Self.spec(Double(place) / 29, releases: out), release: name)
          told += answer.verdict == .pass ? 1 : 0
          let shown = answer.remedied?["cells"]?.elements.count { $0["values"] != nil } ?? 0
          #expect(answer.verdict == .pass || shown == 0, "\(place)")
          if answer.release != nil { out.append(name) }
        }
        // The first and, with ten people between, the last.
        #expect((1...2).contains(told))
      }
    }

    @Test func `a group under another dimension is for people to look at`() async throws {
      try await EgressFixture.with { fixture in
        try fixture.csv("people.csv", Self.header, Self.people(60))
        _ = try await fixture.check(Self.spec(0.5), release: "first.json")
        let answer = try await fixture.check(
          Self.spec(0.55, dimensions: #""county","one""#, releases: ["first.json"]))
        #expect(answer.verdict >= .review)
        #expect(between(answer).map(\.severity) == [.review, .review])
        let finer = try await fixture.check(
          Self.spec(0.55, dimensions: #""one""#, releases: ["first.json"]))
        #expect(between(finer).isEmpty, "both counties together are another group")
      }
    }
  }
}
