// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Testing

@Suite struct DisposalTests {
  private func destroyed(
    _ market: MarketCase, _ id: RecordID, whole: Bool, replaced: Int = 0
  ) throws -> Outcome {
    try market.platform.run(
      "egress.contentDestroyed",
      [
        "release": id.json, "whole": .bool(whole), "replaced": .int(Int64(replaced)),
        "objects": 2, "certificate": MarketCase.hash("certificate"),
      ], as: market.platform.system)
  }

  @Test func `what ended inside must go, once, with a certificate`() throws {
    let market = try MarketCase()
    let id = try market.evaluated(market.queryFields)
    #expect(try destroyed(market, id, whole: true).codes == ["egress.contentDestroyed.already"])
    try market.must("egress.withdraw", ["release": id.json], market.producer)
    #expect(try market.record(Release.self, id).disposal == .due)
    #expect(try destroyed(market, id, whole: false).codes == ["egress.contentDestroyed.changed"])
    #expect(try destroyed(market, id, whole: true).isAllowed)
    let gone = try market.record(Release.self, id)
    #expect(gone.disposal == .done && gone.certificate != nil && gone.state == .withdrawn)
    #expect(try destroyed(market, id, whole: true).codes == ["egress.contentDestroyed.already"])
    let byOperator = try market.platform.run(
      "egress.contentDestroyed", ["release": id.json], as: market.producer)
    #expect(!byOperator.isAllowed)
  }

  @Test func `every way to end inside orders the destruction`() throws {
    for choice in ["reject", "return"] {
      let market = try MarketCase()
      let id = try market.evaluated(market.queryFields)
      for checker in market.checkers.prefix(2) {
        try market.must("egress.vote", ["release": id.json, "choice": .string(choice)], checker)
      }
      #expect(try market.record(Release.self, id).disposal == .due, "\(choice)")
    }
    let market = try MarketCase()
    let failed = try market.must("egress.request", .object(market.queryFields), market.producer)
    try market.must(
      "egress.evaluationFailed", ["release": failed.json, "failure": "fault"],
      market.platform.system)
    #expect(try market.record(Release.self, failed).disposal == .due)
    let approved = try market.approved(market.queryFields)
    #expect(try market.record(Release.self, approved).disposal == nil)
  }

  @Test func `what a renewed evaluation replaced must go, and more of it each time`() throws {
    let market = try MarketCase()
    let id = try market.evaluated(market.queryFields)
    for number in 1...2 {
      try market.change(Resource.self, market.resource) { $0.tablesOut = number }
      var fields = market.evaluation(of: id)
      fields["evidenceObject"] = MarketCase.id("OBJ", "evidence \(number)").json
      try market.must("egress.evaluated", .object(fields), market.platform.system)
      #expect(try market.record(Release.self, id).replaced?.count == number)
    }
    let early = try destroyed(market, id, whole: false, replaced: 1)
    #expect(early.codes == ["egress.contentDestroyed.changed"])
    #expect(try destroyed(market, id, whole: false, replaced: 2).isAllowed)
    let release = try market.record(Release.self, id)
    #expect(release.replaced == nil && release.disposal == .done && release.state == .reviewing)
  }

  @Test func `a request lapses only after its last day, and then for good`() throws {
    let market = try MarketCase()
    let id = try market.approved(market.subjectFields)
    func lapse() throws -> Outcome {
      try market.platform.run("egress.lapse", ["release": id.json], as: market.platform.system)
    }
    market.platform.move(to: try day("2027-04-01"))
    let early = try lapse()
    #expect(early.codes == ["egress.lapse.early"] && early.clauses == ["EZ-02.13-a"])
    market.platform.move(to: try day("2027-04-02"))
    #expect(try lapse().isAllowed)
    let release = try market.record(Release.self, id)
    #expect(release.state == .lapsed && release.disposal == .due)
    #expect(try !lapse().isAllowed)
    let out = try market.platform.run(
      "egress.release", ["release": id.json, "digest": MarketCase.hash("content")],
      as: market.platform.system)
    #expect(!out.isAllowed)
  }
}
