// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct ConsentTests {
  private static let code = "91420000177570439L"

  private func grant(
    _ market: MarketCase, _ product: RecordID, _ changes: [String: JSON?] = [:],
    as actor: Actor? = nil
  ) throws -> Outcome {
    var fields = market.consentFields(product)
    for (name, value) in changes { fields[name] = value }
    return try market.platform.run("consent.grant", .object(fields), as: actor ?? market.subject)
  }

  @Test func `nothing about the subject stands in facts or in the open`() throws {
    let market = try MarketCase()
    let product = try market.published(subject: true)
    let id = try #require(try grant(market, product).id)
    let consent = try market.record(Consent.self, id)
    let digest = try #require(
      ConsentSubject.digest(product: product, code: ConsentTests.code))
    #expect(consent.subjectDigest == digest && consent.purpose == "授信")
    let facts = try #require(market.platform.log.last).facts.canonicalText
    #expect(!facts.contains(ConsentTests.code) && !facts.contains(digest.text))
    #expect(!facts.contains("授信"))
    #expect(try !JSON(encoding: consent).canonicalText.contains(ConsentTests.code))
    let listing = try #require(market.platform.registry.listings["consents"])
    for actor in [market.developer, market.bureau, market.subject, market.producer] {
      #expect(listing.hidden(from: actor).contains("subjectDigest"))
    }
    #expect(listing.scopes[.developer] == .party && listing.publicScope == nil)
    #expect(consent.parties == [market.developer.organisation, market.producer.organisation])
    let info = try #require(market.platform.registry.actions["consent.grant"]).info
    #expect(info.fields.filter(\.secret).map(\.name) == ["subjectCode"])
  }

  @Test func `two products' authorisations of one subject cannot be joined`() {
    let one = ConsentSubject.digest(product: MarketCase.id("PRD", "1"), code: ConsentTests.code)
    let two = ConsentSubject.digest(product: MarketCase.id("PRD", "2"), code: ConsentTests.code)
    #expect(one != two && one != nil)
  }

  @Test func `a code that fails its check is refused without being named`() throws {
    let market = try MarketCase()
    let product = try market.published(subject: true)
    let wrong = "91420000177570439A"
    let outcome = try grant(market, product, ["subjectCode": .string(wrong)])
    #expect(outcome.codes == ["consent.code"] && !"\(outcome.reasons)".contains(wrong))
    #expect(try grant(market, product, ["subjectKind": "person"]).codes == ["consent.code"])
    #expect(
      try grant(
        market, product, ["subjectKind": "person", "subjectCode": "11010519491231002X"]
      ).isAllowed)
  }

  @Test func `only a product about subjects takes authorisations, for days to come`() throws {
    let market = try MarketCase()
    let cube = try market.published()
    #expect(try grant(market, cube).codes == ["consent.product"])
    let product = try market.published(subject: true)
    #expect(try grant(market, product, ["until": "2026-03-31"]).codes == ["consent.days"])
    #expect(
      try grant(market, product, ["from": "2026-06-01", "until": "2026-05-01"]).codes
        == ["consent.days"])
    #expect(
      try grant(market, product, ["developer": market.bureau.organisation.json]).codes
        == ["developer.unknown"])
    #expect(try grant(market, product, as: market.rival).codes == ["product.unknown"])
    #expect(try grant(market, product, as: market.producer).isAllowed)
  }

  @Test func `an account whose person is not known authorises nothing`() throws {
    let market = try MarketCase()
    let product = try market.published(subject: true)
    try market.change(Account.self, market.subject.account) { $0.assurance = .unverified }
    #expect(try grant(market, product).codes == ["consent.identity"])
  }

  @Test func `a withdrawal takes every like authorisation with it`() throws {
    let market = try MarketCase()
    let product = try market.published(subject: true)
    let first = try #require(try grant(market, product).id)
    let second = try #require(try grant(market, product, as: market.producer).id)
    let elsewhere = try #require(
      try grant(market, product, ["developer": market.stranger.organisation.json]).id)
    let act: JSON = ["consent": first.json]
    let other = try market.platform.actor("other subject", .dataSubject)
    #expect(
      try market.platform.run("consent.withdraw", act, as: other).codes == ["consent.unknown"])
    try market.must("consent.withdraw", act, market.subject)
    for id in [first, second] {
      #expect(try market.record(Consent.self, id).state == .withdrawn)
    }
    #expect(try market.record(Consent.self, elsewhere).state == .active)
    #expect(
      try ConsentSubject.consent(
        product: product, developer: market.developer.organisation, code: ConsentTests.code,
        on: market.platform.today, market.platform.records) == nil)
    #expect(
      try market.platform.run("consent.withdraw", act, as: market.subject).codes
        == ["consent.state"])
  }

  @Test func `the bureau withdraws on paper only`() throws {
    let market = try MarketCase()
    let product = try market.published(subject: true)
    let id = try #require(try grant(market, product).id)
    let without = try market.platform.run(
      "consent.withdraw", ["consent": id.json], as: market.bureau)
    #expect(without.codes == ["consent.withdraw.evidence"])
    try market.must(
      "consent.withdraw", ["consent": id.json, "evidenceDigest": MarketCase.hash("paper")],
      market.bureau)
    #expect(try market.record(Consent.self, id).withdrawnOn == market.platform.today)
  }

  @Test func `only what no longer holds is erased, with its digest`() throws {
    let market = try MarketCase()
    let product = try market.published(subject: true)
    let id = try #require(try grant(market, product).id)
    let act: JSON = ["consent": id.json]
    #expect(
      try market.platform.run("consent.erase", act, as: market.subject).codes
        == ["consent.erase.active"])
    try market.must("consent.withdraw", act, market.subject)
    #expect(
      try market.platform.run("consent.erase", act, as: market.producer).codes.isEmpty)
    try market.must("consent.erase", act, market.subject)
    let erased = try market.record(Consent.self, id)
    #expect(erased.subjectDigest == nil && erased.purpose == nil && erased.state == .withdrawn)
    #expect(market.platform.records.erased == [id])
  }
}
