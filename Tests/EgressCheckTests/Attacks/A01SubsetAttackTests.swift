// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Testing

extension EgressCheckTests {
  /// A1: a table of everybody and one of a subset, every cell large, that differ by few people.
  struct A01SubsetAttackTests {
    @Test(arguments: Attack.seeds)
    func `few people left out are recovered elsewhere and not here`(seed: UInt64) async throws {
      var random = Attack.random("A1", seed)
      let people = Attack.people(&random)
      let targets = Set(
        people.filter { $0[1] == "c1" }.shuffled(using: &random)
          .prefix(Int.random(in: 1...9, using: &random)).map { $0[0] })
      let some = people.filter { !targets.contains($0[0]) }
      let wanted = people.filter { targets.contains($0[0]) }.reduce(0) { $0 + (Int($1[4]) ?? 0) }
      let columns = [(name: "county", place: 1)]
      let (all, part) = (Attack.plain(people, columns), Attack.plain(some, columns))
      #expect(
        Attack.few(all, part) == [Attack.Figure(count: targets.count, sum: wanted)],
        "the attack works on plain tables")
      try await EgressFixture.with { fixture in
        try fixture.csv("all.csv", Attack.header, people)
        try fixture.csv("some.csv", Attack.header, some)
        let first = try await fixture.check(
          Attack.table("all.csv", "\"county\""), release: "first.json")
        #expect(first.verdict == .pass)
        let second = try await fixture.check(
          Attack.table("some.csv", "\"county\"", releases: ["first.json"]))
        #expect(second.verdict == .fail)
        #expect(Attack.few(all, Attack.published(second, plain: part)).isEmpty)
      }
    }
  }
}
