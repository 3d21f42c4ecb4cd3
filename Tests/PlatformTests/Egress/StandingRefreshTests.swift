// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// Refreshes of a standing release: what may begin, what passes without people, what is held, and
/// what ends.
@Suite struct StandingRefreshTests {
  private static let newer = MarketCase.id("OBJ", "newer")
  private static let first = MarketCase.id("OBJ", "first")

  /// A standing query that is out, with a published product and newer data in its grant.
  private func standing(
    _ limits: [String: JSON] = ["driftPercent": 20, "decideWithinDays": 3]
  ) throws -> (MarketCase, RecordID) {
    let market = try MarketCase()
    var fields = market.queryFields
    fields["standing"] = true
    fields["callsPerDay"] = 1_000
    fields["expiresOn"] = "2027-04-01"
    for (name, value) in limits { fields[name] = value }
    let id = try market.must("egress.request", .object(fields), market.producer)
    var evaluation = market.evaluation(of: id)
    evaluation["dataObject"] = Self.first.json
    evaluation["seriesObject"] = MarketCase.id("OBJ", "series").json
    try market.must("egress.evaluated", .object(evaluation), market.platform.system)
    for checker in market.checkers.prefix(2) {
      try market.must("egress.vote", ["release": id.json, "choice": "approve"], checker)
    }
    try market.must(
      "egress.release", ["release": id.json, "digest": MarketCase.hash("content")],
      market.platform.system)
    try market.must(
      "product.define", .object(market.productFields(id, subject: false)), market.producer)
    try market.change(Grant.self, market.grant) { $0.vaultObject = Self.newer }
    return (market, id)
  }

  private func begin(
    _ market: MarketCase, _ id: RecordID, with data: RecordID = newer
  ) throws -> Outcome {
    try market.platform.run(
      "egress.refresh", ["release": id.json, "dataObject": data.json], as: market.platform.system)
  }

  private func begun(_ market: MarketCase, _ id: RecordID) throws -> RecordID {
    try market.must(
      "egress.refresh", ["release": id.json, "dataObject": Self.newer.json],
      market.platform.system)
  }

  /// What the platform reports of a refresh that its rules leave clear.
  private func clear(_ market: MarketCase, _ refresh: RecordID) -> [String: JSON] {
    var fields = market.evaluation(of: refresh)
    fields["verdict"] = "pass"
    fields["unsafeCells"] = 0
    fields["findings"] = []
    fields["dataObject"] = Self.newer.json
    fields["driftPercent"] = 5
    fields["isClear"] = true
    return fields
  }

  private func product(_ market: MarketCase, _ id: RecordID) throws -> Product {
    let found = try market.platform.records.all(Product.self, .equal("release", id)).first
    return try #require(found)
  }

  @Test func `a clear refresh leaves without people and its products are up to date`() throws {
    let (market, id) = try standing()
    let refresh = try begun(market, id)
    let begun = try market.record(Release.self, refresh)
    #expect(begun.turn == .refresh && begun.refreshOf == id && begun.refreshNumber == 1)
    #expect(begun.spec == (try market.record(Release.self, id).spec))
    try market.must(
      "egress.evaluated", .object(clear(market, refresh)), market.platform.system)
    #expect(try market.record(Release.self, refresh).state == .approved)
    #expect(try product(market, id).notRefreshedSince == nil)
    try market.must(
      "egress.release", ["release": refresh.json, "digest": MarketCase.hash("content")],
      market.platform.system)
    let standing = try market.record(Release.self, id)
    #expect(standing.served?.release == refresh && standing.served?.on == market.platform.today)
    #expect(standing.servedData == Self.newer)
    #expect(standing.state == .released && standing.notRefreshedSince == nil)
    #expect(try begin(market, id).codes == ["egress.refresh.already"])
  }

  @Test func `where each release is tested, the clearest refresh is held for people`() throws {
    let (market, id) = try standing()
    let duty = """
      duties:
        - id: irreversibilityTest
          zh: 不可还原测试
          en: Test of irreversibility
          by: [implementingBody, dataAuthority]
          subject: release
          cadence: once
          verdict: true
          clauses: [EZ-02.13-a]

      """
    let need = """
      prerequisites:
        - {actions: [egress.vote], duty: irreversibilityTest, clauses: [EZ-02.13-a]}

      """
    let text = try ProjectFiles.ezhouText().replacing("\nduties:\n", with: "\n" + duty)
      .replacing("\nprerequisites:\n", with: "\n" + need)
    market.platform.profile = try Profile.load(yaml: text, file: "ezhou.yaml")
    let refresh = try begun(market, id)
    try market.must(
      "egress.evaluated", .object(clear(market, refresh)), market.platform.system)
    #expect(try market.record(Release.self, refresh).state == .reviewing)
    #expect(try market.record(Release.self, id).notRefreshedSince == market.platform.today)
  }

  /// Members of a clear report and what takes their place.
  private static let doubts: [(String, JSON)] = [
    ("driftPercent", .int(21)), ("isClear", .bool(false)), ("verdict", "review"),
    ("driftPercent", .null), ("isClear", .null), ("dataObject", first.json),
    ("verdict", "fail"),
  ]

  @Test(arguments: doubts)
  func `anything else is held for people`(_ member: String, _ value: JSON) throws {
    let (market, id) = try standing()
    let refresh = try begun(market, id)
    var fields = clear(market, refresh)
    fields[member] = value == .null ? nil : value
    try market.must("egress.evaluated", .object(fields), market.platform.system)
    let held = try market.record(Release.self, refresh)
    #expect(held.state == .reviewing, "\(member)")
    let today = market.platform.today
    let working = held.decideBy.flatMap {
      market.platform.calendar.workingDays(after: today, through: $0)
    }
    #expect(working == 3)
    #expect(try market.record(Release.self, id).notRefreshedSince == today)
    #expect(try product(market, id).notRefreshedSince == today)
    #expect(try market.record(Release.self, id).isOut(on: today), "what is out stays out")
    #expect(try begin(market, id).codes == ["egress.refresh.open"])
  }

  @Test func `without a limit of change every refresh is held`() throws {
    let (market, id) = try standing([:])
    let refresh = try begun(market, id)
    try market.must(
      "egress.evaluated", .object(clear(market, refresh)), market.platform.system)
    let held = try market.record(Release.self, refresh)
    #expect(held.state == .reviewing && held.decideBy == nil)
  }

  @Test func `people let a held refresh out, and who asked is none of them`() throws {
    let (market, id) = try standing()
    let refresh = try begun(market, id)
    var fields = clear(market, refresh)
    fields["driftPercent"] = 80
    try market.must("egress.evaluated", .object(fields), market.platform.system)
    let own = try market.platform.run(
      "egress.vote", ["release": refresh.json, "choice": "approve"], as: market.producer)
    #expect(!own.isAllowed)
    for checker in market.checkers.prefix(2) {
      try market.must("egress.vote", ["release": refresh.json, "choice": "approve"], checker)
    }
    #expect(try market.record(Release.self, id).served == nil)
    market.platform.move(to: try day("2026-04-20"))
    try market.must(
      "egress.release", ["release": refresh.json, "digest": MarketCase.hash("content")],
      market.platform.system)
    #expect(try market.record(Release.self, id).served?.release == refresh)
    #expect(try product(market, id).notRefreshedSince == nil)
  }

  @Test func `a rejected refresh is destroyed, and not made again of the same data`() throws {
    let (market, id) = try standing()
    let refresh = try begun(market, id)
    var fields = clear(market, refresh)
    fields["driftPercent"] = 80
    try market.must("egress.evaluated", .object(fields), market.platform.system)
    let since = market.platform.today
    market.platform.move(to: try day("2026-04-20"))
    for checker in market.checkers.prefix(2) {
      try market.must("egress.vote", ["release": refresh.json, "choice": "reject"], checker)
    }
    let rejected = try market.record(Release.self, refresh)
    #expect(rejected.state == .rejected && rejected.disposal == .due)
    #expect(rejected.recordedObjects.count == 2)
    #expect(try market.record(Release.self, id).notRefreshedSince == since, "since it was held")
    #expect(try begin(market, id).codes == ["egress.refresh.already"])
    let newest = MarketCase.id("OBJ", "newest")
    try market.change(Grant.self, market.grant) { $0.vaultObject = newest }
    #expect(try begin(market, id, with: newest).isAllowed)
  }

  @Test func `a refresh that failed says so on the product`() throws {
    let (market, id) = try standing()
    let refresh = try begun(market, id)
    try market.must(
      "egress.evaluationFailed", ["release": refresh.json, "failure": "columns"],
      market.platform.system)
    #expect(try product(market, id).notRefreshedSince == market.platform.today)
    #expect(try market.record(Release.self, id).isOut(on: market.platform.today))
  }

  @Test func `nothing is refreshed before its time or without its right`() throws {
    let (market, id) = try standing(["driftPercent": 20, "refreshDays": 7])
    #expect(try begin(market, id).codes == ["egress.refresh.early"])
    market.platform.move(to: try day("2026-04-09"))
    #expect(try begin(market, id, with: Self.first).codes == ["egress.refresh.grant"])
    let byOperator = try market.platform.run(
      "egress.refresh", ["release": id.json, "dataObject": Self.newer.json], as: market.producer)
    #expect(!byOperator.isAllowed)
    try market.change(Grant.self, market.grant) { $0.state = .stale }
    #expect(try begin(market, id).codes == ["egress.refresh.grant"])
    try market.change(Grant.self, market.grant) { $0.state = .ready }
    try market.change(Agreement.self, market.agreement) { $0.state = .suspended }
    #expect(try begin(market, id).codes == ["agreement.notInForce"])
    try market.change(Agreement.self, market.agreement) { $0.state = .active }
    market.platform.move(to: try day("2027-04-02"))
    #expect(try begin(market, id).codes.contains("egress.refresh.standing"), "past its last day")
  }

  @Test func `what leaves once and answers about subjects are not refreshed so`() throws {
    let market = try MarketCase()
    let once = try market.released(market.queryFields)
    try market.change(Grant.self, market.grant) { $0.vaultObject = Self.newer }
    #expect(try begin(market, once).codes == ["egress.refresh.standing"])
    let subject = try market.released(market.subjectFields)
    #expect(try begin(market, subject).codes == ["egress.refresh.standing"])
  }

  @Test func `an ended release answers nothing, and takes its held refresh with it`() throws {
    let (market, id) = try standing()
    let refresh = try begun(market, id)
    var fields = clear(market, refresh)
    fields["driftPercent"] = 80
    try market.must("egress.evaluated", .object(fields), market.platform.system)
    let end: JSON = ["release": id.json, "ground": "不再提供"]
    let rival = try market.platform.run("egress.endStanding", end, as: market.rival)
    #expect(rival.codes == ["egress.unknown"])
    let ofRefresh = try market.platform.run(
      "egress.endStanding", ["release": refresh.json, "ground": "x"], as: market.bureau)
    #expect(!ofRefresh.isAllowed)
    try market.must("egress.endStanding", end, market.producer)
    let ended = try market.record(Release.self, id)
    #expect(ended.state == .ended && !ended.isOut(on: market.platform.today))
    let taken = try market.record(Release.self, refresh)
    #expect(taken.state == .withdrawn && taken.disposal == .due)
    #expect(try begin(market, id).codes == ["egress.refresh.standing"])
  }

  @Test func `the bureau ends a standing release too, but nothing that left once`() throws {
    let (market, id) = try standing()
    try market.must("egress.endStanding", ["release": id.json, "ground": "风险"], market.bureau)
    let once = try MarketCase()
    let other = try once.released(once.queryFields)
    let outcome = try once.platform.run(
      "egress.endStanding", ["release": other.json, "ground": "风险"], as: once.bureau)
    #expect(outcome.codes == ["egress.endStanding.kind"])
  }

  @Test func `an approved refresh does not leave after the end of what it refreshes`() throws {
    let (market, id) = try standing()
    let refresh = try begun(market, id)
    try market.must(
      "egress.evaluated", .object(clear(market, refresh)), market.platform.system)
    try market.change(Release.self, id) { $0.state = .recalled }
    let outcome = try market.platform.run(
      "egress.release", ["release": refresh.json, "digest": MarketCase.hash("content")],
      as: market.platform.system)
    #expect(outcome.codes == ["egress.release.ended"])
  }

  @Test func `a refresh is no release to recall or to make a product of`() throws {
    let (market, id) = try standing()
    let refresh = try begun(market, id)
    try market.must(
      "egress.evaluated", .object(clear(market, refresh)), market.platform.system)
    var fields = market.productFields(refresh, subject: false)
    fields["name"] = "另一产品"
    let product = try market.platform.run(
      "product.define", .object(fields), as: market.producer)
    #expect(product.codes.contains("product.release.refresh"))
    try market.must(
      "egress.release", ["release": refresh.json, "digest": MarketCase.hash("content")],
      market.platform.system)
    let recall = try market.platform.run(
      "egress.recall", ["release": refresh.json, "ground": "风险"], as: market.bureau)
    #expect(recall.codes == ["egress.recall.refresh"])
    try market.must("egress.recall", ["release": id.json, "ground": "风险"], market.bureau)
  }

  @Test func `votes stand between a refresh and the rules`() throws {
    let (market, id) = try standing()
    let refresh = try begun(market, id)
    var fields = clear(market, refresh)
    fields["driftPercent"] = 80
    try market.must("egress.evaluated", .object(fields), market.platform.system)
    try market.must(
      "egress.vote", ["release": refresh.json, "choice": "reject"], market.checkers[0])
    try market.change(Resource.self, market.resource) { $0.tablesOut = ($0.tablesOut ?? 0) + 1 }
    var renewed = clear(market, refresh)
    renewed["memory"] = market.evaluation(of: refresh)["memory"]
    try market.must("egress.evaluated", .object(renewed), market.platform.system)
    // What somebody voted against does not pass by itself afterwards.
    #expect(try market.record(Release.self, refresh).state != .approved)
  }

  /// A standing query of an output that is out, and a newer output with changes to its job.
  private func ofOutput(
    job changes: [String: JSON] = [:], output: [String: JSON] = [:]
  ) throws -> (MarketCase, RecordID, RecordID) {
    let market = try MarketCase()
    var fields = market.queryFields
    fields["grant"] = nil
    fields["output"] = market.output.json
    fields["standing"] = true
    fields["callsPerDay"] = 1_000
    fields["expiresOn"] = "2027-04-01"
    fields["driftPercent"] = 20
    let id = try market.released(fields)
    let newerJob = MarketCase.id("JOB", "newer")
    let newer = MarketCase.id("OUT", "newer")
    func copy<R: Record>(_ type: R.Type, _ from: RecordID, _ edits: [String: JSON]) throws {
      guard case .object(var members) = try JSON(encoding: market.record(type, from)) else {
        return
      }
      for (name, value) in edits { members[name] = value }
      try market.platform.records.put(JSON.object(members).decode(type))
    }
    try copy(Job.self, market.job, ["id": newerJob.json].merging(changes) { $1 })
    try copy(
      JobOutput.self, market.output,
      [
        "id": newer.json, "job": newerJob.json,
        "vaultObject": MarketCase.id("OBJ", "newer output").json,
      ].merging(output) { $1 })
    return (market, id, newer)
  }

  private func refresh(
    _ market: MarketCase, _ id: RecordID, from output: RecordID, as actor: Actor? = nil
  ) throws -> Outcome {
    try market.platform.run(
      "egress.refreshFromOutput", ["release": id.json, "output": output.json],
      as: actor ?? market.producer)
  }

  @Test func `what the reviewed code made of newer data refreshes`() throws {
    let (market, id, newer) = try ofOutput()
    #expect(try refresh(market, id, from: newer, as: market.rival).codes == ["egress.unknown"])
    #expect(try refresh(market, id, from: newer).isAllowed)
    let begun = try #require(
      try market.platform.records.all(Release.self, .equal("refreshOf", id)).first)
    #expect(begun.output == newer && begun.state == .requested)
    #expect(begun.dataObject == MarketCase.id("OBJ", "newer output"))
    #expect(try refresh(market, id, from: newer).codes.contains("egress.refresh.open"))
  }

  @Test func `what a job made goes before people, however clear it is`() throws {
    let (market, id, newer) = try ofOutput()
    #expect(try refresh(market, id, from: newer).isAllowed)
    let begun = try #require(
      try market.platform.records.all(Release.self, .equal("refreshOf", id)).first)
    var fields = clear(market, begun.id)
    fields["dataObject"] = MarketCase.id("OBJ", "newer output").json
    try market.must("egress.evaluated", .object(fields), market.platform.system)
    let held = try market.record(Release.self, begun.id)
    #expect(held.state == .reviewing && held.evaluation?.isClear == true)
    #expect(try market.record(Release.self, id).notRefreshedSince == market.platform.today)
    for checker in market.checkers.prefix(2) {
      try market.must("egress.vote", ["release": begun.id.json, "choice": "approve"], checker)
    }
    try market.must(
      "egress.release", ["release": begun.id.json, "digest": MarketCase.hash("content")],
      market.platform.system)
    let served = try market.record(Release.self, id)
    #expect(served.served?.release == begun.id && served.notRefreshedSince == nil)
    #expect(try refresh(market, id, from: newer).codes.contains("egress.refresh.already"))
  }

  @Test func `other code, other grants or another output do not refresh`() throws {
    let digest: JSON = MarketCase.hash("other program")
    let cases: [([String: JSON], [String: JSON], String)] = [
      (["programDigest": digest], [:], "egress.refresh.program"),
      (["grants": []], [:], "egress.refresh.program"),
      ([:], ["name": "other"], "egress.refresh.program"),
      ([:], ["format": "parquet"], "egress.refresh.program"),
      ([:], ["environment": "development"], "egress.output.state"),
      ([:], ["state": "destroyed"], "egress.output.state"),
      ([:], ["operator": MarketCase.id("ORG", "x").json], "output.unknown"),
    ]
    for (job, output, code) in cases {
      let (market, id, newer) = try ofOutput(job: job, output: output)
      #expect(try refresh(market, id, from: newer).codes == [code], "\(job) \(output)")
    }
  }

  @Test(arguments: ["driftPercent", "refreshDays", "decideWithinDays"])
  func `limits of refreshes are for standing queries`(_ name: String) throws {
    let market = try MarketCase()
    var once = market.queryFields
    once[name] = 5
    #expect(
      try market.platform.run("egress.request", .object(once), as: market.producer).codes
        == ["egress.standing.refresh"])
    var subject = market.subjectFields
    subject[name] = 5
    #expect(
      try market.platform.run("egress.request", .object(subject), as: market.producer).codes
        == ["egress.standing.refresh"])
  }
}
