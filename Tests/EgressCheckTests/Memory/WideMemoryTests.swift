// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Foundation
import Testing

/// Tables of six to eight dimensions beside what is out.
extension EgressCheckTests {
  struct WideMemoryTests {
    private static func dimensions(_ count: Int) -> [String] { (0..<count).map { "d\($0)" } }

    /// Twelve people in each cell of columns of two values.
    private static func people(_ count: Int) -> [[String]] {
      (0..<(12 << count)).map { row in
        ["p\(row)"] + (0..<count).map { "v\(row >> $0 & 1)" } + ["\(100 + row * 37 % 211)"]
      }
    }

    private static func spec(_ input: String, _ count: Int, release: Bool) -> String {
      let names = dimensions(count).map { "\"\($0)\"" }.joined(separator: ",")
      return """
        {"kind":"tabulation","input":"\(input)","subject":"person","dimensions":[\(names)],
         "measures":[{"function":"count"},{"function":"sum","column":"tax"}]
         \(release ? ",\"releases\":[\"day1.json\"]" : "")}
        """
    }

    private func nextDay(
      _ count: Int, _ change: ([[String]]) -> [[String]]
    ) async throws -> CheckAnswer {
      try await EgressFixture.with { fixture in
        let people = Self.people(count)
        let header = ["person"] + Self.dimensions(count) + ["tax"]
        try fixture.csv("day1.csv", header, people)
        try fixture.csv("day2.csv", header, change(people))
        let first = try await fixture.check(
          Self.spec("day1.csv", count, release: false), release: "day1.json")
        #expect(first.verdict == .pass, "\(first.document.json)")
        return try await fixture.check(Self.spec("day2.csv", count, release: true))
      }
    }

    @Test(arguments: [6, 8])
    func `one person's new value is found in the cell it stands in`(count: Int) async throws {
      let answer = try await nextDay(count) { people in
        var people = people
        // One of the last dimension's first value, nine of its second: ten in all above them.
        let last = 1 << (count - 1)
        let here = people.indices.filter { $0 % (1 << count) == 0 }
        let beside = people.indices.filter { $0 % (1 << count) == last }
        for row in here.prefix(1) + beside.prefix(9) { people[row][count + 1] += "7" }
        return people
      }
      #expect(answer.verdict == .fail)
      let found = answer.findings.filter {
        $0.formula == DisclosureFormula.differenceBelow.rawValue && $0.value == 1
      }
      #expect(
        found.contains { $0.location["cell"]?["d\(count - 1)"]?.text == "v0" },
        "\(answer.document.json.prefix(2_000))")
    }

    /// Ten changed in every finest cell that changed at all, and few in a group of the last two
    /// dimensions: sums of cells are published too.
    @Test func `few people who left are found in sums over the first dimensions`() async throws {
      let answer = try await nextDay(6) { people in
        people.filter { $0[0] != "p0" }
      }
      let cells = answer.fails(.refreshDifferencing).compactMap { $0.location["cell"]?.json }
      #expect(cells.contains(#"{"d4":"v0","d5":"v0"}"#), "\(cells.prefix(80))")
    }

    @Test func `the same table of the same people passes`() async throws {
      let answer = try await nextDay(6) { $0 }
      #expect(answer.verdict == .pass, "\(answer.document.json)")
    }

    /// Everybody less the men less the women, where no totals are published.
    @Test(arguments: [6, 8])
    func `three wide tables about few together are found`(count: Int) async throws {
      try await EgressFixture.with { fixture in
        let people = (0..<(24 << count)).map { row in
          ["p\(row)"] + (0..<count).map { "v\(row >> $0 & 1)" }
            + [row < 2 ? "X" : row >> count & 1 == 0 ? "F" : "M"]
        }
        let header = ["person"] + Self.dimensions(count) + ["sex"]
        let names = Self.dimensions(count).map { "\"\($0)\"" }.joined(separator: ",")
        func check(_ name: String, _ releases: String) async throws -> CheckAnswer {
          try fixture.csv(
            "\(name).csv", header, people.filter { name == "all" || $0[count + 1] == name })
          return try await fixture.check(
            """
            {"kind":"tabulation","input":"\(name).csv","subject":"person","dimensions":[\(names)],
             "measures":[{"function":"count"}],"releases":[\(releases)]}
            """, release: "\(name).json")
        }
        _ = try await check("F", "")
        _ = try await check("M", "")
        let all = try await check("all", "\"F.json\",\"M.json\"")
        let found = all.fails(.differencing).filter {
          $0.formula == "combination-of-three-below.1"
        }
        let finest = Set(found.map(\.location).compactMap { $0["cell"]?.json })
        let cell = (0..<count).map { "\"d\($0)\":\"v0\"" }.joined(separator: ",")
        #expect(finest.contains("{\(cell)}"), "\(finest.prefix(20))")
        #expect(all.findings.contains { $0.formula == "totals-not-compared.1" })
      }
    }
  }
}
