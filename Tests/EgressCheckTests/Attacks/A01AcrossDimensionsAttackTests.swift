// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Testing

extension EgressCheckTests {
  /// A1 and A7 across tables that share no dimension: a group of one is, but for few people, a
  /// group of the other.
  struct A01AcrossDimensionsAttackTests {
    private func table(
      _ file: String, _ dimensions: [String], margins: Bool = false, releases: [String] = []
    ) -> String {
      """
      {"kind":"tabulation","input":"\(file)","subject":"person",
       "dimensions":[\(dimensions.map { "\"\($0)\"" }.joined(separator: ","))],
       "margins":\(margins),
       "measures":[{"function":"count"},{"function":"sum","column":"tax"}],
       "parameters":{"zeros":"allow"},
       "releases":[\(releases.map { "\"\($0)\"" }.joined(separator: ","))]}
      """
    }

    @Test(arguments: Attack.seeds, [false, true])
    func `women less few by county, beside everybody by sex`(
      seed: UInt64, margins: Bool
    ) async throws {
      var random = Attack.random("A1 across", seed)
      let people = Attack.people(&random)
      let women = people.filter { $0[2] == "F" }
      let few = Int.random(in: 1...9, using: &random)
      let some = Array(women.shuffled(using: &random).dropFirst(few))
      try await EgressFixture.with { fixture in
        try fixture.csv("all.csv", Attack.header, people)
        try fixture.csv("some.csv", Attack.header, some)
        try fixture.csv("women.csv", Attack.header, women)
        let first = try await fixture.check(table("all.csv", ["sex"]), release: "first.json")
        #expect(first.verdict == .pass)
        let second = try await fixture.check(
          table("some.csv", ["county"], margins: margins, releases: ["first.json"]))
        #expect(second.verdict == .fail)
        #expect(
          second.fails(.differencing).contains {
            $0.formula == "set-difference-below.1" && $0.value == Double(few)
          })
        // Without totals the cells add up to it whatever is withheld; with totals a cell beside
        // the total must be withheld too.
        let inner = (second.remedied?["cells"]?.elements ?? []).contains { cell in
          cell["withheld"] == .bool(true) && cell["cell"]?.json != "{}"
        }
        #expect(second.remedied?["verdict"]?.text != "pass" || (margins && inner))
        // All women by county tell nothing more than their sum.
        let whole = try await fixture.check(
          table("women.csv", ["county"], margins: margins, releases: ["first.json"]))
        #expect(whole.fails(.differencing).isEmpty, "\(whole.document.json)")
      }
    }

    @Test(arguments: Attack.seeds)
    func `the women outside a county, beside a table that withholds those inside`(
      seed: UInt64
    ) async throws {
      var random = Attack.random("A7 across", seed)
      var women = 0
      let people = Attack.people(&random).filter { row in
        guard row[1] == "c3", row[2] == "F" else { return true }
        women += 1
        return women <= 6
      }
      let others = people.filter { $0[2] == "F" && $0[1] != "c3" }
      try await EgressFixture.with { fixture in
        try fixture.csv("all.csv", Attack.header, people)
        try fixture.csv("others.csv", Attack.header, others)
        let first = try await fixture.check(
          table("all.csv", ["county", "sex"], margins: true), release: "first.json")
        #expect(first.remedied?["verdict"]?.text == "pass")
        let second = try await fixture.check(
          table("others.csv", ["county"], releases: ["first.json"]))
        #expect(
          second.fails(.differencing).contains { $0.formula == "set-difference-below.1" },
          "\(second.document.json)")
      }
    }

    @Test(arguments: Attack.seeds)
    func `tables of different people and of large differences are let be`(
      seed: UInt64
    ) async throws {
      var random = Attack.random("A1 across, honest", seed)
      let people = Attack.people(&random, 600)
      let young = people.filter { (Int($0[3]) ?? 0) < 50 }
      try await EgressFixture.with { fixture in
        try fixture.csv("all.csv", Attack.header, people)
        try fixture.csv("young.csv", Attack.header, young)
        _ = try await fixture.check(table("all.csv", ["sex"]), release: "first.json")
        let second = try await fixture.check(
          table("young.csv", ["county"], releases: ["first.json"]))
        #expect(second.verdict == .pass, "\(second.document.json)")
      }
    }

    @Test(arguments: Attack.seeds)
    func `sums of columns that somebody makes end before they can be solved`(
      seed: UInt64
    ) async throws {
      var random = Attack.random("A4", seed)
      let count = 60
      let ages = (0..<count).map { _ in Int.random(in: 20..<80, using: &random) }
      var releases: [String] = []
      try await EgressFixture.with { fixture in
        for table in 0..<8 {
          let columns = (0..<8).map { "y\(table)_\($0)" }
          let rows = ages.enumerated().map { index, age in
            ["p\(index)", "all"]
              + columns.map { _ in "\(age * Int.random(in: 100..<900, using: &random))" }
          }
          try fixture.csv("t\(table).csv", ["person", "g"] + columns, rows)
          let measures = columns.map { "{\"function\":\"sum\",\"column\":\"\($0)\"}" }
          let answer = try await fixture.check(
            """
            {"kind":"tabulation","input":"t\(table).csv","subject":"person","dimensions":["g"],
             "measures":[\(measures.joined(separator: ","))],
             "releases":[\(releases.map { "\"\($0)\"" }.joined(separator: ","))]}
            """, release: "r\(table).json")
          guard answer.verdict == .pass else {
            #expect(
              answer.fails(.degreesOfFreedom).contains { $0.formula == "columns-as-people.1" })
            #expect(answer.remedied?["verdict"]?.text != "pass")
            break
          }
          releases.append("r\(table).json")
        }
        #expect((2...5).contains(releases.count), "\(releases.count * 8) sums about \(count)")
      }
    }

    @Test func `columns of other people are not counted with these`() async throws {
      try await EgressFixture.with { fixture in
        for part in 0..<2 {
          let columns = (0..<8).map { "y\(part)_\($0)" }
          let rows = (0..<24).map { row in
            ["p\(part * 100 + row)", "all"]
              + columns.indices.map { "\(1_000 + row * 37 + $0 * 11)" }
          }
          try fixture.csv("t\(part).csv", ["person", "g"] + columns, rows)
          let measures = columns.map { "{\"function\":\"sum\",\"column\":\"\($0)\"}" }
          let answer = try await fixture.check(
            """
            {"kind":"tabulation","input":"t\(part).csv","subject":"person","dimensions":["g"],
             "measures":[\(measures.joined(separator: ","))],
             "releases":[\(part == 0 ? "" : "\"r0.json\"")]}
            """, release: "r\(part).json")
          #expect(answer.fails(.degreesOfFreedom).isEmpty, "\(answer.document.json)")
        }
      }
    }
  }
}
