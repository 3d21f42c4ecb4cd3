// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Foundation
import Testing

/// Two measured columns that are equal but for few people: the difference of their sums is about
/// those, and a column is easily made.
extension EgressCheckTests {
  struct NearColumnsTests {
    private static let formula = "columns-differ-below.1"

    private struct Person {
      var county: String
      var tax: Int
    }

    private static func people(_ seed: UInt64, _ count: Int = 400) -> [Person] {
      var random = SeededGenerator(seed: seed)
      return (0..<count).map { row in
        Person(county: "c\(row % 4)", tax: Int.random(in: 1_000...9_999, using: &random))
      }
    }

    /// Checks a table of sums over columns made of each person's place.
    private func check(
      _ people: [Person], _ columns: [(String, (Int) -> String)], measures: [String]? = nil,
      extra: String = ",\"margins\":true"
    ) async throws -> CheckAnswer {
      try await EgressFixture.with { fixture in
        try fixture.csv(
          "people.csv", ["person", "county"] + columns.map(\.0),
          people.indices.map { row in
            ["p\(row)", people[row].county] + columns.map { $0.1(row) }
          })
        let sums = columns.map { "{\"function\":\"sum\",\"column\":\"\($0.0)\"}" }
        return try await fixture.check(
          """
          {"kind":"tabulation","input":"people.csv","subject":"person","dimensions":["county"],
           "measures":[\((measures ?? sums).joined(separator: ","))]\(extra)}
          """)
      }
    }

    @Test(arguments: ["0", "", "1"], [1, 4, 9])
    func `a column made for few people fails where they are`(other: String, few: Int) async throws {
      let people = Self.people(UInt64(few))
      let answer = try await check(
        people,
        [
          ("tax", { "\(people[$0].tax)" }),
          ("made", { $0 % 4 == 2 && $0 < few * 4 ? other : "\(people[$0].tax)" }),
        ])
      let found = answer.fails(.differencing).filter { $0.formula == Self.formula }
      #expect(found.contains { $0.location["cell"]?.json == #"{"county":"c2"}"# })
      #expect(found.allSatisfy { $0.value == Double(few) && $0.parameter == 10 })
      #expect(!found.contains { $0.location["cell"]?.json == #"{"county":"c1"}"# })
      let shown = answer.remedied?["cells"]?.elements.filter { $0["withheld"] == nil } ?? []
      #expect(!shown.contains { $0["cell"]?["county"]?.text == "c2" })
    }

    @Test func `means tell the same as sums`() async throws {
      let people = Self.people(3)
      let answer = try await check(
        people,
        [
          ("tax", { "\(people[$0].tax)" }), ("made", { "\($0 == 7 ? 5 : people[$0].tax)" }),
        ],
        measures: ["tax", "made"].map { "{\"function\":\"mean\",\"column\":\"\($0)\"}" },
        extra: "")
      #expect(answer.fails(.differencing).contains { $0.formula == Self.formula && $0.value == 1 })
    }

    @Test func `several records of a person are one contribution`() async throws {
      // Every person twice; one person's two values changed places, another's is new.
      let people = Self.people(5) + Self.people(6)
      let answer = try await EgressFixture.with { fixture in
        let rows = people.indices.map { row -> [String] in
          let own = people[row].tax
          let made = row == 3 ? people[403].tax : row == 403 ? people[3].tax : own
          return [
            "p\(row % 400)", people[row].county, "\(own)", "\(row == 6 ? own + 1 : made)",
          ]
        }
        try fixture.csv("people.csv", ["person", "county", "tax", "made"], rows)
        return try await fixture.check(
          """
          {"kind":"tabulation","input":"people.csv","subject":"person","dimensions":["county"],
           "measures":[{"function":"sum","column":"tax"},{"function":"sum","column":"made"}]}
          """)
      }
      let found = answer.fails(.differencing).filter { $0.formula == Self.formula }
      #expect(found.compactMap { $0.location["cell"]?["county"]?.text } == ["c2"])
      #expect(found.first?.value == 1)
    }

    @Test func `a flag that is another but for few is for review`() async throws {
      let people = Self.people(8)
      let flag = people.map { $0.tax % 10 < 4 }
      let wanted = people.indices.first { flag[$0] } ?? 0
      let answer = try await check(
        people,
        [
          ("ill", { flag[$0] ? "1" : "0" }), ("made", { flag[$0] && $0 != wanted ? "1" : "0" }),
        ], extra: "")
      #expect(answer.verdict == .review, "\(answer.document.json)")
      #expect(answer.of(.differencing).contains { $0.formula == Self.formula })
    }

    /// Columns that honest tables have side by side.
    @Test(arguments: 0..<8)
    func `columns of their own pass`(kind: Int) async throws {
      let people = Self.people(UInt64(kind) + 20, 160)
      var random = SeededGenerator(seed: UInt64(kind))
      let dice = people.map { _ in Int.random(in: 0..<100, using: &random) }
      let more = people.map { _ in Int.random(in: 0..<100, using: &random) }
      let tax: (String, (Int) -> String) = ("income", { "\(people[$0].tax)" })
      let sum = { (name: String) in "{\"function\":\"sum\",\"column\":\"\(name)\"}" }
      let answer: CheckAnswer
      switch kind {
      case 0:  // What is paid follows from what is earned.
        answer = try await check(people, [tax, ("tax", { "\(people[$0].tax / 10)" })])
      case 1:  // Numbers of people beside numbers with a value, few of which are missing.
        answer = try await check(
          people, [tax, ("asked", { dice[$0] < 3 ? "" : "\(people[$0].tax + 7)" })],
          measures: [
            "{\"function\":\"count\"}", "{\"function\":\"count\",\"column\":\"asked\"}",
            sum("income"),
          ])
      case 2:  // Small numbers of which many are equal by chance.
        answer = try await check(
          people, [("children", { "\(dice[$0] % 3)" }), ("cars", { "\(more[$0] % 3)" })])
      case 3:  // Two flags most people have.
        answer = try await check(
          people,
          [
            ("insured", { dice[$0] < 88 ? "1" : "0" }), ("employed", { more[$0] < 85 ? "1" : "0" }),
          ])
      case 4:  // Benefits that most people do not have.
        answer = try await check(
          people,
          [
            ("pension", { dice[$0] < 25 ? "\(800 + more[$0])" : "0" }),
            ("grant", { more[$0] < 30 ? "\(500 + dice[$0] * 3)" : "0" }),
          ], extra: "")
      case 5:  // A column twice, as a sum and as a mean.
        answer = try await check(
          people, [tax],
          measures: [sum("income"), "{\"function\":\"mean\",\"column\":\"income\"}"])
      case 6:  // This year and last year.
        answer = try await check(
          people, [tax, ("last", { "\(people[$0].tax * (90 + dice[$0] / 4) / 100)" })])
      default:  // Weights, and a mean of a column of which few values are missing.
        answer = try await check(
          people,
          [
            ("asked", { dice[$0] < 3 ? "" : "\(people[$0].tax)" }), ("w", { "\(100 + more[$0])" }),
          ],
          measures: ["{\"function\":\"count\"}", "{\"function\":\"mean\",\"column\":\"asked\"}"],
          extra: ",\"weight\":\"w\"")
      }
      #expect(answer.of(.differencing).isEmpty, "\(answer.document.json)")
      #expect(answer.verdict == .pass, "\(answer.document.json)")
    }

    @Test func `as many who differ as the threshold are let be`() async throws {
      let people = Self.people(14)
      for few in [9, 10] {
        let answer = try await check(
          people,
          [
            ("tax", { "\(people[$0].tax)" }),
            ("made", { "\(people[$0].tax + ($0 % 4 == 1 && $0 < few * 4 ? 50 : 0))" }),
          ])
        #expect(answer.of(.differencing).isEmpty == (few == 10), "\(answer.document.json)")
      }
    }

    @Test func `groups of levels and answers of queries are tables too`() async throws {
      let people = Self.people(15)
      try await EgressFixture.with { fixture in
        // Five differ, in one street: in its county and in its group of streets as well.
        try fixture.csv(
          "people.csv", ["person", "county", "street", "tax", "made"],
          people.indices.map { row in
            let street = "s\(row % 8)"
            let made = row % 8 == 5 && row < 40 ? 0 : people[row].tax
            return ["p\(row)", people[row].county, street, "\(people[row].tax)", "\(made)"]
          })
        try fixture.csv(
          "h.csv", ["s0", "west"], (1..<8).map { ["s\($0)", $0 < 4 ? "west" : "east"] })
        let sums = ["tax", "made"].map { "{\"function\":\"sum\",\"column\":\"\($0)\"}" }
          .joined(separator: ",")
        let levels = try await fixture.check(
          """
          {"kind":"tabulation","input":"people.csv","subject":"person","dimensions":["street"],
           "measures":[\(sums)],"hierarchies":{"street":"h.csv"}}
          """)
        let found = levels.fails(.differencing).compactMap { $0.location["cell"]?.json }
        #expect(found.contains(#"{"street":"s5"}"#) && found.contains { $0.contains("east") })
        #expect(!found.contains { $0.contains("west") }, "\(found)")
        let query = try await fixture.check(
          """
          {"kind":"query","input":"people.csv","subject":"person",
           "parametersOf":{"county":["c1","c2"]},"measures":[\(sums)]}
          """)
        let cells = query.fails(.differencing).compactMap { $0.location["cell"]?.json }
        #expect(cells == [#"{"county":"c1"}"#], "\(query.document.json)")
      }
    }

    @Test func `a refresh holds what a made column would tell`() async throws {
      try await EgressFixture.with { fixture in
        let people = Self.people(16)
        func write(_ name: String, _ wanted: Int?) throws {
          try fixture.csv(
            name, ["person", "county", "tax", "made"],
            people.indices.map { row in
              let own = people[row].tax
              let made = wanted == nil ? own * 7 % 8_191 : row == wanted ? 0 : own
              return ["p\(row)", people[row].county, "\(own)", "\(made)"]
            })
        }
        func spec(_ input: String, _ extra: String) -> String {
          """
          {"kind":"tabulation","input":"\(input)","subject":"person","dimensions":["county"],
           "measures":[{"function":"sum","column":"tax"},
             {"function":"sum","column":"made"}]\(extra)}
          """
        }
        try write("day1.csv", nil)
        try write("day2.csv", 3)
        let first = try await fixture.check(spec("day1.csv", ""), release: "first.json")
        #expect(first.verdict == .pass, "\(first.document.json)")
        let second = try await fixture.check(spec("day2.csv", ",\"releases\":[\"first.json\"]"))
        #expect(second.verdict == .fail)
        let cells = second.remedied?["cells"]?.elements ?? []
        let wanted = cells.first { $0["cell"]?["county"]?.text == "c3" }
        let old = first.remedied?["cells"]
        #expect(
          wanted?["withheld"] != nil || wanted?["unrefreshed"] != nil,
          "\(second.document.json) \(String(describing: old))")
      }
    }

    // MARK: in the memory

    /// A release of a sum, and the same people with a column of another name.
    private func later(
      _ made: @escaping (Int, Int) -> Int, weight: ((Int) -> String)? = nil
    ) async throws -> CheckAnswer {
      try await EgressFixture.with { fixture in
        let people = Self.people(12)
        func write(_ name: String, _ column: String, _ value: (Int) -> Int) throws {
          try fixture.csv(
            name, ["person", "county", column, "w"],
            people.indices.map {
              ["p\($0)", people[$0].county, "\(value($0))", weight?($0) ?? "1"]
            })
        }
        func spec(_ input: String, _ column: String, _ extra: String) -> String {
          """
          {"kind":"tabulation","input":"\(input)","subject":"person","dimensions":["county"],
           "measures":[{"function":"sum","column":"\(column)"}]\(extra)}
          """
        }
        try write("day1.csv", "tax") { people[$0].tax }
        let column = weight == nil ? "made" : "tax"
        try write("day2.csv", column) { made($0, people[$0].tax) }
        let first = try await fixture.check(spec("day1.csv", "tax", ""), release: "first.json")
        #expect(first.verdict == .pass, "\(first.document.json)")
        return try await fixture.check(
          spec(
            "day2.csv", column,
            ",\"releases\":[\"first.json\"]" + (weight == nil ? "" : ",\"weight\":\"w\"")))
      }
    }

    @Test(arguments: [0, 1, 77])
    func `a value that changed is found under another name`(value: Int) async throws {
      let answer = try await later { row, tax in row == 7 ? value : tax }
      let found = answer.fails(.differencing).filter { $0.formula == Self.formula }
      #expect(found.contains { $0.value == 1 }, "\(answer.document.json)")
      #expect(found.contains { $0.location["cell"]?.json == #"{"county":"c3"}"# })
      #expect(answer.remedied?["verdict"]?.text != "pass")
    }

    @Test func `a weight made for one person is found`() async throws {
      let answer = try await later({ $1 }, weight: { $0 == 9 ? "2" : "1" })
      #expect(
        answer.fails(.differencing).contains { $0.formula == Self.formula && $0.value == 1 },
        "\(answer.document.json)")
    }

    @Test func `another column of the same people passes, and one that is the same`() async throws {
      for made in [{ (_: Int, tax: Int) in tax }, { row, tax in tax * 3 % 8_191 + row }] {
        let answer = try await later(made)
        #expect(answer.verdict == .pass, "\(answer.document.json)")
      }
    }
  }
}
