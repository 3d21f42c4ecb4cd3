// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Testing

/// Attacks on tables and queries (A3 to A7, A15, A17), each with variations by seed.
extension EgressCheckTests {
  struct AttackTests {
    private static let header = ["person", "county", "age", "sex", "tax"]

    private static func people(_ seed: UInt64, _ count: Int = 400) -> [[String]] {
      let people = MadeUpPeople(seed: seed, count: count)
      return (0..<count).map { row in
        [
          "p\(row)", MadeUpPeople.counties[people.county[row]], "\(people.age[row])",
          people.sex[row], "\(people.tax[row])",
        ]
      }
    }

    private func check(
      _ rows: [[String]], _ form: String, _ extra: String = ""
    ) async throws -> CheckAnswer {
      try await EgressFixture.with { fixture in
        try fixture.csv("people.csv", Self.header, rows)
        return try await fixture.check(
          "{\"input\":\"people.csv\",\"subject\":\"person\",\(form)\(extra)}")
      }
    }

    private static let counties =
      "\"kind\":\"tabulation\",\"dimensions\":[\"county\",\"sex\"],\"margins\":true,"
      + "\"measures\":[{\"function\":\"count\"},{\"function\":\"sum\",\"column\":\"tax\"}]"

    @Test func `an honest table with totals passes`() async throws {
      let answer = try await check(Self.people(1), Self.counties)
      #expect(answer.verdict == .pass, "\(answer.document.json)")
    }

    @Test(arguments: [1, 2, 3])
    func `a withheld cell cannot be computed from the totals of the remedied table`(seed: UInt64)
      async throws
    {
      // One county loses most of its women.
      var left = 0
      let rows = Self.people(seed).filter { row in
        guard row[1] == "hill", row[3] == "F" else { return true }
        left += 1
        return left <= Int(seed) + 2
      }
      let answer = try await check(rows, Self.counties)
      #expect(answer.cells(.minimumContributors) == [#"{"county":"hill","sex":"F"}"#])
      #expect(!answer.of(.complementaryDisclosure).isEmpty)
      let cells = answer.remedied?["cells"]?.elements ?? []
      let hidden = cells.filter { $0["withheld"] != nil }.compactMap { $0["cell"] }
      for line in ["county", "sex"] {
        for cell in hidden where cell[line] != nil {
          #expect(hidden.count { $0[line] == cell[line] } >= 2)
        }
      }
    }

    @Test func `shares do not tell what is withheld`() async throws {
      let rows = Self.people(3).filter { $0[1] != "hill" || (Int($0[2]) ?? 0) < 26 }
      let answer = try await check(
        rows,
        "\"kind\":\"tabulation\",\"dimensions\":[\"county\"],"
          + "\"measures\":[{\"function\":\"share\"}]")
      let cells = answer.remedied?["cells"]?.elements ?? []
      #expect(cells.count { $0["withheld"] != nil } == 1)
      let shares = cells.compactMap { $0["values"]?["share"]?.number }
      #expect(abs(shares.reduce(0, +) - 1) < 0.001)
    }

    @Test(arguments: [1, 2])
    func `copies of people do not make a crowd`(seed: UInt64) async throws {
      let some = Self.people(seed).filter { $0[1] == "east" }.prefix(3)
      let rows =
        Self.people(seed).filter { $0[1] != "east" }
        + (0..<12).flatMap { _ in Array(some) }
      let answer = try await check(
        rows,
        "\"kind\":\"tabulation\",\"dimensions\":[\"county\"],"
          + "\"measures\":[{\"function\":\"count\"}]"
      )
      #expect(answer.fails(.minimumContributors).first?.value == 3)
    }

    @Test(arguments: [1, 2])
    func `one person who makes up a cell is not published`(seed: UInt64) async throws {
      var rows = Self.people(seed)
      rows[Int(seed)][4] = "9000000"
      let answer = try await check(rows, Self.counties)
      #expect(!answer.fails(.dominance).isEmpty)
      #expect(!answer.fails(.pPercent).isEmpty)
      #expect(answer.fails(.dominance).allSatisfy { $0.location["measure"]?.text == "sum" })
    }

    @Test(arguments: [1, 2])
    func `three or more who make up a cell are not published`(seed: UInt64) async throws {
      var rows = Self.people(seed)
      let few = 3 + Int(seed)
      let west = rows.indices.filter { rows[$0][1] == "west" }
      for row in west.prefix(few) { rows[row][4] = "90000" }
      let form =
        "\"kind\":\"tabulation\",\"dimensions\":[\"county\"],"
        + "\"measures\":[{\"function\":\"sum\",\"column\":\"tax\"}]"
      let loose = try await check(rows, form)
      #expect(loose.fails(.dominance).isEmpty)
      let bounds = "[{\"n\":1,\"share\":0.5},{\"n\":\(few),\"share\":0.8}]"
      let strict = try await check(
        rows, form, ",\"parameters\":{\"dominance\":\(bounds)}")
      let found = strict.fails(.dominance)
      #expect(found.contains { $0.location["cell"]?["county"]?.text == "west" })
      #expect(found.allSatisfy { $0.formula == "top-\(few)-share.1" && ($0.value ?? 0) >= 0.8 })
      #expect(strict.remedied?["verdict"]?.text == "pass")
    }

    @Test(arguments: [10.0, 1.0])
    func `a query is judged by all its answers`(bucket: Double) async throws {
      let form = """
        "kind":"query","parametersOf":{"county":["north","south"],
         "age_band":{"column":"age","bucket":\(bucket)}},"measures":[{"function":"count"}],
         "parameters":{"zeros":"allow","contributors":5}
        """
      let answer = try await check(Self.people(4, 900), form)
      #expect(answer.fails(.minimumContributors).isEmpty == (bucket == 10))
      #expect((answer.measure("cells") ?? 0) >= (bucket == 10 ? 12 : 60))
    }

    @Test(arguments: [
      "{\"function\":\"covariance\",\"column\":\"tax\"}",
      "{\"function\":\"sum\",\"column\":\"CASE WHEN person='p1' THEN tax END\"}",
      "{\"function\":\"sum\",\"column\":\"tax) FROM t; --\"}",
      "{\"function\":\"regression\",\"column\":\"tax\"}",
    ])
    func `shapes that single people out are no specification`(measure: String) async throws {
      let problem = try await EgressFixture.with { fixture in
        try fixture.csv("people.csv", Self.header, Self.people(1))
        return try await fixture.problem(
          """
          {"kind":"tabulation","input":"people.csv","subject":"person","dimensions":["county"],
           "measures":[\(measure)]}
          """)
      }
      #expect(problem?.field.hasPrefix("measures") == true)
      #expect(problem?.description.contains("p1") == false)
    }

    @Test func `few people beside a quantile, and few degrees of freedom, are found`() async throws
    {
      let measures = [
        "{\"function\":\"median\",\"column\":\"tax\"}",
        "{\"function\":\"quantile\",\"quantile\":0.99,\"column\":\"tax\"}",
        "{\"function\":\"std\",\"column\":\"tax\"}",
        "{\"function\":\"regression\",\"column\":\"tax\",\"on\":[\"age\"]}",
      ]
      let form =
        "\"kind\":\"tabulation\",\"dimensions\":[\"county\"],"
        + "\"measures\":[\(measures.joined(separator: ","))]"
      let wide = try await check(Self.people(6), form)
      #expect(wide.fails(.degreesOfFreedom).isEmpty)
      #expect(wide.fails(.extremeValue).allSatisfy { $0.location["measure"]?.text == "quantile" })
      #expect(!wide.of(.extremeValue).isEmpty)
      let few = try await check(Array(Self.people(6).prefix(40)), form)
      #expect(!few.fails(.degreesOfFreedom).isEmpty)
    }
  }
}
