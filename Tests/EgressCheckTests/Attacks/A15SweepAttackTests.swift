// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Testing

extension EgressCheckTests {
  /// A15: every parameter of an interface asked for, one after the other.
  struct A15SweepAttackTests {
    @Test(arguments: Attack.seeds)
    func `a sweep meets no answer about few people`(seed: UInt64) async throws {
      var random = Attack.random("A15", seed)
      let people = Attack.people(&random, 900)
      let width = [1, 2, 3, 5].shuffled(using: &random)[0]
      let banded = people.map { row in
        row + ["\((Int(row[3]) ?? 0) / width * width)"]
      }
      let plain = Attack.plain(banded, [(name: "county", place: 1), (name: "age", place: 5)])
      #expect(plain.values.contains { $0.count < 10 }, "a plain interface answers about few")
      try await EgressFixture.with { fixture in
        try fixture.csv("people.csv", Attack.header, people)
        let answer = try await fixture.check(
          """
          {"kind":"query","input":"people.csv","subject":"person",
           "parametersOf":{"county":["c0","c1","c2","c3"],
            "age":{"column":"age","bucket":\(width)}},
           "measures":[{"function":"count"},{"function":"sum","column":"tax"}],
           "parameters":{"zeros":"allow"}}
          """)
        #expect(answer.verdict == .fail)
        let out = Attack.published(answer, plain: [:])
        #expect(out.values.allSatisfy { $0.count >= 10 || $0.count == 0 })
        let small = plain.values.count { $0.count < 10 }
        #expect(answer.fails(.minimumContributors).count >= small)
      }
    }
  }
}
