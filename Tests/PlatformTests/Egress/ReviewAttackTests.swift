// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Platform
import Regulation
import Testing

/// A13 and A14: who asks reviews what they asked for, and what was reviewed is changed before it
/// leaves. Each with a variation by seed.
@Suite struct ReviewAttackTests {
  private static let seeds: [UInt64] =
    ProcessInfo.processInfo.environment["SHUYU_SEED"].flatMap { UInt64($0) }.map { [$0] }
    ?? [1, 2, 3, 4]

  /// Numbers by a seed.
  private struct Choice {
    private var state: UInt64

    init(_ attack: String, _ seed: UInt64) {
      print("attack \(attack), seed \(seed)")
      state = seed &+ 0x9E37_79B9_7F4A_7C15
    }

    mutating func below(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
  }

  private func vote(
    _ market: MarketCase, _ release: RecordID, _ choice: String, _ actor: Actor
  ) throws -> Outcome {
    try market.platform.run(
      "egress.vote", ["release": release.json, "choice": .string(choice), "comment": "意见"],
      as: actor)
  }

  /// The ways in which somebody who asked gets at a vote.
  private func second(
    _ market: MarketCase, _ release: RecordID, _ way: Int
  ) throws -> Actor {
    let organisation = market.producer.organisation
    switch way {
    case 0: return try market.platform.actor("own", of: organisation, [.egressChecker])
    case 1:
      return try market.platform.actor(
        "own", of: organisation, [.egressChecker, .implementingBody, .operator])
    case 2:
      let mother = try market.platform.organisation(
        "mother", [.egressChecker], linkedTo: [organisation])
      return try market.platform.actor("mother", of: mother, [.egressChecker])
    default:
      // The same person with an account of the panel.
      let requester = try market.record(Release.self, release).requestedBy
      for account in [requester, market.checkers[2].account] {
        var found = try market.record(Account.self, account)
        found.subject = SubjectMark(
          kind: .person, digest: try #require(DigestText(SHA256.hash(Array("asker".utf8)).hex)))
        try market.platform.records.put(found)
      }
      return market.checkers[2]
    }
  }

  @Test(arguments: seeds)
  func `who asks has no vote by any second role`(seed: UInt64) throws {
    var choice = Choice("A13", seed)
    for _ in 0..<4 {
      let market = try MarketCase()
      let id = try market.evaluated(market.queryFields)
      let actor = try second(market, id, choice.below(4))
      let wish = ["approve", "reject", "return"][choice.below(3)]
      let outcome = try vote(market, id, wish, actor)
      #expect(["egress.vote.related", "egress.vote.requester"].contains(outcome.codes.first ?? ""))
      #expect(try market.record(Release.self, id).votesCast == 0)
      // A stranger's vote of the same kind counts.
      #expect(try vote(market, id, wish, market.checkers[0]).isAllowed, "control")
      #expect(try market.record(Release.self, id).votesCast == 1)
    }
  }

  @Test(arguments: seeds)
  func `no changed bit of the reviewed bytes leaves`(seed: UInt64) throws {
    var choice = Choice("A14", seed)
    let market = try MarketCase()
    let id = try market.approved(market.queryFields)
    let bytes = Array("content".utf8)
    for _ in 0..<20 {
      var changed = bytes
      switch choice.below(4) {
      case 0: changed[choice.below(changed.count)] ^= 1 << UInt8(choice.below(8))
      case 1: changed.append(UInt8(choice.below(256)))
      case 2: changed.removeLast()
      default: changed.insert(UInt8(choice.below(256)), at: choice.below(changed.count))
      }
      let outcome = try market.platform.run(
        "egress.release",
        ["release": id.json, "digest": .string(SHA256.hash(changed).hex)],
        as: market.platform.system)
      #expect(outcome.codes == ["egress.release.digest"])
    }
    let outcome = try market.platform.run(
      "egress.release", ["release": id.json, "digest": MarketCase.hash("content")],
      as: market.platform.system)
    #expect(outcome.isAllowed, "control: the bytes that were reviewed leave")
  }
}
