// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Testing

/// Declared columns with a source of which nearly everybody has a value of their own.
extension EgressCheckTests {
  struct DeclaredCarrierTests {
    private typealias Make = @Sendable (MadeUpPeople, Int) -> String

    /// Checks a column that is said to be made of a meter, of which everybody has a reading
    /// of their own.
    private static func check(_ seed: UInt64, _ make: Make) async throws -> CheckAnswer {
      let people = MadeUpPeople(seed: seed, count: 1_200)
      return try await EgressFixture.with { fixture in
        try fixture.csv(
          "raw.csv", ["person", "county", "age", "sex", "education", "income", "meter"],
          (0..<people.count).map { row in
            [
              "p\(row)", MadeUpPeople.counties[people.county[row]], "\(people.age[row])",
              people.sex[row], MadeUpPeople.levels[people.education[row]],
              "\(people.income[row])", meter(people, row),
            ]
          })
        try fixture.csv(
          "out.csv", ["person", "county", "band"],
          (0..<people.count).map {
            ["p\($0)", MadeUpPeople.counties[people.county[$0]], make(people, $0)]
          })
        return try await fixture.check(
          """
          {"kind":"microdata","input":"out.csv","raw":["raw.csv"],"subject":"person",
           "columns":{"county":{"from":"county","role":"quasi-identifier"},
            "band":{"from":"meter","role":"other"}},
           "parameters":{"k":5,"releaseModel":"agreement"}}
          """)
      }
    }

    /// A reading of its own for everybody, which goes up with the income.
    private static func meter(_ people: MadeUpPeople, _ row: Int) -> String {
      "\(people.income[row] * 10_000 + row)"
    }

    private static func carried(_ answer: CheckAnswer) -> [CheckFinding] {
      answer.findings.filter {
        $0.location["column"]?.text == "band" && $0.formula?.contains("-of-declared") == true
      }
    }

    @Test(arguments: [1, 2, 3])
    func `an attribute that its source does not explain is found in a declared column`(
      seed: UInt64
    ) async throws {
      let shift = Int(seed)
      let cases: [(String, Make)] = [
        ("education", { people, row in "\((people.education[row] + shift) % 5 * 7)" }),
        ("sex", { people, row in people.sex[row] == "F" ? "up" : "down" }),
        ("age", { people, row in "\(people.age[row] * 3 + shift)" }),
      ]
      for (attribute, make) in cases {
        let found = Self.carried(try await Self.check(seed, make))
        #expect(
          found.contains { $0.severity == .fail && $0.location["attribute"]?.text == attribute },
          "\(attribute) \(found.map(\.document.json))")
      }
    }

    @Test(arguments: [1, 2, 3])
    func `what is made of its source carries nothing`(seed: UInt64) async throws {
      let shift = Int(seed)
      let cases: [Make] = [
        { people, row in "\(people.income[row] / (1_000 + shift * 500))" },
        { people, row in ["low", "mid", "high"][min(2, people.income[row] / 5_000)] },
        { people, row in "\(row % 10)" },
        { people, row in String(Self.meter(people, row).prefix(2)) },
      ]
      for (place, make) in cases.enumerated() {
        let found = Self.carried(try await Self.check(seed, make))
        #expect(found.isEmpty, "\(place) \(found.map(\.document.json))")
      }
    }
  }
}
