// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct PublicationTests {
  private func price(_ market: MarketCase, _ product: RecordID, _ yuan: String) throws -> Outcome {
    try market.platform.run(
      "product.setPrice", ["product": product.json, "amount": .string(yuan)],
      as: market.producer)
  }

  private func publish(_ market: MarketCase, _ product: RecordID) throws -> Outcome {
    try market.platform.run("product.publish", ["product": product.json], as: market.producer)
  }

  @Test func `public benefit costs nothing`() throws {
    let market = try MarketCase()
    let id = try market.compliant()
    let outcome = try price(market, id, "0.01")
    #expect(outcome.codes == ["price.free"] && outcome.clauses == ["EZ-02.12-c"])
    #expect(try price(market, id, "0").isAllowed)
    #expect(try price(market, id, "-1").codes == ["price.negative"])
  }

  @Test func `a charge needs a ceiling and keeps to it`() throws {
    let market = try MarketCase()
    let id = try market.compliant(subject: true)
    let without = try price(market, id, "0.50")
    #expect(without.codes == ["price.ceiling.missing"])
    #expect(without.clauses == ["EZ-02.12-a", "EZ-02.12-b"])
    try market.setCeiling()
    let above = try price(market, id, "1.01")
    #expect(above.codes == ["price.ceiling.exceeded"])
    #expect(above.reasons.first?.message.en.contains("鄂发改价〔2026〕1号") == true)
    #expect(try price(market, id, "1.00").isAllowed)
    let product = try market.record(Product.self, id)
    #expect(product.price?.amount == Money(fen: 100))
    #expect(product.price?.ceiling == MarketCase.id("CEI", "ceiling"))
  }

  @Test func `only who the profile names sets the price`() throws {
    let market = try MarketCase()
    let id = try market.compliant()
    let pricing = try market.platform.actor("pricing", .pricingAuthority)
    let outcome = try market.platform.run(
      "product.setPrice", ["product": id.json, "amount": "0"], as: pricing)
    #expect(outcome.codes == ["price.setter"] && outcome.clauses == ["EZ-02.12-b"])
    let rival = try market.platform.run(
      "product.setPrice", ["product": id.json, "amount": "0"], as: market.rival)
    #expect(rival.codes == ["product.unknown"])
  }

  @Test func `every missing gate of publication is named with its clause`() throws {
    let market = try MarketCase()
    let id = try market.defined()
    try market.change(Agreement.self, market.agreement) { $0.state = .suspended }
    let release = try market.record(Product.self, id).release
    try market.change(Release.self, release) { $0.state = .approved }
    let outcome = try publish(market, id)
    #expect(
      outcome.codes == [
        "product.publish.compliance", "product.publish.registration", "product.publish.price",
        "product.publish.release", "agreement.notInForce",
      ])
    #expect(
      outcome.clauses.isSuperset(of: [
        "EZ-02.11-e", "EZ-02.11-f", "EZ-02.12-b", "EZ-02.13-a", "EZ-02.7-d",
      ]))
  }

  @Test func `a published product is in the public list`() throws {
    let market = try MarketCase()
    let id = try market.published()
    let product = try market.record(Product.self, id)
    #expect(product.state == .published && product.publishedOn == market.platform.today)
    let listing = try #require(market.platform.registry.listings["products"])
    #expect(listing.publicScope == .everywhereWhere([.equal("state", "published")]))
    let hidden = listing.hidden(from: nil)
    #expect(hidden.isSuperset(of: ["responsiblePerson", "compliance", "suspensions", "definedBy"]))
    #expect(hidden.isDisjoint(with: ["name", "usage", "prices", "registryNumber"]))
  }

  @Test func `a ceiling that fell below the price stops publication`() throws {
    let market = try MarketCase()
    let id = try market.compliant(subject: true)
    try market.must("product.recordRegistration", market.registrationFields(id), market.producer)
    try market.setCeiling()
    #expect(try price(market, id, "0.80").isAllowed)
    let lower: JSON = [
      "id": MarketCase.id("CEI", "lower").json, "place": "ezhou",
      "useClass": "industrialDevelopment", "document": "2号", "amount": 50, "unit": "call",
      "effectiveFrom": "2026-03-01", "digest": MarketCase.hash("lower"),
      "recordedBy": market.bureau.account.json,
    ]
    try market.platform.records.put(lower.decode(PriceCeiling.self))
    #expect(try publish(market, id).codes == ["price.ceiling.exceeded"])
  }

  @Test func `every act is possible in its states only`() throws {
    let market = try MarketCase()
    let id = try market.published()
    let base = try market.record(Product.self, id)
    let product = id.json
    let stop: JSON = [
      "organisation": market.bureau.organisation.json, "byAuthority": true, "ground": "整改",
      "on": .string(market.platform.today.description),
    ]
    let byBureau = try stop.decode(ProductSuspension.self)
    let acts: [(String, JSON, Actor, Set<Product.State>)] = [
      (
        "product.submitReview", ["product": product, "sheet": MarketCase.hash("sheet")],
        market.producer, [.defined]
      ),
      ("product.reviewCompliance", .object(market.reviewFields(id)), market.bureau, [.reviewing]),
      (
        "product.recordRegistration", market.registrationFields(id), market.producer,
        [.compliant, .suspended]
      ),
      (
        "product.setPrice", ["product": product, "amount": "0"], market.producer,
        [.compliant, .suspended]
      ),
      ("product.publish", ["product": product], market.producer, [.compliant]),
      (
        "product.suspend", ["product": product, "ground": "整改"], market.producer,
        [.published, .suspended]
      ),
      ("product.resume", ["product": product], market.bureau, [.suspended]),
      (
        "product.withdraw", ["product": product], market.producer,
        Set(Product.State.allCases).subtracting([.withdrawn])
      ),
    ]
    for (name, input, actor, states) in acts {
      for state in Product.State.allCases {
        var changed = base
        changed.state = state
        if state == .suspended { changed.suspensions = [byBureau] }
        try market.platform.records.put(changed)
        let outcome = try market.platform.run(name, input, as: actor)
        #expect(outcome.isAllowed == states.contains(state), "\(name) in \(state)")
        if !outcome.isAllowed { #expect(!outcome.codes.isEmpty) }
      }
    }
  }
}
