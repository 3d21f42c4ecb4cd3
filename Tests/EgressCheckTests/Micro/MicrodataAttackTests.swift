// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Testing

/// Records that carry a raw attribute along without a column for it, on files.
extension EgressCheckTests {
  struct MicrodataAttackTests {
    private static let columns = """
      "county":{"from":"county","role":"quasi-identifier"},
      "band":{"from":"age","role":"quasi-identifier"},
      "education":{"from":"education","role":"sensitive"}
      """

    /// Checks rows of an output made of some people; the raw file stands in the people's order.
    private func check(
      _ people: MadeUpPeople, _ rows: [[String]], header: [String] = [], columns: String = ""
    ) async throws -> CheckAnswer {
      try await EgressFixture.with { fixture in
        let raw = (0..<people.count).map { row in
          [
            "p\(row)", "\(people.age[row])", people.sex[row], "\(people.income[row])",
            MadeUpPeople.levels[people.education[row]], MadeUpPeople.counties[people.county[row]],
          ]
        }
        try fixture.csv(
          "raw.csv", ["person", "age", "sex", "income", "education", "county"], raw)
        try fixture.csv("out.csv", ["person", "county", "band", "education"] + header, rows)
        return try await fixture.check(
          """
          {"kind":"microdata","input":"out.csv","raw":["raw.csv"],"subject":"person",
           "columns":{\(Self.columns)\(columns)},"parameters":{"k":3}}
          """)
      }
    }

    private func rows(_ people: MadeUpPeople, _ order: [Int]) -> [[String]] {
      order.map { row in
        [
          "p\(row)", MadeUpPeople.counties[people.county[row]], "\(people.age[row] / 30 * 30)",
          MadeUpPeople.levels[people.education[row]],
        ]
      }
    }

    @Test(arguments: [1, 2])
    func `records in any order of their own pass, in that of an attribute fail`(seed: UInt64)
      async throws
    {
      let people = MadeUpPeople(seed: seed, count: 500)
      var random = SeededGenerator(seed: seed)
      let mixed = try await check(
        people, rows(people, (0..<people.count).shuffled(using: &random)))
      #expect(mixed.verdict == .pass, "\(mixed.document.json)")
      let plain = try await check(people, rows(people, Array(0..<people.count)))
      #expect(plain.verdict == .pass, "\(plain.document.json)")
      let sorted = try await check(
        people,
        rows(people, (0..<people.count).sorted { people.income[$0] < people.income[$1] }))
      #expect(sorted.fails(.reversibleEncoding).contains { $0.formula == "row-order.1" })
    }

    @Test func `values withheld by a raw attribute tell it`() async throws {
      let people = MadeUpPeople(seed: 3, count: 500)
      let marked = rows(people, Array(0..<people.count)).enumerated().map { row, fields in
        people.sex[row] == "F" ? [fields[0], fields[1], fields[2], ""] : fields
      }
      let answer = try await check(people, marked)
      #expect(
        answer.fails(.reversibleEncoding).contains { $0.location["attribute"]?.text == "sex" })
    }

    @Test func `an exact attribute under another role is for review`() async throws {
      let people = MadeUpPeople(seed: 4, count: 500)
      let wide = rows(people, Array(0..<people.count)).enumerated().map { row, fields in
        fields + ["\(people.income[row])"]
      }
      let answer = try await check(
        people, wide, header: ["income"], columns: ",\"income\":{\"role\":\"other\"}")
      #expect(answer.of(.reidentificationRisk).contains { $0.formula == "near-unique-declared.1" })
      #expect(answer.verdict > .pass)
    }

    @Test func `quasi-identifiers declared as other columns are for review`() async throws {
      let people = MadeUpPeople(seed: 6, count: 500)
      let wide = rows(people, Array(0..<people.count)).enumerated().map { row, fields in
        fields + ["\(people.age[row])", people.sex[row]]
      }
      let answer = try await check(
        people, wide, header: ["age", "sex"],
        columns: ",\"age\":{\"role\":\"other\"},\"sex\":{\"role\":\"other\"}")
      #expect(
        answer.of(.reidentificationRisk).contains { $0.formula == "other-columns-identify.1" })
    }

    @Test func `a column called a pseudonym is examined all the same`() async throws {
      let people = MadeUpPeople(seed: 5, count: 500)
      let wide = rows(people, Array(0..<people.count)).enumerated().map { row, fields in
        fields + ["\(people.income[row] * 3 + 1)"]
      }
      let answer = try await check(
        people, wide, header: ["key"], columns: ",\"key\":{\"role\":\"other\",\"pseudonym\":true}")
      #expect(answer.verdict == .fail)
    }
  }
}
