// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Testing

extension EgressCheckTests {
  /// A5: an aggregate, or a dimension made by the caller, in which only one person counts.
  struct A05CallerMadeAttackTests {
    @Test(arguments: Attack.seeds)
    func `an expression as a column is no column`(seed: UInt64) async throws {
      var random = Attack.random("A5", seed)
      let target = "p\(Int.random(in: 0..<400, using: &random))"
      let expressions = [
        "CASE WHEN person='\(target)' THEN tax END", "tax) FILTER (WHERE person='\(target)'",
        "tax * (person = '\(target)')::INT", "tax\" END; SELECT \"tax",
        "(SELECT max(tax) FROM data)",
        "if(person='\(target)',tax,0)", "tax -- \(target)", "tax/**/", "r.c4", "\"tax\"",
      ].shuffled(using: &random)
      try await EgressFixture.with { fixture in
        try fixture.csv("people.csv", Attack.header, Attack.people(&random))
        for expression in expressions.prefix(6) {
          let column = Document.string(expression).json
          let problem = try await fixture.problem(
            """
            {"kind":"tabulation","input":"people.csv","subject":"person","dimensions":["county"],
             "measures":[{"function":"sum","column":\(column)}]}
            """)
          #expect(problem != nil, "\(expression)")
          #expect(problem?.description.contains(target) == false)
        }
      }
    }

    @Test(arguments: Attack.seeds)
    func `a column that marks one person gives nothing away`(seed: UInt64) async throws {
      var random = Attack.random("A5", seed)
      let people = Attack.people(&random)
      let target = Int.random(in: 0..<people.count, using: &random)
      let marked = people.enumerated().map { $1 + [$0 == target ? "y" : "n"] }
      let columns = [(name: "county", place: 1), (name: "mark", place: 5)]
      let plain = Attack.plain(marked, columns, margins: true)
      let own = plain[#"{"mark":"y"}"#]
      #expect(own == Attack.Figure(count: 1, sum: Int(people[target][4]) ?? 0), "control")
      try await EgressFixture.with { fixture in
        try fixture.csv("people.csv", Attack.header + ["mark"], marked)
        let answer = try await fixture.check(
          Attack.table("people.csv", "\"county\",\"mark\"", margins: true))
        let out = Attack.published(answer, plain: plain)
        let county = people[target][1]
        #expect(out[#"{"mark":"y"}"#] == nil)
        // Nor by subtraction: all less those who are not marked, in all and in the county.
        #expect(out["{}"] == nil || out[#"{"mark":"n"}"#] == nil)
        #expect(
          out["{\"county\":\"\(county)\"}"] == nil
            || out["{\"county\":\"\(county)\",\"mark\":\"n\"}"] == nil)
      }
    }
  }
}
