// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct EvaluationTests {
  @Test func `an evaluation opens the review, once`() throws {
    let market = try MarketCase()
    let id = try market.evaluated(market.queryFields)
    let release = try market.record(Release.self, id)
    #expect(release.state == .reviewing)
    #expect(release.evaluation?.withheld == 4 && release.evaluation?.isApprovable == true)
    let again = try market.platform.run(
      "egress.evaluated", .object(market.evaluation(of: id)), as: market.platform.system)
    #expect(again.codes == ["egress.evaluated.already"])
    #expect(
      !(try market.platform.run(
        "egress.evaluated", .object(market.evaluation(of: id)), as: market.producer
      ).isAllowed))
  }

  @Test func `figures that contradict each other are refused`() throws {
    let market = try MarketCase()
    let id = try market.must("egress.request", .object(market.queryFields), market.producer)
    let wrong: [(String, JSON?)] = [
      ("withheld", 21), ("unsafeCells", 21), ("contentDigest", nil), ("contentObject", nil),
    ]
    for (field, value) in wrong {
      var fields = market.evaluation(of: id)
      fields[field] = value
      let outcome = try market.platform.run(
        "egress.evaluated", .object(fields), as: market.platform.system)
      #expect(outcome.codes == ["egress.evaluated.figures"], "\(field)")
    }
  }

  @Test func `a release that cannot be evaluated goes back with a class`() throws {
    let market = try MarketCase()
    let id = try market.must("egress.request", .object(market.queryFields), market.producer)
    let report: JSON = ["release": id.json, "failure": "tooLarge"]
    try market.must("egress.evaluationFailed", report, market.platform.system)
    let release = try market.record(Release.self, id)
    #expect(release.state == .returned && release.failure == .tooLarge)
    let again = try market.platform.run(
      "egress.evaluationFailed", report, as: market.platform.system)
    #expect(again.codes == ["egress.evaluationFailed.already"])
  }

  @Test(arguments: [
    ("pass", 0, 0, true, true), ("review", 3, 0, true, true), ("fail", 2, 2, true, true),
    ("fail", 2, 1, true, false), ("fail", 0, 0, true, false), ("pass", 0, 0, false, false),
    ("fail", 2, 2, false, false),
  ])
  func `what failed can be approved only when all of it is withheld`(
    verdict: String, unsafe: Int, withheld: Int, hasContent: Bool, isApprovable: Bool
  ) throws {
    let market = try MarketCase()
    let id = try market.must("egress.request", .object(market.queryFields), market.producer)
    var fields = market.evaluation(of: id)
    fields["verdict"] = .string(verdict)
    fields["unsafeCells"] = .int(Int64(unsafe))
    fields["withheld"] = .int(Int64(withheld))
    if !hasContent {
      fields["contentObject"] = nil
      fields["contentDigest"] = nil
    }
    try market.must("egress.evaluated", .object(fields), market.platform.system)
    let approval = try market.platform.run(
      "egress.vote", ["release": id.json, "choice": "approve"], as: market.checkers[0])
    #expect(approval.isAllowed == isApprovable)
    if !isApprovable {
      #expect(approval.codes == ["egress.vote.unsafe"])
      try market.must(
        "egress.vote", ["release": id.json, "choice": "reject"], market.checkers[0])
    }
  }

  @Test func `the thresholds are the profile's, and the strictest of several`() throws {
    let market = try MarketCase()
    let parameters = try #require(market.platform.profile.egress.disclosureParameters)
    #expect(try shown(parameters) == [10, nil, 9_000, 1_000])
    #expect(market.platform.profile.egress.differencingThreshold == 10)
    #expect(try ProjectFiles.ezhou().egress.disclosureParameters == nil)
    let stricter = try ProjectFiles.ezhou([
      ProfileSetting(key: "egress.contributorsMin", text: "20", source: "1号"),
      ProfileSetting(key: "egress.dominanceCount", text: "3", source: "1号"),
      ProfileSetting(key: "egress.dominancePercent", text: "90", source: "1号"),
      ProfileSetting(key: "egress.ambiguityPercent", text: "5", source: "1号"),
    ])
    let other = try #require(stricter.egress.disclosureParameters)
    #expect(try shown(other) == [20, nil, 6_000, 500])
    let both = try #require(type(of: other).strictest(of: [parameters, other]))
    #expect(try shown(both) == [20, nil, 6_000, 1_000])
    #expect(type(of: other).strictest(of: []) == nil)
  }

  private func shown(_ parameters: some Encodable) throws -> [Int64?] {
    let json = try JSON(encoding: parameters)
    return ["contributors", "dominanceOne", "dominanceTwo", "pPercent"].map { json[$0]?.int }
  }
}
