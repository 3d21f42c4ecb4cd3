// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Foundation
import Testing

extension EgressCheckTests {
  /// A17: errors, messages and the order of rows as a way out.
  struct A17SideChannelAttackTests {
    /// All that is said of a table, apart from the labels of its cells.
    private func words(_ fixture: EgressFixture, _ column: String) async throws -> String {
      do {
        let answer = try await fixture.check(Attack.table("people.csv", "\"\(column)\""))
        return answer.findings.map { "\($0.zh) \($0.en)" }.joined()
      } catch let problem as SpecProblem {
        return problem.description
      }
    }

    @Test(arguments: Attack.seeds)
    func `no error tells a value of the data`(seed: UInt64) async throws {
      var random = Attack.random("A17", seed)
      let secret = "s\(Int.random(in: 1_000_000...9_999_999, using: &random))"
      #expect("could not convert string to double: '\(secret)'".contains(secret), "as others say")
      let people = Attack.people(&random)
      let broken: [([[String]], String)] = [
        (people.map { Array($0.prefix(4)) + [secret] }, "a value that is no number"),
        (people + [[secret]], "a row that is too short"),
        (people + [people[0] + [secret]], "a row that is too long"),
        (people + [["x", "\u{1}" + secret, "F", "1", "2"]], "a label with control characters"),
        (people + [["x", String(repeating: secret, count: 400), "F", "1", "2"]], "a long label"),
        (people + [["\u{0}" + secret, "c1", "F", "1", "2"]], "a null byte"),
      ]
      try await EgressFixture.with { fixture in
        for (rows, what) in broken.shuffled(using: &random) {
          try fixture.csv("people.csv", Attack.header, rows)
          for column in ["sex", "county"] {
            let text = try await words(fixture, column)
            #expect(!text.contains(secret), "\(what), \(column)")
          }
        }
      }
    }

    /// All that is said of a specification, whatever comes of it.
    private func words(_ fixture: EgressFixture, spec: String) async throws -> String {
      do {
        return try await fixture.check(spec).document.json
      } catch let problem as SpecProblem {
        return problem.description + EgressChecker.document(of: problem).json
      }
    }

    @Test(arguments: Attack.seeds)
    func `neither records, models nor reports tell a value in what is said of them`(
      seed: UInt64
    ) async throws {
      var random = Attack.random("A17", seed)
      let secret = "q\(Int.random(in: 1_000_000...9_999_999, using: &random))"
      let people = Attack.people(&random).map { $0 + [secret] }
      let header = Attack.header + ["note"]
      let quasi = #""columns":{"county":{"from":"county","role":"quasi-identifier"}}"#
      let specs = [
        #"{"kind":"microdata","input":"out.csv","raw":["raw.csv"],"subject":"person",\#(quasi)}"#,
        #"{"kind":"microdata","input":"raw.csv",\#(quasi),"parameters":{"k":300}}"#,
        #"{"kind":"report","inputs":["out.csv"],"raw":["raw.csv"]}"#,
        #"{"kind":"report","inputs":["out.csv"],"raw":["broken.csv"]}"#,
        #"{"kind":"model","input":"out.csv","raw":["raw.csv"],"target":"note"}"#,
      ]
      try await EgressFixture.with { fixture in
        try fixture.csv("raw.csv", header, people)
        try fixture.csv("broken.csv", header, people + [[secret]])
        try fixture.csv("out.csv", header, people.shuffled(using: &random))
        for spec in specs.shuffled(using: &random) {
          let text = try await words(fixture, spec: spec)
          #expect(!text.isEmpty && !text.contains(secret), "\(spec) \(text)")
        }
      }
    }

    @Test(arguments: Attack.seeds)
    func `records in the order of what is withheld do not leave`(seed: UInt64) async throws {
      var random = Attack.random("A17", seed)
      let people = Attack.people(&random)
      let sorted = people.sorted { (Int($0[4]) ?? 0) < (Int($1[4]) ?? 0) }
      let spec = """
        {"kind":"microdata","input":"out.csv","raw":["raw.csv"],"subject":"person",
         "columns":{"county":{"from":"county","role":"quasi-identifier"}}}
        """
      try await EgressFixture.with { fixture in
        try fixture.csv("raw.csv", Attack.header, people)
        for (rows, isTold) in [(sorted, true), (people.shuffled(using: &random), false)] {
          try fixture.csv("out.csv", ["person", "county"], rows.map { [$0[0], $0[1]] })
          let answer = try await fixture.check(spec)
          let found = answer.findings.contains { $0.formula == "row-order.1" }
          #expect(found == isTold, "\(answer.document.json)")
        }
      }
    }

    @Test(arguments: Attack.seeds)
    func `the order of rows says nothing in a table`(seed: UInt64) async throws {
      var random = Attack.random("A17", seed)
      let people = Attack.people(&random)
      let sorted = people.sorted { ($0[4], $0[0]) < ($1[4], $1[0]) }
      #expect(sorted != people, "a program that keeps the order tells it")
      try await EgressFixture.with { fixture in
        var seen: Set<String> = []
        for rows in [people, sorted, people.shuffled(using: &random)] {
          try fixture.csv("people.csv", Attack.header, rows)
          let answer = try await fixture.check(
            Attack.table("people.csv", "\"county\",\"age\"", margins: true))
          seen.insert(answer.remedied?["cells"]?.json ?? "")
        }
        #expect(seen.count == 1)
      }
    }
  }
}
