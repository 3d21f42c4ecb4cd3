// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct ReleaseTests {
  private func letOut(
    _ market: MarketCase, _ id: RecordID, _ content: String = "content", as actor: Actor? = nil
  ) throws -> Outcome {
    try market.platform.run(
      "egress.release", ["release": id.json, "digest": MarketCase.hash(content)],
      as: actor ?? market.platform.system)
  }

  @Test func `only the bytes that were reviewed leave`() throws {
    let market = try MarketCase()
    let id = try market.approved(market.queryFields)
    let other = try letOut(market, id, "other content")
    #expect(other.codes == ["egress.release.digest"] && other.clauses == ["EZ-02.13-a"])
    #expect(try letOut(market, id, as: market.producer).isAllowed)
    let release = try market.record(Release.self, id)
    #expect(release.state == .released && release.releasedOn == market.platform.today)
    #expect(try letOut(market, id).codes == ["egress.release.already"])
  }

  @Test func `nothing leaves under an agreement that ended`() throws {
    let market = try MarketCase()
    let id = try market.approved(market.queryFields)
    try market.change(Agreement.self, market.agreement) { $0.state = .terminating }
    #expect(try letOut(market, id).codes == ["agreement.notInForce"])
  }

  @Test func `a standing release lets out until its last day`() throws {
    let market = try MarketCase()
    let id = try market.approved(market.subjectFields)
    market.platform.move(to: try day("2027-04-02"))
    #expect(try letOut(market, id).codes == ["egress.release.expired"])
    market.platform.move(to: try day("2027-04-01"))
    #expect(try letOut(market, id).isAllowed)
    let release = try market.record(Release.self, id)
    #expect(release.isOut(on: try day("2027-04-01")))
    #expect(!release.isOut(on: try day("2027-04-02")))
  }

  @Test func `a released file marks its output`() throws {
    let market = try MarketCase()
    var fields = market.queryFields
    fields["kind"] = "file"
    fields["grant"] = nil
    fields["output"] = market.output.json
    fields["spec"] = ["file": ["description": "指数表", "decimals": 2]]
    _ = try market.released(fields)
    #expect(try market.record(JobOutput.self, market.output).state == .released)
  }

  @Test func `a recall stops the products`() throws {
    let market = try MarketCase()
    let product = try market.published()
    let release = try market.record(Product.self, product).release
    let recall: JSON = ["release": release.json, "ground": "复查发现风险"]
    #expect(!(try market.platform.run("egress.recall", recall, as: market.producer).isAllowed))
    try market.must("egress.recall", recall, market.bureau)
    #expect(try market.record(Release.self, release).state == .recalled)
    let stopped = try market.record(Product.self, product)
    #expect(stopped.state == .suspended && stopped.suspensions?.map(\.byAuthority) == [true])
    let resumed = try market.platform.run(
      "product.resume", ["product": product.json], as: market.bureau)
    #expect(resumed.codes == ["product.publish.release"])
  }

  @Test func `another operator cannot withdraw what is not its own`() throws {
    let market = try MarketCase()
    let id = try market.evaluated(market.queryFields)
    let outcome = try market.platform.run(
      "egress.withdraw", ["release": id.json], as: market.rival)
    #expect(outcome.codes == ["egress.unknown"])
  }

  @Test func `every act is possible in its states only`() throws {
    let market = try MarketCase()
    let id = try market.evaluated(market.queryFields)
    let base = try market.record(Release.self, id)
    let release = id.json
    let acts: [(String, JSON, Actor, Set<Release.State>)] = [
      (
        "egress.evaluated", .object(market.evaluation(of: id)), market.platform.system,
        [.requested]
      ),
      (
        "egress.evaluationFailed", ["release": release, "failure": "fault"],
        market.platform.system, [.requested]
      ),
      ("egress.vote", ["release": release, "choice": "reject"], market.checkers[0], [.reviewing]),
      (
        "egress.release", ["release": release, "digest": MarketCase.hash("content")],
        market.platform.system, [.approved]
      ),
      (
        "egress.withdraw", ["release": release], market.producer,
        [.requested, .reviewing, .approved]
      ),
      ("egress.recall", ["release": release, "ground": "风险"], market.bureau, [.released]),
    ]
    for (name, input, actor, states) in acts {
      for state in Release.State.allCases {
        var changed = base
        changed.state = state
        if state == .requested { changed.evaluation = nil }
        try market.platform.records.put(changed)
        let outcome = try market.platform.run(name, input, as: actor)
        #expect(outcome.isAllowed == states.contains(state), "\(name) in \(state)")
        if !outcome.isAllowed { #expect(!outcome.codes.isEmpty) }
        for vote in try market.platform.records.all(EgressVote.self, .equal("release", id)) {
          try market.platform.records.apply([.remove(EgressVote.table, vote.id)])
        }
      }
    }
  }
}
