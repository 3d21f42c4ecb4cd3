// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Testing

/// Attributes that the places of the rows tell, alone or as the key to a column.
extension EgressCheckTests {
  @Suite struct RowPlaceTests {
    private static let count = 900

    /// Checks an output whose rows stand in an order of people, with one column of its own.
    private func check(
      _ people: MadeUpPeople, _ order: [Int], _ value: (_ place: Int, _ row: Int) -> String
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
        let rows = order.enumerated().map { place, row in
          ["p\(row)", MadeUpPeople.counties[people.county[row]], value(place, row)]
        }
        try fixture.csv("out.csv", ["person", "county", "note"], rows)
        return try await fixture.check(
          """
          {"kind":"microdata","input":"out.csv","raw":["raw.csv"],"subject":"person",
           "columns":{"county":{"from":"county","role":"quasi-identifier"}},"parameters":{"k":3}}
          """)
      }
    }

    private func order(_ people: MadeUpPeople, seed: UInt64) -> [Int] {
      var random = SeededGenerator(seed: seed)
      return (0..<people.count).shuffled(using: &random)
    }

    private func attributes(_ answer: CheckAnswer) -> Set<String?> {
      Set(answer.fails(.reversibleEncoding).map { $0.location["attribute"]?.text })
    }

    @Test(arguments: [UInt64(71), 72])
    func `rows that take turns by an attribute fail`(seed: UInt64) async throws {
      let people = MadeUpPeople(seed: seed, count: Self.count)
      var waiting = ["F": [Int](), "M": [Int]()]
      for row in order(people, seed: seed) { waiting[people.sex[row]]?.append(row) }
      let pairs = zip(waiting["F"] ?? [], waiting["M"] ?? []).flatMap { [$0.0, $0.1] }
      let answer = try await check(people, pairs) { _, row in "\(people.noise[row] % 5)" }
      #expect(attributes(answer).contains("sex"), "seed \(seed): \(answer.document.json)")
    }

    @Test(arguments: [UInt64(73), 74])
    func `a book of codes that changes from row to row fails`(seed: UInt64) async throws {
      let people = MadeUpPeople(seed: seed, count: Self.count)
      let answer = try await check(people, order(people, seed: seed)) { place, row in
        "\((people.education[row] * (place % 3 + 1) + place % 3) % 5)"
      }
      #expect(attributes(answer).contains("education"), "seed \(seed): \(answer.document.json)")
    }

    @Test(arguments: [UInt64(75), 76])
    func `a number under a key that the row's place is fails`(seed: UInt64) async throws {
      let people = MadeUpPeople(seed: seed, count: Self.count)
      let answer = try await check(people, order(people, seed: seed)) { place, row in
        "\((people.age[row] + 31 * place) % 97)"
      }
      #expect(attributes(answer).contains("age"), "seed \(seed): \(answer.document.json)")
    }

    @Test(arguments: [UInt64(77), 78])
    func `a number under the key of the row before fails`(seed: UInt64) async throws {
      let people = MadeUpPeople(seed: seed, count: Self.count)
      let rows = order(people, seed: seed)
      var sums: [Int] = []
      for row in rows { sums.append(((sums.last ?? 0) * 5 + people.age[row]) % 89) }
      let answer = try await check(people, rows) { place, _ in "\(sums[place])" }
      #expect(attributes(answer).contains("age"), "seed \(seed): \(answer.document.json)")
    }

    @Test(arguments: [UInt64(79), 80, 81])
    func `rows in any order beside a column of chance do not`(seed: UInt64) async throws {
      let people = MadeUpPeople(seed: seed, count: Self.count)
      let answer = try await check(people, order(people, seed: seed)) { _, row in
        "\(people.noise[row] % 12)"
      }
      #expect(answer.verdict == .pass, "seed \(seed): \(answer.document.json)")
    }
  }
}
