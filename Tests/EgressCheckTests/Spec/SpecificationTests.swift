// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Foundation
import Testing

@Suite struct SchemaTests {
  @Test func `the published schema is the program's`() throws {
    let file = EgressFixture.project.appending(path: "Schemas/egress-spec.json")
    #expect(try String(contentsOf: file, encoding: .utf8) == EgressSchema.text)
    let document = try DocumentParser.parse(Array(EgressSchema.text.utf8))
    #expect(document["$defs"]?["microdata"] != nil)
  }

  @Test(arguments: [
    "{\"a\":1,\"a\":2}", "{\"a\":}", "{} {}", "[01]", "\"\\ud800\"", "{\"a\":1e999}", "nul", "",
    String(repeating: "[", count: 100),
  ])
  func `JSON that two readers might read differently is refused`(text: String) {
    #expect(throws: DocumentError.self) { try DocumentParser.parse(Array(text.utf8)) }
  }

  @Test func `what is written reads back equal`() throws {
    let text = #"{"a":[1,-2.5,1e-7,"\u0007\n中\"\\",null,true,{}],"b":0.6465751607983555}"#
    let document = try DocumentParser.parse(Array(text.utf8))
    #expect(try DocumentParser.parse(Array(document.json.utf8)) == document)
    #expect(document["b"]?.json == "0.6465751607983555")
  }
}

extension EgressCheckTests {
  struct SpecificationTests {
    /// A specification of which one part is replaced.
    private static func spec(_ changes: [String: String] = [:]) -> String {
      var members = [
        "kind": "\"tabulation\"", "input": "\"people.csv\"", "subject": "\"person\"",
        "dimensions": "[\"county\"]", "measures": "[{\"function\":\"count\"}]",
      ]
      members.merge(changes) { $1 }
      return "{" + members.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
    }

    private func problem(
      _ spec: String, _ csv: String = "person,county,tax\np1,A,1\np2,A,2\n"
    ) async throws -> SpecProblem? {
      try await EgressFixture.with { fixture in
        try fixture.write("people.csv", csv)
        try fixture.write("twice.csv", "county,region\nA,x\nA,y\n")
        try fixture.write("ragged.csv", "county,region\nA\n")
        try fixture.write("lost.csv", "county,region\nB,x\nC,y\n")
        return try await fixture.problem(spec)
      }
    }

    @Test(arguments: [
      (["surprise": "1"], "surprise"), (["kind": "\"table\""], "kind"),
      (["input": "\"missing.csv\""], "input"), (["input": "\"..\""], "input"),
      (["subject": "\"nobody\""], "subject"), (["dimensions": "[]"], "dimensions"),
      (["dimensions": "[\"person\"]"], "dimensions"),
      (["dimensions": "[\"street\"]"], "dimensions[0]"),
      (["measures": "[{\"function\":\"sum\"}]"], "measures[0].column"),
      (["measures": "[{\"function\":\"case when\"}]"], "measures[0].function"),
      (["measures": "[{\"function\":\"count\",\"where\":\"id=1\"}]"], "measures[0].where"),
      (["measures": "[{\"function\":\"sum\",\"column\":\"person\"}]"], "measures[0]"),
      (["parameters": "{\"contributors\":1}"], "parameters.contributors"),
      (["parameters": "{\"zeros\":\"maybe\"}"], "parameters.zeros"),
      (["parameters": "{\"pPercent\":70}"], "parameters.pPercent"),
      (["parameters": "{\"rounding\":5,\"contributors\":5}"], "parameters.contributors"),
      (["parameters": "{\"rounding\":7}"], "parameters.rounding"),
      (["hierarchies": "{\"sex\":\"twice.csv\"}"], "hierarchies.sex"),
      (["hierarchies": "{\"county\":\"twice.csv\"}"], "hierarchies.county"),
      (["hierarchies": "{\"county\":\"ragged.csv\"}"], "hierarchies.county"),
      (["hierarchies": "{\"county\":\"lost.csv\"}"], "hierarchies.county"),
      (["releases": "[\"people.csv\"]"], "releases[0]"),
    ])
    func `a specification that cannot be used names its place`(
      changes: [String: String], field: String
    ) async throws {
      let problem = try await problem(Self.spec(changes))
      #expect(problem?.field == field)
      #expect(problem.map { !$0.zh.isEmpty && !$0.en.isEmpty } == true)
    }

    @Test(arguments: [
      "", "person,county\n", "person,person\np1,A\n", "person,county\np1\n",
      "person,county\n\"p1,A\n",
      "person,county\np1,\u{FFFD}\u{1}\n",
    ])
    func `an input that is no sound table is refused`(csv: String) async throws {
      #expect(try await problem(Self.spec(), csv) != nil)
    }

    @Test func `bytes that are no UTF-8 are refused`() async throws {
      let problem = try await EgressFixture.with { fixture in
        try Data(Array("person,county\np1,".utf8) + [0xC3, 0x28, 0x0A])
          .write(to: fixture.folder.appending(path: "people.csv"))
        return try await fixture.problem(Self.spec())
      }
      #expect(problem?.field == "input")
    }

    @Test func `very many labels are refused in bounded time`() async throws {
      try await EgressFixture.with { fixture in
        var text = "person,county\n"
        for index in 0..<300_000 { text += "p\(index),L\(index)\n" }
        try fixture.write("people.csv", text)
        #expect(try await fixture.problem(Self.spec())?.field == "dimensions[0]")
      }
    }

    /// A table of honest cells, one label or value of which is replaced.
    private func answer(
      label: String = "A", values: [String] = [], measure: String = "{\"function\":\"count\"}",
      header: String = "person,county,tax", person: (Int) -> String = { "p\($0)" }
    ) async throws -> CheckAnswer {
      try await EgressFixture.with { fixture in
        var rows: [[String]] = []
        for index in 0..<60 {
          let value = index < values.count ? values[index] : "\(100 + index)"
          rows.append([person(index), index < 30 ? label : "B", value])
        }
        try fixture.csv("people.csv", header.split(separator: ",").map(String.init), rows)
        return try await fixture.check(
          """
          {"kind":"tabulation","input":"people.csv","subject":"person","dimensions":["county"],
           "measures":[\(measure)]}
          """)
      }
    }

    @Test func `an honest table passes`() async throws {
      let answer = try await answer()
      #expect(answer.verdict == .pass)
      #expect(answer.exitCode == 0)
      #expect(answer.findings.isEmpty)
    }

    @Test(arguments: [
      "=HYPERLINK(1)", "<script>x</script>", "A\u{200B}", " A", "11010519491231002X",
      "https://a.b/c", "b",
    ])
    func `labels that are formulas, markup or codes are at best for review`(label: String)
      async throws
    {
      #expect(try await answer(label: label).verdict > .pass)
    }

    @Test(arguments: ["NaN", "inf", "-Infinity", "1e400", "twelve", "-5"])
    func `values that are no finite number are at best for review`(value: String) async throws {
      let answer = try await answer(
        values: [value], measure: "{\"function\":\"sum\",\"column\":\"tax\"}")
      #expect(answer.verdict == .review)
    }

    @Test func `a subject column of row numbers beside a person column is for review`()
      async throws
    {
      let answer = try await EgressFixture.with { fixture in
        // Row numbers, one of them twice.
        let rows = (0..<60).map { ["r\(max(1, $0))", "p\($0 / 20)", $0 < 30 ? "A" : "B"] }
        try fixture.csv("people.csv", ["row", "person_id", "county"], rows)
        return try await fixture.check(
          """
          {"kind":"tabulation","input":"people.csv","subject":"row","dimensions":["county"],
           "measures":[{"function":"count"}]}
          """)
      }
      #expect(answer.verdict == .review)
    }

    @Test func `copies of one person are one contributor, blanks and forms aside`() async throws {
      let answer = try await answer(person: { index in
        index < 30 ? "p\(index % 3)" + String(repeating: " ", count: index % 2) : "q\(index)"
      })
      #expect(answer.fails(.minimumContributors).first?.value == 3)
    }

    @Test func `records without a subject are for review`() async throws {
      let answer = try await answer(person: { $0 == 0 ? "" : "p\($0)" })
      #expect(answer.verdict == .review)
    }

    @Test(arguments: ["min", "max"])
    func `extreme values are refused`(function: String) async throws {
      let answer = try await answer(
        measure: "{\"function\":\"\(function)\",\"column\":\"tax\"}")
      #expect(answer.fails(.extremeValue).count == 1)
      #expect(answer.exitCode == 2)
    }
  }
}
