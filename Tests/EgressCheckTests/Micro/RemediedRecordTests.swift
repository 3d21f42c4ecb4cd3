// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Testing

/// The remedied form of records is examined as the records were.
extension EgressCheckTests {
  struct RemediedRecordTests {
    private static let people = MadeUpPeople(seed: 11, count: 400)

    private func check(
      _ header: [String], order: [Int]? = nil, _ fields: (Int) -> [String]
    ) async throws -> CheckAnswer {
      let people = Self.people
      return try await EgressFixture.with { fixture in
        let raw = (0..<people.count).map { row in
          [
            "p\(row)", "\(people.age[row])", "\(people.income[row])",
            MadeUpPeople.counties[people.county[row]], "\(people.wide[row])",
          ]
        }
        try fixture.csv("raw.csv", ["person", "age", "income", "county", "wide"], raw)
        var random = SeededGenerator(seed: 3)
        let rows = (order ?? (0..<people.count).shuffled(using: &random)).map { row in
          ["p\(row)", MadeUpPeople.counties[people.county[row]]] + fields(row)
        }
        try fixture.csv("out.csv", ["person", "county"] + header, rows)
        return try await fixture.check(
          """
          {"kind":"microdata","input":"out.csv","raw":["raw.csv"],"subject":"person",
           "columns":{"county":{"from":"county","role":"quasi-identifier"}},
           "parameters":{"k":5}}
          """)
      }
    }

    private func dropped(_ answer: CheckAnswer) -> [String] {
      answer.remedied?["droppedColumns"]?.elements.compactMap(\.text) ?? []
    }

    @Test func `the second copy of an attribute is found when the first is left out`() async throws
    {
      let people = Self.people
      let answer = try await check(["a", "b"]) {
        ["\(people.age[$0])", "\(people.age[$0] + 1)"]
      }
      #expect(answer.verdict == .fail)
      #expect(dropped(answer) == ["a", "b"], "\(answer.document.json)")
      #expect(answer.remedied?["verdict"]?.text == "pass", "\(answer.document.json)")
    }

    @Test func `an attribute in the order of the rows is there whatever columns go`() async throws {
      let people = Self.people
      let sorted = (0..<people.count).sorted { people.income[$0] < people.income[$1] }
      let answer = try await check(["a"], order: sorted) { ["\(people.wide[$0])"] }
      #expect(answer.of(.reversibleEncoding).contains { $0.formula == "row-order.1" })
      #expect(dropped(answer).contains("a"))
      #expect(answer.remedied?["verdict"]?.text == "fail", "\(answer.document.json)")
    }

    @Test func `a name that is somebody's code is no column to leave out`() async throws {
      let people = Self.people
      let answer = try await check(["13812345678", "a"]) {
        ["\($0 % 3)", "\(people.income[$0])"]
      }
      #expect(answer.fails(.directIdentifier).contains { $0.formula == "personal-code-in-name.1" })
      #expect(!dropped(answer).contains("name"), "\(answer.document.json)")
      #expect(answer.remedied?["verdict"]?.text != "pass", "\(answer.document.json)")
    }

    @Test func `one copy that is left out leaves nothing behind`() async throws {
      let people = Self.people
      let answer = try await check(["a", "score"]) {
        ["\(people.income[$0])", "\(people.noise[$0] % 4)"]
      }
      #expect(answer.verdict == .fail && dropped(answer) == ["a"], "\(answer.document.json)")
      #expect(answer.remedied?["verdict"]?.text == "pass", "\(answer.document.json)")
    }
  }
}
