// SPDX-License-Identifier: Apache-2.0
import Core
import DisclosureControl
import EgressCheck
import Testing

/// Names and values that try to leave their quotes: a quote under an accent is another character
/// to Swift and the same byte to an engine.
extension EgressCheckTests {
  struct QuotedNameTests {
    private static let people = (0..<60).map { ["p\($0)", $0 % 2 == 0 ? "x" : "y"] }

    @Test(arguments: ["\u{600}') OR true OR ('' = '", "x'\u{301}) OR true --", "\u{D4E}'"])
    func `a value of a parameter asks for that value alone`(value: String) async throws {
      let answer = try await EgressFixture.with { fixture in
        try fixture.csv("people.csv", ["person", "kind"], Self.people)
        return try await fixture.check(
          """
          {"kind":"query","input":"people.csv","subject":"person","measures":[{"function":"count"}],
           "parametersOf":{"kind":["x",\(Document.string(value).json)]},
           "parameters":{"zeros":"fail","contributors":100}}
          """)
      }
      // Whatever it holds, nobody has it, and no group is answered for that was not asked for.
      func kinds(_ findings: [CheckFinding]) -> [String] {
        findings.compactMap { $0.location["cell"]?["kind"]?.text }
      }
      #expect(kinds(answer.fails(.classDisclosure)) == [value], "\(answer.document.json)")
      #expect(kinds(answer.fails(.minimumContributors)) == ["x"], "\(answer.document.json)")
    }

    @Test(arguments: [
      "plain", "x\"\u{301}", "x\"\u{301}, (SELECT 1) AS \"y", "\u{D4E}\" FROM x --",
      "\u{6570}\u{57DF}",
      "a'b", "a\"b", "a.b", "SELECT", " ", "c0", "t1",
    ])
    func `a column of a Parquet file is read by any name`(name: String) async throws {
      let answer = try await EgressFixture.with { fixture in
        let rows = Self.people.map { "('\($0[0])', '\($0[1])')" }.joined(separator: ",")
        try fixture.duckdb(
          "COPY (SELECT * FROM (VALUES \(rows)) AS t(person, \(QuotedText.of(name, in: "\"")))) "
            + "TO 'out.parquet' (FORMAT parquet)")
        return try await fixture.check(
          """
          {"kind":"microdata","input":"out.parquet","subject":"person",
           "columns":{\(Document.string(name).json):{"role":"quasi-identifier"}}}
          """)
      }
      #expect(answer.measure("k") == 30 && answer.measure("classes") == 2)
      #expect(answer.fails(.kAnonymity).isEmpty)
    }

    @Test(arguments: ["north", "n\"\u{301}", "\u{D4E}\",x", "n'\u{301}", "n,\u{301}", "\u{5317}"])
    func `a group of a hierarchy keeps its name`(group: String) async throws {
      let answer = try await EgressFixture.with { fixture in
        try fixture.csv("people.csv", ["person", "kind"], Self.people)
        try fixture.write(
          "h.csv",
          ["x", "y"].map { "\($0),\(QuotedText.of(group, in: "\""))\n" }.joined()
            + "z,\(QuotedText.of("other", in: "\""))\n")
        return try await fixture.check(
          """
          {"kind":"tabulation","input":"people.csv","subject":"person","dimensions":["kind"],
           "hierarchies":{"kind":"h.csv"},"measures":[{"function":"count"}],
           "parameters":{"contributors":100,"zeros":"allow"}}
          """)
      }
      let cells = answer.fails(.minimumContributors).compactMap {
        $0.location["cell"]?["kind@1"]?.text
      }
      #expect(cells == [group], "\(answer.document.json)")
    }

    @Test func `names that come twice are no heading, names in other letters are two`() async throws
    {
      func problem(_ header: String) async throws -> String? {
        try await EgressFixture.with { fixture in
          try fixture.write("out.csv", header + "\n" + (0..<20).map { "p\($0),x\n" }.joined())
          return try await fixture.problem(
            """
            {"kind":"microdata","input":"out.csv","subject":"person",
             "columns":{"a":{"role":"quasi-identifier"}}}
            """)?.field
        }
      }
      #expect(try await problem("person,person") == "input")
      #expect(try await problem("a,a") == "input")
      #expect(try await problem("caf\u{E9},cafe\u{301}") == "input")
      #expect(try await problem("person,A") == "columns.a")
      #expect(try await problem("person,a") == nil)
    }
  }
}
