// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Testing

@Suite struct RenewedEvaluationTests {
  private func vote(_ market: MarketCase, _ release: RecordID, by checker: Int) throws -> Outcome {
    try market.platform.run(
      "egress.vote", ["release": release.json, "choice": "approve"],
      as: market.checkers[checker])
  }

  /// A table of the same resource is let out meanwhile.
  private func letAnotherOut(_ market: MarketCase) throws {
    try market.change(Resource.self, market.resource) { $0.tablesOut = ($0.tablesOut ?? 0) + 1 }
  }

  @Test func `nobody votes on an evaluation that is behind what is out`() throws {
    let market = try MarketCase()
    let id = try market.evaluated(market.queryFields)
    try letAnotherOut(market)
    let early = try vote(market, id, by: 0)
    #expect(early.codes == ["egress.vote.stale"] && early.clauses == ["EZ-02.13-a"])
    #expect(try market.record(Release.self, id).votesCast == 0)
    try market.must("egress.evaluated", .object(market.evaluation(of: id)), market.platform.system)
    #expect(try vote(market, id, by: 0).isAllowed)
  }

  @Test func `a renewed evaluation that agrees leaves the votes standing`() throws {
    let market = try MarketCase()
    let id = try market.evaluated(market.queryFields)
    #expect(try vote(market, id, by: 0).isAllowed)
    try letAnotherOut(market)
    try market.must("egress.evaluated", .object(market.evaluation(of: id)), market.platform.system)
    let release = try market.record(Release.self, id)
    #expect(release.state == .reviewing && release.votesCast == 1 && release.failure == nil)
    #expect(try vote(market, id, by: 1).isAllowed)
    #expect(try market.record(Release.self, id).state == .approved)
  }

  @Test(arguments: [0, 1, 2])
  func `a renewed evaluation that differs sends back what was voted on`(votes: Int) throws {
    let market = try MarketCase()
    let id = try market.evaluated(market.queryFields)
    for checker in 0..<votes { #expect(try vote(market, id, by: checker).isAllowed) }
    try letAnotherOut(market)
    var fields = market.evaluation(of: id)
    fields["withheld"] = 5
    try market.must("egress.evaluated", .object(fields), market.platform.system)
    let release = try market.record(Release.self, id)
    #expect(release.state == (votes == 0 ? .reviewing : .returned))
    #expect(release.failure == (votes == 0 ? nil : .renewed))
    #expect(try vote(market, id, by: 2).isAllowed == (votes == 0))
  }
}
