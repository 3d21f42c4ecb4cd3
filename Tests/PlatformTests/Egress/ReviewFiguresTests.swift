// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// Workload and agreement of those who check releases.
@Suite struct ReviewFiguresTests {
  private static let first = MarketCase.id("ACC", "first")
  private static let second = MarketCase.id("ACC", "second")
  private static let third = MarketCase.id("ACC", "third")

  private static func vote(
    _ release: String, _ account: RecordID, _ choice: String?, _ state: String = "opened"
  ) throws -> EgressVote {
    var members: [String: JSON] = [
      "id": .string(MarketCase.id("VOT", release + account.rawValue).rawValue), "place": "ezhou",
      "release": .string(MarketCase.id("RLS", release).rawValue),
      "operator": .string(MarketCase.id("ORG", "operator").rawValue),
      "account": .string(account.rawValue), "on": "2026-03-30", "state": .string(state),
    ]
    members["choice"] = choice.map { .string($0) }
    return try JSON.object(members).decode(EgressVote.self)
  }

  private static func figures(
    _ votes: [EgressVote], waiting: [Release] = [], today: String = "2026-03-30"
  ) throws -> ReviewFigures {
    ReviewFigures(
      waiting: waiting, votes: votes, today: try day(today),
      calendar: try WorkingCalendar([]))
  }

  @Test func `kappa is that of the textbook, for any order of the checkers`() throws {
    // Cohen's statistic for 20, 5, 10 and 15 of 50 is 0.4.
    let cells = [
      ("approve", "approve", 20), ("approve", "reject", 5), ("reject", "approve", 10),
      ("reject", "reject", 15),
    ]
    var votes: [EgressVote] = []
    for (one, other, count) in cells {
      for number in 0..<count {
        votes.append(try Self.vote("\(one)\(other)\(number)", Self.first, one))
        votes.append(try Self.vote("\(one)\(other)\(number)", Self.second, other))
      }
    }
    let figures = try Self.figures(votes)
    let pair = try #require(figures.pairs.first)
    #expect(figures.pairs.count == 1 && pair.common == 50 && pair.agreed == 35)
    #expect(pair.kappa == 400)
    #expect(figures.reviewed == 50 && figures.split == 15 && figures.tied == 15)
    let checker = try #require(figures.checkers.first { $0.account == Self.first })
    #expect(checker.votes == 50 && checker.approve == 25 && checker.alone == 15)
    #expect(try Self.figures(votes.reversed()) == figures)
  }

  @Test func `who always choose the same have no kappa, and who always differ one below zero`()
    throws
  {
    let same = try ["a", "b"].flatMap { release in
      try [Self.first, Self.second].map { try Self.vote(release, $0, "approve") }
    }
    #expect(try Self.figures(same).pairs.first?.kappa == nil)
    let apart = try [("a", "approve", "reject"), ("b", "reject", "approve")].flatMap {
      try [Self.vote($0.0, Self.first, $0.1), Self.vote($0.0, Self.second, $0.2)]
    }
    #expect(try Self.figures(apart).pairs.first?.kappa == -1_000)
  }

  @Test func `a majority is no tie, and who stands against all others is alone`() throws {
    let votes = try [
      Self.vote("a", Self.first, "approve"), Self.vote("a", Self.second, "approve"),
      Self.vote("a", Self.third, "reject"), Self.vote("b", Self.first, nil),
      Self.vote("b", Self.second, "approve"),
    ]
    let figures = try Self.figures(votes)
    #expect(figures.reviewed == 1 && figures.split == 1 && figures.tied == 0)
    #expect(figures.checkers.map(\.alone).reduce(0, +) == 1)
    #expect(figures.checkers.first { $0.account == Self.third }?.alone == 1)
    #expect(figures.pairs.allSatisfy { $0.common == 1 })
  }

  @Test func `a sealed vote is counted and its choice is not`() throws {
    let market = try MarketCase()
    let id = try market.evaluated(market.queryFields)
    let fields: JSON = ["release": id.json, "choice": "reject", "comment": "no"]
    #expect(
      try market.platform.run("egress.vote", fields, as: market.checkers[0]).isAllowed)
    let release = try market.record(Release.self, id)
    let cast = try market.platform.records.all(EgressVote.self, .equal("release", id))
    let other = try Self.vote("earlier", market.checkers[1].account, "approve")
    let figures = ReviewFigures(
      waiting: [release], votes: cast + [other], today: release.requestedOn,
      calendar: try WorkingCalendar([]))
    #expect(figures.open.map(\.votes) == [1] && figures.open.map(\.workingDays) == [0])
    let voted = try #require(
      figures.checkers.first { $0.account == market.checkers[0].account })
    #expect(voted.votes == 0 && voted.reject == 0 && voted.open == 0)
    #expect(figures.checkers.first { $0.account == market.checkers[1].account }?.open == 1)
    #expect(figures.reviewed == 0 && figures.pairs.isEmpty)
  }
}
