// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Testing

/// Tables among reports whose rows are those of raw data.
extension EgressCheckTests {
  struct RowOverlapTests {
    private static let header = ["person", "county", "education", "age", "income", "tax"]

    /// 600 people with codes of their own; no value of theirs is long.
    private static func raw(_ seed: UInt64) -> [[String]] {
      let people = MadeUpPeople(seed: seed, count: 600)
      return (0..<people.count).map { row in
        [
          "p\(row)", MadeUpPeople.counties[people.county[row]],
          MadeUpPeople.levels[people.education[row]], "\(people.age[row])",
          "\(people.income[row])", "\(people.tax[row])",
        ]
      }
    }

    private static func check(
      _ header: [String], _ rows: [[String]], seed: UInt64
    ) async throws -> CheckAnswer {
      try await EgressFixture.with { fixture in
        try fixture.csv("raw.csv", Self.header, raw(seed))
        try fixture.csv("table.csv", header, rows)
        return try await fixture.check(
          #"{"kind":"report","inputs":["table.csv"],"raw":["raw.csv"]}"#)
      }
    }

    private static func copies(_ answer: CheckAnswer) -> [CheckFinding] {
      answer.of(.rawOverlap).filter { $0.formula == "rows-of-raw.1" }
    }

    @Test(arguments: [1, 2, 3])
    func `raw rows fail under other names, mixed, rounded and among others`(
      seed: UInt64
    ) async throws {
      let raw = Self.raw(seed)
      var random = SeededGenerator(seed: seed + 100)
      let some = Array(raw.shuffled(using: &random).prefix(Int.random(in: 12...40, using: &random)))
      let made = (0..<60).map { ["x\($0)", "\($0 * 37)", "\($0 % 9)"] }
      let cases: [([String], [[String]])] = [
        (["gebiet", "einkommen", "alter"], some.map { [$0[1], $0[4], $0[3]] }),
        (["a", "b"], some.map { [$0[4], String($0[5].prefix { $0 != "." }) + ".0"] }),
        (["person", "income", "score"], some.map { [$0[0], $0[4], "\($0[3].count)"] }),
        (["name", "income", "age"], made + some.map { [$0[1], $0[4], $0[3]] }),
      ]
      for (header, rows) in cases {
        let answer = try await Self.check(header, rows, seed: seed)
        #expect(answer.verdict == .fail, "\(header) \(answer.document.json)")
      }
      let copied = try await Self.check(
        ["k", "v", "w"], some.map { [$0[1], $0[4], $0[3]] }, seed: seed)
      #expect(Self.copies(copied).first?.severity == .fail, "\(copied.document.json)")
    }

    @Test(arguments: [1, 2, 3])
    func `counts, means and medians of groups are no raw rows`(seed: UInt64) async throws {
      let raw = Self.raw(seed)
      let groups = Dictionary(grouping: raw) { [$0[1], $0[2]] }
      let rows = groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, people in
        let incomes = people.compactMap { Int($0[4]) }.sorted()
        return key + [
          "\(people.count)", "\(incomes.reduce(0, +) / incomes.count)",
          "\(incomes[incomes.count / 2])",
        ]
      }
      let answer = try await Self.check(
        ["county", "education", "people", "mean", "median"], rows, seed: seed)
      #expect(answer.fails(.rawOverlap).isEmpty, "\(answer.document.json)")
      let means = try await Self.check(
        ["county", "education", "people", "mean"], rows.map { Array($0.prefix(4)) }, seed: seed)
      #expect(means.of(.rawOverlap).isEmpty, "\(means.document.json)")
    }

    @Test func `a table that is none is compared as text alone`() async throws {
      let answer = try await EgressFixture.with { fixture in
        try fixture.csv("raw.csv", Self.header, Self.raw(5))
        try fixture.write("table.csv", "季度报告\n指数,103.2,说明\n\n\"未完")
        return try await fixture.check(
          #"{"kind":"report","inputs":["table.csv"],"raw":["raw.csv"]}"#)
      }
      #expect(answer.of(.rawOverlap).isEmpty, "\(answer.document.json)")
    }
  }
}
