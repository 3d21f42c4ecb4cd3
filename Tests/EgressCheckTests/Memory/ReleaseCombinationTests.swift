// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Foundation
import Testing

/// What several releases give away together: other orders of the same people, three tables, levels
/// of hierarchies, changed values under other measures, a history with a hole.
extension EgressCheckTests {
  struct ReleaseCombinationTests {
    private static let header = ["person", "county", "region", "sex", "band", "tax"]

    /// People of four counties in two regions; few women live in `a1`.
    private static func people(seed: UInt64, few: Int = 4) -> [[String]] {
      var random = SeededGenerator(seed: seed)
      var rows: [[String]] = []
      for (county, men, women) in [
        ("a1", 30, few), ("a2", 28, 33), ("b1", 35, 29), ("b2", 31, 40),
      ] {
        for index in 0..<men + women {
          rows.append([
            "p\(rows.count)", county, String(county.prefix(1)), index < men ? "M" : "F",
            "\(Int.random(in: 2...6, using: &random))0",
            "\(Int.random(in: 100...300, using: &random))",
          ])
        }
      }
      return rows
    }

    private static func spec(
      _ input: String, _ dimensions: String, measures: [String] = ["{\"function\":\"count\"}"],
      extra: String = "", releases: [String] = []
    ) -> String {
      """
      {"kind":"tabulation","input":"\(input)","subject":"person","dimensions":[\(dimensions)],
       "measures":[\(measures.joined(separator: ","))]\(extra),
       "releases":[\(releases.map { "\"\($0)\"" }.joined(separator: ","))]}
      """
    }

    @Test(arguments: [1, 2])
    func `the same people in another order may not tell what was withheld`(seed: UInt64)
      async throws
    {
      try await EgressFixture.with { fixture in
        var random = SeededGenerator(seed: seed)
        let people = Self.people(seed: seed)
        try fixture.csv("all.csv", Self.header, people)
        try fixture.csv("mixed.csv", Self.header, people.shuffled(using: &random))
        let first = try await fixture.check(
          Self.spec("all.csv", "\"county\",\"sex\""), release: "first.json")
        #expect(first.release != nil)
        let second = try await fixture.check(
          Self.spec("mixed.csv", "\"county\"", releases: ["first.json"]))
        #expect(!second.fails(.differencing).isEmpty, "\(second.document.json)")
        #expect(try await fixture.check(Self.spec("mixed.csv", "\"county\"")).verdict == .pass)
      }
    }

    @Test func `nearly the same people may not tell what was withheld either`() async throws {
      try await EgressFixture.with { fixture in
        let people = Self.people(seed: 3)
        try fixture.csv("all.csv", Self.header, people)
        try fixture.csv("later.csv", Self.header, people.filter { $0[0] != "p1" })
        _ = try await fixture.check(
          Self.spec("all.csv", "\"county\",\"sex\""), release: "first.json")
        let second = try await fixture.check(
          Self.spec("later.csv", "\"county\"", releases: ["first.json"]))
        #expect(
          second.fails(.differencing).contains {
            $0.location["cell"]?.json == #"{"county":"a1"}"#
          }, "\(second.document.json)")
      }
    }

    @Test(arguments: [1, 2, 3])
    func `everybody less the men less the women is a number about the few others`(seed: UInt64)
      async throws
    {
      try await EgressFixture.with { fixture in
        var random = SeededGenerator(seed: seed)
        var people = Self.people(seed: seed, few: 30)
        for row in people.indices.shuffled(using: &random).prefix(Int(seed) + 1) {
          people[row][3] = "X"
        }
        try fixture.csv("all.csv", Self.header, people)
        try fixture.csv("men.csv", Self.header, people.filter { $0[3] == "M" })
        try fixture.csv("women.csv", Self.header, people.filter { $0[3] == "F" })
        let band = "\"county\""
        _ = try await fixture.check(Self.spec("men.csv", band), release: "men.json")
        let women = try await fixture.check(
          Self.spec("women.csv", band, releases: ["men.json"]), release: "women.json")
        #expect(women.verdict == .pass, "\(women.document.json)")
        let all = try await fixture.check(
          Self.spec("all.csv", band, releases: ["men.json", "women.json"]))
        #expect(
          all.fails(.differencing).contains { $0.formula == "combination-of-three-below.1" },
          "\(all.document.json)")
      }
    }

    @Test func `regions may not tell which of their counties was withheld`() async throws {
      try await EgressFixture.with { fixture in
        // One small county in each region: their sum is out, each of them is not.
        let people = Self.people(seed: 5).filter { row in
          !["a1", "b1"].contains(row[1]) || (Int(row[0].dropFirst()) ?? 0) % 5 == 0
        }.filter { $0[1] != "b1" || $0[3] == "M" }
        try fixture.csv("all.csv", Self.header, people)
        _ = try await fixture.check(Self.spec("all.csv", "\"county\""), release: "county.json")
        let second = try await fixture.check(
          Self.spec("all.csv", "\"region\"", releases: ["county.json"]))
        #expect(!second.fails(.differencing).isEmpty, "\(second.document.json)")
      }
    }

    @Test func `few more people in a region are found though their county is withheld`()
      async throws
    {
      try await EgressFixture.with { fixture in
        // Each region has two counties that are withheld; in one of them two people are new, and
        // everywhere else in the other region many are.
        var people = Self.people(seed: 12, few: 30)
        for row in people.indices where row % 3 == 0 {
          people[row][1] += (Int(people[row][0].dropFirst()) ?? 0) % 2 == 0 ? "x" : "y"
        }
        let small = ["a1x", "a1y", "a2x", "a2y"]
        var kept: [String: Int] = [:]
        people = people.filter { row in
          kept[row[1], default: 0] += 1
          return !small.contains(row[1]) || (kept[row[1]] ?? 0) <= 6
        }
        try fixture.csv("day1.csv", Self.header, people)
        let new = (0..<2).map { ["n\($0)", "a1x", "a", "F", "20", "150"] }
        let many = ["b1", "b1x", "b1y", "b2", "b2x", "b2y"].flatMap { county in
          (0..<15).map { ["m\(county)\($0)", county, "b", "F", "20", "150"] }
        }
        try fixture.csv("day2.csv", Self.header, people + new + many)
        let places = Set(people.map { [$0[1], $0[2]] }).sorted { $0[0] < $1[0] }
        try fixture.csv("h.csv", ["county", "region"], places)
        let extra = ",\"margins\":true,\"hierarchies\":{\"county\":\"h.csv\"}"
        let first = try await fixture.check(
          Self.spec("day1.csv", "\"county\"", extra: extra), release: "day1.json")
        #expect(first.release != nil, "\(first.document.json)")
        let second = try await fixture.check(
          Self.spec("day2.csv", "\"county\"", extra: extra, releases: ["day1.json"]))
        let found = second.fails(.refreshDifferencing) + second.fails(.differencing)
        #expect(
          found.contains { $0.location["cell"]?.json == #"{"region":"a"}"# && $0.value == 2 },
          "\(second.document.json)")
      }
    }

    @Test func `a value that changed is found under other measures too`() async throws {
      try await EgressFixture.with { fixture in
        var people = Self.people(seed: 7, few: 20)
        let sum = "{\"function\":\"sum\",\"column\":\"tax\"}"
        try fixture.csv("day1.csv", Self.header, people)
        people[40][5] = "177"
        try fixture.csv("day2.csv", Self.header, people)
        _ = try await fixture.check(
          Self.spec("day1.csv", "\"county\"", measures: [sum]), release: "day1.json")
        let second = try await fixture.check(
          Self.spec(
            "day2.csv", "\"county\"", measures: ["{\"function\":\"count\"}", sum],
            releases: ["day1.json"]))
        #expect(second.fails(.differencing).contains { $0.value == 1 })
      }
    }

    @Test func `a history with a hole is at best for review`() async throws {
      try await EgressFixture.with { fixture in
        let people = Self.people(seed: 8, few: 30)
        try fixture.csv("all.csv", Self.header, people)
        try fixture.csv("later.csv", Self.header, people.map { ["x" + $0[0]] + $0.dropFirst() })
        _ = try await fixture.check(Self.spec("all.csv", "\"county\""), release: "first.json")
        let spec = Self.spec("later.csv", "\"county\"", releases: ["first.json"])
        #expect(try await fixture.check(spec).verdict == .pass)
        for name in ["first.json.key", "first.json.sealed"] {
          try FileManager.default.moveItem(
            at: fixture.folder.appending(path: name),
            to: fixture.folder.appending(path: name + ".away"))
          let answer = try await fixture.check(spec)
          #expect(answer.of(.differencing).contains { $0.formula == "history-incomplete.1" })
          #expect(answer.verdict == .review)
        }
        try FileManager.default.removeItem(at: fixture.folder.appending(path: "first.json"))
        #expect(try await fixture.problem(spec)?.field == "releases[0]")
      }
    }

    @Test func `a difference that no withheld cell mends is not written out as remedied`()
      async throws
    {
      try await EgressFixture.with { fixture in
        let people = Self.people(seed: 9, few: 30)
        try fixture.csv("all.csv", Self.header, people)
        try fixture.csv("part.csv", Self.header, Array(people.dropFirst(2)))
        _ = try await fixture.check(Self.spec("all.csv", "\"county\""), release: "first.json")
        let second = try await fixture.check(
          Self.spec("part.csv", "\"sex\"", releases: ["first.json"]), release: "second.json")
        #expect(second.fails(.differencing).contains { $0.value == 2 })
        #expect(second.remedied?["verdict"]?.text == "fail")
        #expect(second.release == nil)
        let path = fixture.folder.appending(path: "second.json").path
        #expect(!FileManager.default.fileExists(atPath: path))
      }
    }

    @Test func `a query over some values is compared with the table of all`() async throws {
      try await EgressFixture.with { fixture in
        // Nearly everybody lives in three counties; three people live in `c`.
        var people = Self.people(seed: 10, few: 30)
        for row in 0..<3 { people[row][1] = "c" }
        try fixture.csv("all.csv", Self.header, people)
        _ = try await fixture.check(Self.spec("all.csv", "\"sex\""), release: "sex.json")
        let query = """
          {"kind":"query","input":"all.csv","subject":"person",
           "parametersOf":{"county":["a1","a2","b1","b2"]},"measures":[{"function":"count"}],
           "releases":["sex.json"]}
          """
        let second = try await fixture.check(query)
        #expect(!second.fails(.differencing).isEmpty, "\(second.document.json)")
      }
    }

    @Test func `the public part holds no person and the evidence is its own`() async throws {
      try await EgressFixture.with { fixture in
        let people = Self.people(seed: 11, few: 30)
        try fixture.csv("all.csv", Self.header, people)
        _ = try await fixture.check(Self.spec("all.csv", "\"county\""), release: "first.json")
        let url = fixture.folder.appending(path: "first.json")
        let text = try String(contentsOf: url, encoding: .utf8)
        #expect(!text.contains("\"p1\"") && !text.contains("p17"))
        try Data(text.replacing("a1", with: "a9").utf8).write(to: url)
        let problem = try await fixture.problem(
          Self.spec("all.csv", "\"sex\"", releases: ["first.json"]))
        #expect(problem?.field == "releases[0]")
      }
    }
  }
}
