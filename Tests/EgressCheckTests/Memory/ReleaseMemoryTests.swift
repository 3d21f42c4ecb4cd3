// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Foundation
import Testing

/// Tables compared with what is out (attack A1 with variations, refreshes, linked tables).
extension EgressCheckTests {
  struct ReleaseMemoryTests {
    /// SDC-04: people by band, sex and answer.
    private static func people() -> [[String]] {
      var rows: [[String]] = []
      for (band, all, men) in [
        ("21-30", 30, 29), ("31-40", 40, 25), ("41-50", 45, 22), ("51+", 60, 30),
      ] {
        for index in 0..<all {
          rows.append([
            "p\(rows.count)", band, index < men ? "M" : "F", index % 2 == 1 ? "yes" : "no",
            "\(100 + index)",
          ])
        }
      }
      return rows
    }

    private static let header = ["person", "band", "sex", "disease", "cost"]

    private static func spec(
      _ input: String, dimensions: String = "\"band\",\"disease\"", margins: Bool = false,
      measure: String = "{\"function\":\"count\"}", releases: String = ""
    ) -> String {
      """
      {"kind":"tabulation","input":"\(input)","subject":"person","dimensions":[\(dimensions)],
       "measures":[\(measure)],"margins":\(margins),"releases":[\(releases)]}
      """
    }

    @Test(arguments: [true, false])
    func `a table that differs from an earlier one by one person fails`(hasEvidence: Bool)
      async throws
    {
      try await EgressFixture.with { fixture in
        let people = Self.people()
        try fixture.csv("all.csv", Self.header, people)
        try fixture.csv("men.csv", Self.header, people.filter { $0[2] == "M" })
        let first = try await fixture.check(Self.spec("all.csv"), release: "first.json")
        #expect(first.verdict == .pass)
        #expect(first.release != nil)
        if !hasEvidence {
          try FileManager.default.removeItem(at: fixture.folder.appending(path: "first.json.key"))
        }
        let second = try await fixture.check(Self.spec("men.csv", releases: "\"first.json\""))
        #expect(second.verdict == .fail)
        let found = second.fails(.differencing)
        let cells = found.filter { $0.value == 1 }.compactMap { $0.location["cell"]?.json }
        #expect(cells.contains(#"{"band":"21-30","disease":"yes"}"#))
        #expect(second.cells(.differencing).contains(#"{"band":"31-40","disease":"no"}"#))
        #expect(try await fixture.check(Self.spec("men.csv")).verdict == .pass)
      }
    }

    @Test(arguments: [1, 2, 3])
    func `leaving any few people out of a table that is out fails`(seed: UInt64) async throws {
      try await EgressFixture.with { fixture in
        var random = SeededGenerator(seed: seed)
        let people = Self.people()
        let left = Set(
          (0..<Int.random(in: 1...9, using: &random)).map { _ in
            Int.random(in: 30..<70, using: &random)
          })
        try fixture.csv("all.csv", Self.header, people)
        try fixture.csv(
          "part.csv", Self.header,
          people.enumerated().filter { !left.contains($0.offset) }.map(\.element))
        _ = try await fixture.check(Self.spec("all.csv", margins: true), release: "first.json")
        let second = try await fixture.check(
          Self.spec("part.csv", margins: true, releases: "\"first.json\""))
        #expect(second.verdict == .fail)
        #expect(second.fails(.refreshDifferencing).count + second.fails(.differencing).count > 0)
      }
    }

    @Test func `the sealed evidence holds no identifier and must be the release's own`()
      async throws
    {
      try await EgressFixture.with { fixture in
        try fixture.csv("all.csv", Self.header, Self.people())
        _ = try await fixture.check(Self.spec("all.csv"), release: "first.json")
        let sealed = try Data(contentsOf: fixture.folder.appending(path: "first.json.sealed"))
        #expect(sealed.firstRange(of: Data("p17".utf8)) == nil || sealed.count < 10_000_000)
        #expect(sealed.firstRange(of: Data("PAR1".utf8)) == nil)
        var bytes = [UInt8](sealed)
        bytes[bytes.count / 2] ^= 1
        try Data(bytes).write(to: fixture.folder.appending(path: "first.json.sealed"))
        let problem = try await fixture.problem(
          Self.spec("all.csv", dimensions: "\"band\"", releases: "\"first.json\""))
        #expect(problem?.field == "releases[0]")
        try fixture.write("first.json", "{\"format\":\"shuyu-egress-release-1\"}")
        #expect(try await fixture.problem(Self.spec("all.csv", releases: "\"first.json\"")) != nil)
      }
    }

    @Test func `a refresh in which one value changed gives that value away and fails`() async throws
    {
      try await EgressFixture.with { fixture in
        var people = Self.people()
        let sum = "{\"function\":\"sum\",\"column\":\"cost\"}"
        try fixture.csv("day1.csv", Self.header, people)
        people[50][4] = "777"
        try fixture.csv("day2.csv", Self.header, people)
        _ = try await fixture.check(
          Self.spec("day1.csv", dimensions: "\"band\"", measure: sum), release: "day1.json")
        let second = try await fixture.check(
          Self.spec("day2.csv", dimensions: "\"band\"", measure: sum, releases: "\"day1.json\""))
        #expect(second.fails(.refreshDifferencing).contains { $0.value == 1 })
      }
    }

    @Test func `the same table again, and a table of other people, pass`() async throws {
      try await EgressFixture.with { fixture in
        let people = Self.people()
        try fixture.csv("all.csv", Self.header, people)
        try fixture.csv("other.csv", Self.header, people.map { ["x" + $0[0]] + $0.dropFirst() })
        _ = try await fixture.check(Self.spec("all.csv"), release: "first.json")
        let again = try await fixture.check(Self.spec("all.csv", releases: "\"first.json\""))
        #expect(again.verdict == .pass)
        let other = try await fixture.check(Self.spec("other.csv", releases: "\"first.json\""))
        #expect(other.verdict == .pass)
      }
    }

    @Test func `a finer table over the same people may not tell what a coarser one withheld`()
      async throws
    {
      try await EgressFixture.with { fixture in
        try fixture.csv("all.csv", Self.header, Self.people())
        _ = try await fixture.check(Self.spec("all.csv"), release: "first.json")
        let finer = try await fixture.check(
          Self.spec(
            "all.csv", dimensions: "\"band\",\"disease\",\"sex\"", releases: "\"first.json\""))
        #expect(finer.verdict == .fail)
        #expect(finer.remedied?["verdict"]?.text == "fail")
      }
    }
  }
}
