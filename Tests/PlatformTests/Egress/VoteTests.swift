// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform
import Regulation
import Testing

@Suite struct VoteTests {
  private func vote(
    _ market: MarketCase, _ release: RecordID, _ choice: String, _ actor: Actor
  ) throws -> Outcome {
    try market.platform.run(
      "egress.vote",
      ["release": release.json, "choice": .string(choice), "comment": "意见：\(choice)"], as: actor)
  }

  @Test(arguments: [
    (["approve", "approve"], Release.State.approved), (["approve", "reject"], .rejected),
    (["reject", "return"], .rejected), (["approve", "return"], .returned),
    (["return", "return"], .returned),
  ])
  func `the last vote decides`(choices: [String], state: Release.State) throws {
    let market = try MarketCase()
    let id = try market.evaluated(market.queryFields)
    for (choice, checker) in zip(choices, market.checkers) {
      #expect(try market.record(Release.self, id).state == .reviewing)
      #expect(try vote(market, id, choice, checker).isAllowed)
    }
    let release = try market.record(Release.self, id)
    #expect(release.state == state && release.votesCast == 2)
    #expect(release.reviewedOn == market.platform.today)
    #expect(try !vote(market, id, "reject", market.checkers[2]).isAllowed)
  }

  @Test func `the requester, its organisation and related ones never vote`() throws {
    let market = try MarketCase()
    let id = try market.evaluated(market.queryFields)
    let colleague = try market.platform.actor(
      "colleague", of: market.producer.organisation, [.egressChecker])
    for actor in [colleague, market.related] {
      let outcome = try vote(market, id, "approve", actor)
      #expect(outcome.codes == ["egress.vote.related"])
      #expect(outcome.clauses == ["EZ-02.13-a"])
    }
    let mother = try market.platform.organisation(
      "mother", [.egressChecker], linkedTo: [market.producer.organisation])
    let linked = try market.platform.actor("mother", of: mother, [.egressChecker])
    #expect(try vote(market, id, "reject", linked).codes == ["egress.vote.related"])
    #expect(try market.record(Release.self, id).votesCast == 0)
  }

  @Test func `nobody votes twice, and nobody without the capacity votes`() throws {
    let market = try MarketCase()
    let id = try market.evaluated(market.queryFields)
    #expect(try vote(market, id, "approve", market.checkers[0]).isAllowed)
    #expect(
      try vote(market, id, "approve", market.checkers[0]).codes == ["egress.vote.already"])
    #expect(try !vote(market, id, "approve", market.bureau).isAllowed)
    #expect(try market.record(Release.self, id).state == .reviewing)
    let unknown = MarketCase.id("RLS", "none")
    #expect(try vote(market, unknown, "approve", market.checkers[1]).codes == ["egress.unknown"])
  }

  /// Binds an account to a verified person, or to none.
  private func bind(_ market: MarketCase, _ account: RecordID, to person: String?) throws {
    var found = try market.record(Account.self, account)
    found.subject = try person.map { name in
      SubjectMark(
        kind: .person,
        digest: try #require(DigestText(SHA256.hash(Array("person \(name)".utf8)).hex)))
    }
    try market.platform.records.put(found)
  }

  @Test func `one person with several accounts neither votes twice nor on what they asked for`()
    throws
  {
    let market = try MarketCase()
    let id = try market.evaluated(market.queryFields)
    let requester = try market.record(Release.self, id).requestedBy
    let (one, two) = (market.checkers[0], market.checkers[1])
    try bind(market, requester, to: "asker")
    try bind(market, one.account, to: "asker")
    let own = try vote(market, id, "approve", one)
    #expect(own.codes == ["egress.vote.requester"] && own.clauses == ["EZ-02.13-a"])
    try bind(market, one.account, to: "somebody")
    try bind(market, two.account, to: "somebody")
    #expect(try vote(market, id, "approve", one).isAllowed)
    #expect(try vote(market, id, "approve", two).codes == ["egress.vote.samePerson"])
    try bind(market, two.account, to: nil)
    #expect(try vote(market, id, "approve", two).codes == ["egress.vote.person"])
    try bind(market, two.account, to: "another")
    #expect(try vote(market, id, "approve", two).isAllowed)
    #expect(try market.record(Release.self, id).state == .approved)
  }

  @Test func `nobody sees a vote before all have voted`() throws {
    let choices = VoteChoice.allCases.map(\.rawValue)
    var seed: UInt64 = 20_261_121
    print("seed \(seed)")
    func next() -> String {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return choices[Int(seed >> 33) % choices.count]
    }
    for _ in 0..<20 {
      let market = try MarketCase()
      market.platform.profile = try profile(checkers: 3)
      let id = try market.evaluated(market.queryFields)
      var cast: [VoteChoice] = []
      for checker in market.checkers {
        try expectSealed(market, id, count: cast.count)
        let choice = next()
        #expect(try vote(market, id, choice, checker).isAllowed)
        cast.append(try #require(VoteChoice(rawValue: choice)))
      }
      let release = try market.record(Release.self, id)
      #expect(release.state == VoteTally(cast).outcome && release.votesCast == 3)
      let votes = try market.platform.records.all(EgressVote.self, .equal("release", id))
      #expect(votes.allSatisfy { $0.state == .opened })
      #expect(votes.allSatisfy { $0.parties == [market.producer.organisation] })
      #expect(Set(votes.compactMap(\.choice)) == Set(cast))
    }
  }

  private func profile(checkers: Int) throws -> Profile {
    try ProjectFiles.ezhou([
      ProfileSetting(key: "egress.checkers", text: String(checkers), source: "1号"),
      ProfileSetting(key: "egress.contributorsMin", text: "10", source: "1号"),
      ProfileSetting(key: "egress.dominanceCount", text: "2", source: "1号"),
      ProfileSetting(key: "egress.dominancePercent", text: "90", source: "1号"),
      ProfileSetting(key: "egress.ambiguityPercent", text: "10", source: "1号"),
    ])
  }

  /// No row, no listing and no fact tells what was chosen; only the number of votes is known.
  private func expectSealed(_ market: MarketCase, _ id: RecordID, count: Int) throws {
    let release = try market.record(Release.self, id)
    #expect(release.state == .reviewing && release.votesCast == count)
    let document = try JSON(encoding: release).canonicalText
    #expect(!document.contains("意见") && !document.contains(#""choice""#))
    for vote in try market.platform.records.all(EgressVote.self, .equal("release", id)) {
      #expect(vote.state == .sealed && vote.parties.isEmpty)
    }
    for entry in market.platform.log where entry.type.hasPrefix("egress.voted") {
      #expect(entry.facts["choice"] == nil && entry.facts["comment"] == nil)
    }
    let votes = try #require(market.platform.registry.listings["votes"])
    let opened = RowScope.placeWhere([.equal("state", "opened")])
    for (capacity, scope) in votes.scopes {
      switch capacity {
      case .egressChecker: #expect(scope == .account(column: "account"))
      case .operator: #expect(scope == .party)
      default: #expect(scope == opened, "\(capacity)")
      }
    }
    #expect(votes.publicScope == nil)
    #expect(!EgressVote.table.columns.contains { $0.name == "choice" })
  }

  @Test func `the operator never learns who voted`() throws {
    let market = try MarketCase()
    let votes = try #require(market.platform.registry.listings["votes"])
    #expect(votes.hidden(from: market.producer) == ["account"])
    #expect(votes.hidden(from: market.checkers[0]).isEmpty)
  }
}
