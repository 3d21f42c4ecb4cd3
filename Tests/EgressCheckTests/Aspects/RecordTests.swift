// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Testing

/// Subjects with several records, and what stands beside a record.
extension EgressCheckTests {
  struct RecordTests {
    private func check(
      _ people: MadeUpPeople, _ header: [String], _ rows: [(person: Int, fields: [String])]
    ) async throws -> CheckAnswer {
      try await EgressFixture.with { fixture in
        let raw = (0..<people.count).map { row in
          [
            "p\(row)", "\(people.age[row])", people.sex[row], "\(people.income[row])",
            MadeUpPeople.levels[people.education[row]], MadeUpPeople.counties[people.county[row]],
          ]
        }
        var random = SeededGenerator(seed: 77)
        try fixture.csv(
          "raw.csv", ["person", "age", "sex", "income", "education", "county"],
          raw.shuffled(using: &random))
        try fixture.csv(
          "out.csv", ["person", "county", "band"] + header,
          rows.map { row, fields in
            [
              "p\(row)", MadeUpPeople.counties[people.county[row]],
              "\(people.age[row] / 30 * 30)",
            ] + fields
          })
        return try await fixture.check(
          """
          {"kind":"microdata","input":"out.csv","raw":["raw.csv"],"subject":"person",
           "columns":{"county":{"from":"county","role":"quasi-identifier"},
            "band":{"from":"age","role":"quasi-identifier"}},"parameters":{"k":3}}
          """)
      }
    }

    private func digits(_ number: Int) -> [Int] {
      [number / 10_000, number / 1_000 % 10, number / 100 % 10, number / 10 % 10, number % 10]
    }

    @Test func `an attribute over several records of a subject is found`() async throws {
      let people = MadeUpPeople(seed: 21, count: 400)
      var random = SeededGenerator(seed: 5)
      let parted = (0..<people.count).flatMap { row in
        digits(people.income[row]).enumerated().map { (row, ["\($0.offset)", "\($0.element)"]) }
      }
      let spread = try await check(people, ["no", "part"], parted.shuffled(using: &random))
      #expect(
        spread.fails(.reversibleEncoding).contains { $0.location["attribute"]?.text == "income" })
      let sums = (0..<people.count).flatMap { row in
        let part = people.noise[row] * 20
        return [part, people.wide[row] % 900, people.income[row] - part - people.wide[row] % 900]
          .shuffled(using: &random).map { (row, ["\($0)"]) }
      }
      let summed = try await check(people, ["amount"], sums.shuffled(using: &random))
      #expect(summed.fails(.rawOverlap).contains { $0.location["attribute"]?.text == "income" })
      let counted = (0..<people.count).flatMap { row in
        Array(repeating: (row, ["\(people.noise[row] % 7)"]), count: people.education[row] + 1)
      }
      let many = try await check(people, ["mark"], counted.shuffled(using: &random))
      #expect(
        many.fails(.reversibleEncoding).contains { $0.location["attribute"]?.text == "education" })
    }

    @Test func `an attribute beside the record of another subject is found`() async throws {
      let people = MadeUpPeople(seed: 22, count: 400)
      let words = ["moss", "kite", "fern", "reed", "jade"]
      let rows = (0..<people.count).map { row in
        (row, [words[people.education[(row + 1) % people.count]]])
      }
      let answer = try await check(people, ["mark"], rows)
      #expect(
        answer.fails(.reversibleEncoding).contains { $0.location["attribute"]?.text == "education" }
      )
    }

    @Test func `several honest records of a subject pass`() async throws {
      let people = MadeUpPeople(seed: 23, count: 400)
      var random = SeededGenerator(seed: 6)
      let rows = (0..<people.count).flatMap { row in
        (0..<(people.wide[row] % 4 + 1)).map { month in
          (row, ["\(month)", "\((people.noise[row] + month * 37 + people.wide[row] / 9) % 60)"])
        }
      }
      let answer = try await check(people, ["month", "use"], rows.shuffled(using: &random))
      #expect(answer.verdict == .pass, "\(answer.document.json)")
    }
  }
}
