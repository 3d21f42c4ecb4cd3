// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// What a place asks of each vote, and which releases one vote decides.
@Suite struct ChecklistTests {
  private static let checklist = """
      checklist:
        - {id: purpose, zh: 用途与场景一致, en: Fits the scenario, clauses: [EZ-02.13-a]}
        - {id: detail, zh: 粒度不超过必要, en: No finer than needed, clauses: [EZ-02.13-e]}

    """

  private static func lane(_ percent: Int, kind: String = "query") -> String {
    "  lowRisk:\n    - {kind: \(kind), secondLookPercent: \(percent), clauses: [EZ-02.13-a]}\n"
  }

  /// The rules of Ezhou with members added to those on egress.
  private static func profile(_ members: String) throws -> Profile {
    let text = try ProjectFiles.ezhouText().split(
      separator: "\negress:\n", omittingEmptySubsequences: false)
    let lines = members.split(separator: "\n").map { $0.hasPrefix("  ") ? $0 : "  \($0)" }
    let yaml = text.joined(separator: "\negress:\n" + lines.joined(separator: "\n") + "\n")
    let numbers = [
      ("checkers", "2"), ("contributorsMin", "10"), ("dominanceCount", "2"),
      ("dominancePercent", "90"), ("ambiguityPercent", "10"),
    ]
    return try Profile.load(
      yaml: yaml, file: "ezhou.yaml",
      settings: numbers.map { ProfileSetting(key: "egress.\($0)", text: $1, source: "1号") })
  }

  private static func vote(
    _ market: MarketCase, _ id: RecordID, checker: Int = 0, _ members: [String: JSON]
  ) throws -> Outcome {
    let own: [String: JSON] = ["release": id.json, "choice": "approve"]
    return try market.platform.run(
      "egress.vote", .object(own.merging(members) { _, given in given }),
      as: market.checkers[checker])
  }

  @Test func `a vote without an answer to each item is refused and cites the item`() throws {
    let market = try MarketCase()
    market.platform.profile = try Self.profile(Self.checklist)
    let id = try market.evaluated(market.queryFields)
    let none = try Self.vote(market, id, ["choice": "reject"])
    #expect(none.codes == ["egress.vote.checklist"])
    #expect(none.clauses == ["EZ-02.13-a", "EZ-02.13-e"])
    let half = try Self.vote(market, id, ["findings": ["purpose": "same"]])
    #expect(half.codes == ["egress.vote.checklist"] && half.clauses == ["EZ-02.13-e"])
    let wrong = try Self.vote(
      market, id, ["findings": ["purpose": "same", "detail": "monthly", "other": "x"]])
    #expect(wrong.codes == ["egress.vote.checklist.unknown"])
    #expect(try market.record(Release.self, id).votesCast == 0)
  }

  @Test func `what is not in order is not approved and can be sent back`() throws {
    let market = try MarketCase()
    market.platform.profile = try Self.profile(Self.checklist)
    let id = try market.evaluated(market.queryFields)
    let answers: JSON = ["purpose": "same", "detail": "daily where monthly would do"]
    let members: [String: JSON] = ["findings": answers, "failing": ["detail"]]
    #expect(try Self.vote(market, id, members).codes == ["egress.vote.checklist.failing"])
    #expect(
      try Self.vote(market, id, members.merging(["choice": "return"]) { $1 }).isAllowed)
    let kept = try #require(
      try market.platform.records.all(EgressVote.self, .equal("release", id)).first)
    #expect(kept.findings?["detail"] == "daily where monthly would do")
    #expect(kept.failing == ["detail"] && kept.state == .sealed)
    // Answers are as secret as the choice until all have voted.
    for entry in market.platform.log where entry.type == "egress.voted" {
      #expect(entry.facts["findings"] == nil && entry.facts["failing"] == nil)
    }
  }

  @Test func `where a place asks nothing, nothing is answered`() throws {
    let market = try MarketCase()
    let id = try market.evaluated(market.queryFields)
    let given = try Self.vote(market, id, ["findings": ["purpose": "same"]])
    #expect(given.codes == ["egress.vote.checklist.unknown"])
    #expect(try Self.vote(market, id, [:]).isAllowed)
  }

  /// Evaluates a query that leaves once.
  private static func evaluated(
    _ market: MarketCase, _ members: [String: JSON], digest: String = "content",
    request: [String: JSON] = [:]
  ) throws -> Release {
    let fields = market.queryFields.merging(request) { $1 }
    let id = try market.must("egress.request", .object(fields), market.producer)
    var evaluation = market.evaluation(of: id)
    let clean: [String: JSON] = [
      "verdict": "pass", "unsafeCells": 0, "withheld": 0, "findings": [],
      "contentDigest": MarketCase.hash(digest),
    ]
    evaluation.merge(clean.merging(members) { $1 }) { $1 }
    try market.must("egress.evaluated", .object(evaluation), market.platform.system)
    return try market.record(Release.self, id)
  }

  @Test func `one vote decides where the place opens the lane, but for those that are drawn`()
    throws
  {
    let market = try MarketCase()
    market.platform.profile = try Self.profile(Self.lane(40))
    for number in 0..<12 {
      let release = try Self.evaluated(market, [:], digest: "content \(number)")
      let digest = try #require(release.contentDigest)
      let isDrawn = LowRiskCheck.draw(digest, release.id) < 40
      #expect((release.isLowRisk == true) == !isDrawn, "\(number)")
      #expect(try Self.vote(market, release.id, [:]).isAllowed)
      let voted = try market.record(Release.self, release.id)
      #expect(voted.state == (isDrawn ? .reviewing : .approved), "\(number)")
    }
  }

  @Test func `whatever the platform found, or what is out, goes before all checkers`() throws {
    let market = try MarketCase()
    market.platform.profile = try Self.profile(Self.lane(1))
    let cases: [[String: JSON]] = [
      ["verdict": "review"],
      ["findings": [["rule": "dominance", "count": 1]]],
      ["verdict": "fail", "unsafeCells": 1, "withheld": 1],
    ]
    for members in cases {
      #expect(try Self.evaluated(market, members).isLowRisk == nil, "\(members)")
    }
    let request: [String: JSON] = [
      "standing": true, "callsPerDay": 10, "expiresOn": "2026-12-31",
    ]
    #expect(try Self.evaluated(market, [:], request: request).isLowRisk == nil)
    try market.change(Resource.self, market.resource) { $0.tablesOut = 1 }
    #expect(try Self.evaluated(market, ["memory": 1]).isLowRisk == nil)
    market.platform.profile = try Self.profile(Self.lane(1, kind: "tabulation"))
    try market.change(Resource.self, market.resource) { $0.tablesOut = nil }
    #expect(try Self.evaluated(market, [:]).isLowRisk == nil)
  }

  @Test func `what a job made goes before all checkers`() throws {
    let market = try MarketCase()
    market.platform.profile = try Self.profile(Self.lane(1))
    func lanes(_ request: [String: JSON]) throws -> Int {
      try (0..<20).count { number in
        let release = try Self.evaluated(
          market, [:], digest: "content \(number)", request: request)
        return release.isLowRisk == true
      }
    }
    #expect(try lanes([:]) > 0)
    #expect(try lanes(["grant": .null, "output": market.output.json]) == 0)
  }

  @Test func `who took a table back after its draw is not drawn again`() throws {
    let market = try MarketCase()
    market.platform.profile = try Self.profile(Self.lane(40))
    func lanes() throws -> Int {
      try (0..<20).count { number in
        try Self.evaluated(market, [:], digest: "content \(number)").isLowRisk == true
      }
    }
    let unseen = try market.must(
      "egress.request", .object(market.queryFields), market.producer)
    try market.must("egress.withdraw", ["release": unseen.json], market.producer)
    #expect(try lanes() > 0, "nothing was drawn yet")
    let seen = try Self.evaluated(market, [:])
    try market.must("egress.withdraw", ["release": seen.id.json], market.producer)
    #expect(try lanes() == 0)
    // What others sent back was not chosen by whoever asks.
    try market.change(Release.self, seen.id) { $0.state = .rejected }
    #expect(try lanes() > 0)
  }

  @Test func `what one vote approved goes back when something else is out meanwhile`() throws {
    let market = try MarketCase()
    market.platform.profile = try Self.profile(Self.lane(1))
    var found: Release?
    for number in 0..<9 where found == nil {
      let release = try Self.evaluated(market, [:], digest: "content \(number)")
      if release.isLowRisk == true { found = release }
    }
    let release = try #require(found)
    #expect(try Self.vote(market, release.id, [:]).isAllowed)
    #expect(try market.record(Release.self, release.id).state == .approved)
    try market.change(Resource.self, market.resource) { $0.tablesOut = 1 }
    var again = market.evaluation(of: release.id)
    let same: [String: JSON] = [
      "verdict": "pass", "unsafeCells": 0, "withheld": 0, "findings": [], "memory": 1,
      "contentDigest": .string(try #require(release.contentDigest).text),
    ]
    again.merge(same) { $1 }
    try market.must("egress.evaluated", .object(again), market.platform.system)
    let later = try market.record(Release.self, release.id)
    #expect(later.state == .returned && later.failure == .renewed)
  }

  @Test func `no lane is opened for files and records`() throws {
    #expect(throws: (any Error).self) { try Self.profile(Self.lane(10, kind: "file")) }
    #expect(throws: (any Error).self) { try Self.profile(Self.lane(0)) }
  }
}
