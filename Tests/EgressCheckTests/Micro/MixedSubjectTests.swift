// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Testing

extension EgressCheckTests {
  /// Records of which the subject's column was mixed: by subject nothing follows, yet each row is
  /// one of the raw data.
  @Suite struct MixedSubjectTests {
    private static let spec = """
      {"kind":"microdata","input":"out.csv","raw":["raw.csv"],"subject":"person",
       "columns":{"county":{"from":"county","role":"quasi-identifier"}},
       "parameters":{"k":5}}
      """

    private static func check(
      _ people: MadeUpPeople, _ derived: [String], _ row: (Int) -> [String]
    ) async throws -> CheckAnswer {
      try await EgressFixture.with { fixture in
        try fixture.csv(
          "raw.csv", ["person", "county", "age", "income", "tax"],
          (0..<people.count).map { place in
            [
              "p\(place)", MadeUpPeople.counties[people.county[place]], "\(people.age[place])",
              "\(people.income[place])", "\(people.tax[place])",
            ]
          })
        try fixture.csv(
          "out.csv", ["person", "county"] + derived,
          (0..<people.count).map { place in
            ["p\(place)", MadeUpPeople.counties[people.county[place]]] + row(place)
          })
        return try await fixture.check(Self.spec)
      }
    }

    private static func copies(_ answer: CheckAnswer) -> [CheckFinding] {
      answer.of(.rawOverlap).filter { $0.formula == "rows-of-raw.1" }
    }

    @Test(arguments: [UInt64(4), 9])
    func `rows of other subjects are found without the subject`(seed: UInt64) async throws {
      let people = MadeUpPeople(seed: seed, count: 500)
      var random = SeededGenerator(seed: seed)
      let other = (0..<people.count).shuffled(using: &random)
      // Every fifth row is made up, and one value in two is rounded: no column is a raw one's.
      let answer = try await Self.check(people, ["a", "b"]) { place in
        let row = other[place]
        guard place % 5 != 0 else { return ["\(place * 3)", "\(place % 11)"] }
        return ["\(people.income[row])", "\(people.tax[row])"]
      }
      #expect(answer.verdict == .fail)
      #expect(Self.copies(answer).first?.severity == .fail, "\(answer.document.json)")
    }

    @Test(arguments: [0, 8, 16, 24])
    func `honest products hold no rows`(first: Int) async throws {
      let people = MadeUpPeople(seed: 700 + UInt64(first), count: 500)
      let products = (0..<4).map { HonestProducts.all[(first + $0) % HonestProducts.all.count] }
      let answer = try await Self.check(people, products.map(\.name)) { place in
        products.map { $0.make(people, place) }
      }
      #expect(answer.of(.rawOverlap).isEmpty, "\(answer.document.json)")
    }

    @Test func `records that another mark parts too are for review`() async throws {
      let spec = """
        {"kind":"microdata","input":"out.csv",
         "columns":{"a":{"from":"a","role":"quasi-identifier"}},"parameters":{"k":5}}
        """
      func formulas(_ text: String) async throws -> Set<String> {
        try await EgressFixture.with { fixture in
          try fixture.write("out.csv", text)
          return Set(try await fixture.check(spec).findings.compactMap(\.formula))
        }
      }
      let rows = (0..<40).map { "x\($0 % 2),p\($0);\($0 * 7)" }.joined(separator: "\n")
      let twice = try await formulas("a,b\n" + rows)
      #expect(twice.contains("two-readings.1"))
      let plain = (0..<40).map { "x\($0 % 2),p \($0) 10:20" }.joined(separator: "\n")
      let found = try await formulas("a,b\n" + plain)
      #expect(!found.contains("two-readings.1"))
    }

    @Test func `so many columns that not all combinations were tried are for review`() {
      let people = MadeUpPeople(seed: 3, count: 200)
      func columns(_ count: Int) -> [(String, [String?])] {
        (0..<count).map { index in
          ("x\(index)", (0..<people.count).map { "\(people.wide[$0] / (index + 3) % 4)" })
        }
      }
      func formulas(_ count: Int) -> [String?] {
        DerivedFindings(sample: people.sample(columns(count))).all.map(\.formula)
      }
      #expect(formulas(18).contains("columns-not-combined.1"))
      #expect(!formulas(6).contains("columns-not-combined.1"))
    }
  }
}
