// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct RightsTests {
  /// A market with a paid product about subjects, a key and an authorisation.
  private struct Open {
    let market: MarketCase
    let product: RecordID
    let contract: RecordID
    let subscription: RecordID
    let key: RecordID
    let consent: RecordID

    init() throws {
      market = try MarketCase()
      product = try market.published(subject: true)
      subscription = try market.subscribed(product)
      contract = try market.record(Subscription.self, subscription).contract
      key = try market.must(
        "key.issue", ["subscription": subscription.json], market.developer)
      consent = try market.must(
        "consent.grant", .object(market.consentFields(product)), market.subject)
    }

    func codes(on day: Day? = nil) throws -> [String] {
      let records = market.platform.records
      return RightsCheck.call(
        try Rights.find(key: key, records), consent: try records.find(Consent.self, consent),
        on: day ?? market.platform.today, profile: market.platform.profile
      ).reasons.map(\.code)
    }
  }

  @Test func `a call is allowed when everything holds`() throws {
    let open = try Open()
    #expect(try open.codes().isEmpty)
  }

  @Test func `each record that no longer holds refuses the call`() throws {
    let checks: [(String, (Open) throws -> Void)] = [
      ("rights.key", { try $0.market.change(APIKey.self, $0.key) { $0.state = .revoked } }),
      (
        "rights.subscription",
        { try $0.market.change(Subscription.self, $0.subscription) { $0.state = .ended } }
      ),
      (
        "rights.contract",
        { try $0.market.change(ScenarioContract.self, $0.contract) { $0.state = .submitted } }
      ),
      (
        "rights.product",
        { try $0.market.change(Product.self, $0.product) { $0.state = .suspended } }
      ),
      (
        "rights.release",
        { open in
          let release = try open.market.record(Product.self, open.product).release
          try open.market.change(Release.self, release) { $0.state = .recalled }
        }
      ),
      (
        "agreement.notInForce",
        { try $0.market.change(Agreement.self, $0.market.agreement) { $0.state = .suspended } }
      ),
      (
        "rights.consent",
        { try $0.market.change(Consent.self, $0.consent) { $0.state = .withdrawn } }
      ),
      (
        "rights.consent",
        { try $0.market.change(Consent.self, $0.consent) { $0.subjectDigest = nil } }
      ),
    ]
    for (code, end) in checks {
      let open = try Open()
      try end(open)
      #expect(try open.codes() == [code])
    }
  }

  /// A row of the first batch is named where the scenario's demand rests on it (EZ-A2.04-a).
  @Test func `a missing authorisation cites the row of the catalogue`() throws {
    let open = try Open()
    let records = open.market.platform.records
    let id = MarketCase.id("AUT", "marriage")
    let entry: JSON = [
      "id": id.json, "place": "ezhou", "batch": 1, "row": 4, "provider": "市民政局",
      "name": "个人婚姻查询", "subjectKind": "person", "personalInformation": "present",
      "tradeSecret": false, "excluded": [], "clauses": ["EZ-A2.04-a", "EZ-02.3-b"],
      "state": "listed", "resource": open.market.resource.json, "secrecyReview": "notRequired",
      "preconditions": [:], "inputs": [:], "proposedBy": MarketCase.id("ACC", "unit").json,
    ]
    try records.put(entry.decode(AuthorisedEntry.self))
    let scenario = try JSON(encoding: open.market.record(Scenario.self, open.market.scenario))
    let line: JSON = ["entry": id.json, "columns": ["kwh"], "purpose": "查询"]
    let plan = try #require(scenario["plan"]).setting("demand", [line])
    try records.put(scenario.setting("plan", plan).decode(Scenario.self))
    let reasons = RightsCheck.call(
      try Rights.find(key: open.key, records), consent: nil, on: open.market.platform.today,
      profile: open.market.platform.profile
    ).reasons
    #expect(reasons.map(\.code) == ["rights.consent"])
    #expect(reasons.first?.clauses.contains("EZ-A2.04-a") == true)
    #expect(reasons.first?.clauses.contains("EZ-02.3-b") == true)
  }

  @Test func `days alone end rights`() throws {
    let open = try Open()
    #expect(try open.codes(on: day("2026-03-31")) == ["rights.consent"])
    #expect(try open.codes(on: day("2026-12-31")).isEmpty)
    #expect(try open.codes(on: day("2027-01-01")) == ["rights.consent"])
    #expect(try open.codes(on: day("2027-04-02")) == ["rights.release", "rights.consent"])
    #expect(
      try open.codes(on: day("2031-03-01"))
        == ["rights.release", "agreement.notInForce", "rights.consent"])
  }

  @Test func `an unknown key tells nothing more`() throws {
    let open = try Open()
    let records = open.market.platform.records
    let rights = try Rights.find(key: MarketCase.id("KEY", "none"), records)
    let answer = RightsCheck.standing(
      rights, on: open.market.platform.today, profile: open.market.platform.profile)
    #expect(answer.reasons.map(\.code) == ["rights.key", "product.unknown"])
  }

  @Test func `a consent for another product or developer covers nothing`() throws {
    let open = try Open()
    let records = open.market.platform.records
    let code = "91420000177570439L"
    func find(_ product: RecordID, _ developer: Actor, _ code: String) throws -> Consent? {
      try ConsentSubject.consent(
        product: product, developer: developer.organisation,
        marks: FakePlatform.subjects().marks(of: code), on: open.market.platform.today, records)
    }
    #expect(try find(open.product, open.market.developer, code)?.id == open.consent)
    #expect(try find(open.product, open.market.developer, code.lowercased())?.id == open.consent)
    #expect(try find(open.product, open.market.stranger, code) == nil)
    #expect(try find(MarketCase.id("PRD", "other"), open.market.developer, code) == nil)
    #expect(try find(open.product, open.market.developer, "91420000MA4EXAMPLE") == nil)
  }

  @Test func `the end of an agreement ends everything, and a second time nothing`() throws {
    let open = try Open()
    let market = open.market
    let waiting = try market.evaluated(market.queryFields)
    let stamp = Stamp(
      entry: 1, recordedAt: market.platform.now, occurredOn: market.platform.today, actor: nil,
      organisation: nil, place: "ezhou")
    let changes = try MarketEnding.changes(for: market.agreement, stamp, market.platform.records)
    try market.platform.records.apply(changes)
    #expect(try market.record(Release.self, waiting).state == .withdrawn)
    #expect(try market.record(Product.self, open.product).state == .withdrawn)
    #expect(try market.record(ScenarioContract.self, open.contract).state == .ended)
    #expect(try market.record(Subscription.self, open.subscription).endedOn == stamp.occurredOn)
    #expect(try market.record(APIKey.self, open.key).state == .revoked)
    #expect(
      try MarketEnding.changes(for: market.agreement, stamp, market.platform.records).isEmpty)
    #expect(try open.codes().contains("rights.key"))
  }

  @Test func `a withdrawn product ends its subscriptions and keys`() throws {
    let open = try Open()
    try open.market.must(
      "product.withdraw", ["product": open.product.json], open.market.producer)
    #expect(try open.market.record(Subscription.self, open.subscription).state == .ended)
    #expect(try open.market.record(APIKey.self, open.key).state == .revoked)
    #expect(try open.market.record(ScenarioContract.self, open.contract).state == .ended)
  }
}
