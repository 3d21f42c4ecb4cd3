// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform
import Regulation
import Testing

/// Whose rows a grant has that rests on the authorisations of subjects.
@Suite struct GrantConsentTests {
  private func consent(_ market: MarketCase, _ product: RecordID) throws -> RecordID {
    try #require(
      try market.platform.run(
        "consent.grant", .object(market.consentFields(product)), as: market.subject
      ).id)
  }

  /// Lets the written grants of a market rest on authorisations.
  private func rest(_ market: MarketCase, _ rows: ConsentRows, on id: RecordID) throws {
    var grant = try market.record(Grant.self, id)
    grant.consentRows = rows
    try market.platform.records.put(grant)
  }

  private func chosen(_ market: MarketCase, _ id: RecordID) throws -> GrantConsents? {
    try GrantConsents(
      try market.record(Grant.self, id), on: market.platform.today, market.platform.records)
  }

  @Test func `a withdrawal makes the grants of its scenario stale at once, and others not`() throws
  {
    let market = try MarketCase()
    let product = try market.published(subject: true)
    try rest(market, .consented, on: market.grant)
    let id = try consent(market, product)
    let mark = try #require(FakePlatform.subjects().mark(of: MarketCase.subjectCode, .enterprise))
    #expect(try chosen(market, market.grant)?.subjects == [mark])
    #expect(try chosen(market, market.subjectGrant) == nil)
    let before = try chosen(market, market.grant)?.digest
    try market.must("consent.withdraw", ["consent": id.json], market.subject)
    let stale = try market.record(Grant.self, market.grant)
    #expect(stale.state == .stale && stale.stateReason == "consentChanged")
    #expect(stale.consentEpoch == 1)
    #expect(try market.record(Grant.self, market.subjectGrant).state == .ready)
    #expect(try chosen(market, market.grant)?.subjects == [])
    #expect(try chosen(market, market.grant)?.digest != before)
  }

  @Test func `a withdrawal ends the sample of a grant that waits to be written anew`() throws {
    let market = try MarketCase()
    let product = try market.published(subject: true)
    let id = try consent(market, product)
    var grant = try market.record(Grant.self, market.grant)
    (grant.consentRows, grant.state, grant.sampleState) = (.consented, .stale, .signed)
    try market.platform.records.put(grant)
    try market.must("consent.withdraw", ["consent": id.json], market.subject)
    let behind = try market.record(Grant.self, market.grant)
    #expect(behind.state == .stale && behind.sampleState == nil && behind.consentEpoch == 1)
  }

  @Test func `who withdrew is left out until an authorisation is in force again`() throws {
    let market = try MarketCase()
    let product = try market.published(subject: true)
    try rest(market, .notWithdrawn, on: market.subjectGrant)
    #expect(try chosen(market, market.subjectGrant)?.subjects == [])
    let id = try consent(market, product)
    #expect(try market.record(Grant.self, market.subjectGrant).state == .ready)
    try market.must("consent.withdraw", ["consent": id.json], market.subject)
    #expect(try market.record(Grant.self, market.subjectGrant).consentEpoch == 1)
    #expect(try chosen(market, market.subjectGrant)?.subjects.count == 1)
    var written = try market.record(Grant.self, market.subjectGrant)
    written.state = .ready
    try market.platform.records.put(written)
    _ = try consent(market, product)
    let renewed = try market.record(Grant.self, market.subjectGrant)
    #expect(renewed.state == .stale && renewed.consentEpoch == 2)
    #expect(try chosen(market, market.subjectGrant)?.subjects == [])
  }

  @Test func `an authorisation counts on its days, for its product's scenario and agreement`()
    throws
  {
    let market = try MarketCase()
    let product = try market.published(subject: true)
    try rest(market, .consented, on: market.grant)
    let id = try consent(market, product)
    let record = try market.record(Consent.self, id)
    let grant = try market.record(Grant.self, market.grant)
    func count(on day: Day, _ grant: Grant) throws -> Int? {
      try GrantConsents(grant, on: day, market.platform.records)?.subjects.count
    }
    #expect(try count(on: record.from, grant) == 1)
    #expect(try count(on: record.until, grant) == 1)
    #expect(try count(on: record.until.adding(days: 1), grant) == 0)
    for member in ["scenario", "agreement"] {
      guard case .object(var members) = try JSON(encoding: grant) else { return }
      members[member] = MarketCase.id(member == "scenario" ? "SCN" : "AGR", "another").json
      #expect(try count(on: record.from, JSON.object(members).decode(Grant.self)) == 0)
    }
    var withdrawn = try market.record(Product.self, product)
    withdrawn.state = .withdrawn
    try market.platform.records.put(withdrawn)
    #expect(try count(on: record.from, grant) == 0)
  }

  @Test func `a demand that rests on authorisations decides how rows are chosen`() throws {
    let supply = try SupplyCase()
    try supply.readyGrant()
    let grant = try supply.chain.record(Grant.self, supply.grant)
    #expect(grant.consentRows == .consented && grant.consentDigest != nil)
    #expect(grant.writtenOn == supply.platform.today && grant.compiler == GrantSQL.version)
    let subject = try supply.chain.must(
      "grant.request",
      try supply.grantRequest([
        "tableName": "subject", "purpose": "subjectService",
        "columns": [["name": "uscc", "mask": "none"]],
      ]), supply.owner)
    #expect(try supply.chain.record(Grant.self, subject).consentRows == .notWithdrawn)
    let plan = try supply.plan(["demand": [try supply.line(["consentWay": "anonymised"])]])
    try supply.alter(Scenario.self, supply.scenario, "plan", plan)
    let anonymous = try supply.chain.must(
      "grant.request", try supply.grantRequest(["tableName": "totals"]), supply.owner)
    #expect(try supply.chain.record(Grant.self, anonymous).consentRows == nil)
  }

  @Test func `rows cannot be chosen where no column names the subject`() throws {
    let supply = try SupplyCase()
    try supply.supply()
    try supply.alter(Resource.self, supply.chain.resource, "subjectColumn", .null)
    let outcome = try supply.platform.run(
      "grant.request", try supply.grantRequest(), as: supply.owner)
    #expect(outcome.codes == ["grant.consent.subject"])
    #expect(outcome.clauses == ["EZ-02.3-b"])
  }

  @Test func `a copy that does not say whose rows it has is not taken`() throws {
    let supply = try SupplyCase()
    try supply.requestGrant()
    let id = try supply.chain.made(supply.grant)
    try supply.chain.must("grant.approve", ["grant": id], supply.bureau)
    try supply.chain.must("grant.started", ["grant": id], supply.system)
    guard case .object(var report) = try supply.written() else { return }
    report["consents"] = .null
    let outcome = try supply.platform.run(
      "grant.materialised", .object(report), as: supply.system)
    #expect(outcome.codes == ["grant.outdated"])
  }

  @Test func `a change of consents ends the sample, which may show who is gone`() throws {
    let supply = try SupplyCase()
    try supply.makeSample()
    let id = try supply.chain.made(supply.grant)
    try supply.chain.must(
      "grant.stale", ["grant": id, "ground": "consentChanged"], supply.system)
    let grant = try supply.chain.record(Grant.self, supply.grant)
    #expect(grant.sampleState == nil && grant.sample == nil && grant.sampleObject == nil)
  }
}
