// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Testing

extension EgressCheckTests {
  /// A10: the same question asked many times, to average its noise away.
  struct A10AveragingAttackTests {
    @Test(arguments: Attack.seeds)
    func `asking again, in whatever order, brings the same answer`(seed: UInt64) async throws {
      var random = Attack.random("A10", seed)
      var people = Attack.people(&random).filter { $0[1] != "c1" }
      let few = Int.random(in: 3...9, using: &random)
      people += (0..<few).map { ["q\($0)", "c1", "F", "30", "500"] }
      let noise = Int.random(in: 2...6, using: &random)
      let mean =
        (0..<1_000).reduce(0.0) { sum, _ in
          sum + Double(few + Int.random(in: -noise...noise, using: &random))
        } / 1_000
      #expect(Int(mean.rounded()) == few, "fresh noise is averaged away")
      try await EgressFixture.with { fixture in
        var seen: Set<String> = []
        for _ in 0..<3 {
          try fixture.csv("people.csv", Attack.header, people.shuffled(using: &random))
          let answer = try await fixture.check(
            Attack.table("people.csv", "\"county\"", margins: true))
          #expect(answer.fails(.minimumContributors).contains { $0.value == Double(few) })
          seen.insert(answer.remedied?.json ?? "")
          let out = Attack.published(answer, plain: [:])
          #expect(out[#"{"county":"c1"}"#] == nil)
        }
        #expect(seen.count == 1)
      }
    }
  }
}
