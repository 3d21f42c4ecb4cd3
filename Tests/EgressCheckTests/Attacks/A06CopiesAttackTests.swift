// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Testing

extension EgressCheckTests {
  /// A6: copies of few people, or spellings of their identifiers, that make up a crowd.
  struct A06CopiesAttackTests {
    /// Other writings of an identifier.
    private static func spelled(_ id: String, _ way: Int) -> String {
      switch way {
      case 0: id
      case 1: id.uppercased()
      case 2: " \(id) "
      case 3: "\(id)\u{3000}"
      case 4: String(id.map { $0.isNumber ? Self.wide($0) : $0 })
      default: "\u{FEFF}\(id)"
      }
    }

    private static func wide(_ digit: Character) -> Character {
      let all = Array("０１２３４５６７８９")
      return digit.wholeNumberValue.map { all[$0] } ?? digit
    }

    @Test(arguments: Attack.seeds)
    func `copies and spellings of few people are few people`(seed: UInt64) async throws {
      var random = Attack.random("A6", seed)
      var people = Attack.people(&random).filter { $0[1] != "c3" }
      let few = Int.random(in: 1...6, using: &random)
      let copies = Int.random(in: 12...30, using: &random)
      for person in 0..<few {
        for _ in 0..<copies {
          let id = Self.spelled("q\(person)", Int.random(in: 0...5, using: &random))
          people.append([id, "c3", "F", "40", "\(100 + person)"])
        }
      }
      let plain = Attack.plain(people, [(name: "county", place: 1)])
      #expect((plain[#"{"county":"c3"}"#]?.count ?? 0) >= 12, "a rule that counts rows passes it")
      try await EgressFixture.with { fixture in
        try fixture.csv("people.csv", Attack.header, people)
        let answer = try await fixture.check(Attack.table("people.csv", "\"county\""))
        #expect(answer.fails(.minimumContributors).first?.value == Double(few))
        #expect(Attack.published(answer, plain: plain)[#"{"county":"c3"}"#] == nil)
      }
    }
  }
}
