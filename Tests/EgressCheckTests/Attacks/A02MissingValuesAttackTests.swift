// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Testing

extension EgressCheckTests {
  /// A2: a figure over many rows of which few have a value.
  struct A02MissingValuesAttackTests {
    private static let measures = [
      #"{"function":"mean","column":"tax"}"#, #"{"function":"sum","column":"tax"}"#,
      #"{"function":"median","column":"tax"}"#, #"{"function":"std","column":"tax"}"#,
      #"{"function":"quantile","quantile":0.5,"column":"tax"}"#,
      #"{"function":"variance","column":"tax"}"#, #"{"function":"share","column":"tax"}"#,
      #"{"function":"regression","column":"tax","on":["age"]}"#,
    ]

    @Test(arguments: Attack.seeds)
    func `rows without a value hide nobody`(seed: UInt64) async throws {
      var random = Attack.random("A2", seed)
      let known = Int.random(in: 1...9, using: &random)
      let empty = ["", " ", "NaN", "inf", "-"].shuffled(using: &random)[0]
      var left = known
      let people = Attack.people(&random).map { row -> [String] in
        guard row[1] == "c2" else { return row }
        left -= 1
        return left >= 0 ? row : Array(row.prefix(4)) + [empty]
      }
      let rows = people.filter { $0[1] == "c2" }
      #expect(rows.count >= 20 && known < 10, "a rule that counts rows lets the cell pass")
      try await EgressFixture.with { fixture in
        try fixture.csv("people.csv", Attack.header, people)
        for measure in Self.measures.shuffled(using: &random).prefix(4) {
          let answer = try await fixture.check(
            """
            {"kind":"tabulation","input":"people.csv","subject":"person",
             "dimensions":["county"],"measures":[\(measure)]}
            """)
          let found = answer.findings.filter {
            $0.severity == .fail && $0.location["cell"]?["county"]?.text == "c2"
          }
          #expect(!found.isEmpty, "\(measure) \(answer.document.json)")
          if !measure.contains("regression") {
            #expect(found.contains { $0.rule == .minimumContributors && $0.value == Double(known) })
          }
          let shown = answer.remedied?["cells"]?.elements.first {
            $0["cell"]?["county"]?.text == "c2"
          }
          #expect(shown?["values"] == nil, "\(measure)")
        }
      }
    }
  }
}
