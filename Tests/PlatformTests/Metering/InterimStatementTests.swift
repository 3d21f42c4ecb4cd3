// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct InterimStatementTests {
  /// A subscription of which 900 charged, 40 free and 60 refused calls are anchored.
  private func used() throws -> (MarketCase, subscription: RecordID) {
    let market = try MarketCase()
    let product = try market.published(subject: true)
    let subscription = try market.subscribed(product)
    try market.must(
      "usage.anchor",
      [
        "edge": "edge-1", "sequence": 1, "digest": MarketCase.hash("segment"), "records": 1000,
        "from": "2026-04-01T01:00:00.000Z", "until": "2026-04-01T02:00:00.000Z",
        "counts": [
          [
            "product": product.json, "developer": market.developer.organisation.json,
            "charged": 900, "free": 40, "refused": 60,
          ]
        ],
      ], market.platform.system)
    return (market, subscription)
  }

  private func ask(
    _ market: MarketCase, _ subscription: RecordID, as actor: Actor, daysAgo: Int = 0
  ) throws -> Outcome {
    let from = market.platform.today.adding(days: -daysAgo)
    return try market.platform.run(
      "statement.ask",
      ["subscription": subscription.json, "from": .string(from.description)], as: actor)
  }

  private func make(
    _ market: MarketCase, _ interim: RecordID, _ changes: [String: JSON] = [:],
    as actor: Actor? = nil
  ) throws -> Outcome {
    let fields: [String: JSON] = [
      "interim": interim.json, "charged": 900, "free": 40, "refused": 60,
      "lines": [["price": 50, "charged": 900, "amount": 45000]], "amount": "450.00",
      "digest": MarketCase.hash("records"),
    ]
    return try market.platform.run(
      "statement.interim", .object(fields.merging(changes) { $1 }),
      as: actor ?? market.platform.system)
  }

  @Test func `both parties and the authority may ask, one at a time`() throws {
    let (market, subscription) = try used()
    for actor in [market.developer, market.producer, market.bureau] {
      let id = try #require(try ask(market, subscription, as: actor).id)
      let interim = try market.record(InterimStatement.self, id)
      #expect(interim.state == .waiting && interim.amount == nil)
      #expect(interim.askedBy == actor.account)
      #expect(interim.parties == [market.developer.organisation, market.producer.organisation])
      #expect(try ask(market, subscription, as: actor).codes == ["statement.ask.waiting"])
      #expect(try make(market, id).isAllowed)
    }
  }

  @Test func `another's subscription is not told of`() throws {
    let (market, subscription) = try used()
    for actor in [market.stranger, market.rival] {
      #expect(try ask(market, subscription, as: actor).codes == ["subscription.unknown"])
    }
    #expect(
      try ask(market, MarketCase.id("SUB", "none"), as: market.developer).codes
        == ["subscription.unknown"])
    #expect(try !ask(market, subscription, as: market.subject).isAllowed)
  }

  @Test func `it is made once, and nothing is stated by it`() throws {
    let (market, subscription) = try used()
    let id = try #require(try ask(market, subscription, as: market.developer).id)
    #expect(try !make(market, id, as: market.producer).isAllowed)
    #expect(try make(market, id).isAllowed)
    #expect(try make(market, id).codes == ["statement.interim.already"])
    let interim = try market.record(InterimStatement.self, id)
    #expect(interim.state == .made && interim.madeAt?.instant == market.platform.now)
    #expect(interim.figures == UsageFigures(charged: 900, free: 40, refused: 60))
    #expect(interim.amount == Money(fen: 45_000) && interim.lines?.count == 1)
    let total = try market.record(
      UsageTotal.self,
      UsageTotal.id(product: interim.product, developer: interim.developer))
    #expect(total.stated == .none)
    #expect(try market.platform.records.count(Statement.self, []) == 0)
    #expect(
      try market.platform.run(
        "statement.confirm", ["statement": id.json], as: market.developer
      ).isAllowed == false)
  }

  @Test func `figures that do not add up or are not anchored are refused`() throws {
    let (market, subscription) = try used()
    let id = try #require(try ask(market, subscription, as: market.developer).id)
    #expect(try make(market, id, ["amount": "450.01"]).codes == ["statement.sum"])
    #expect(try make(market, id, ["lines": []]).codes == ["statement.sum"])
    #expect(try make(market, id, ["free": 41]).codes == ["statement.figures"])
    #expect(
      try make(market, MarketCase.id("STI", "none")).codes == ["statement.interim.unknown"])
    #expect(try market.record(InterimStatement.self, id).state == .waiting)
  }

  @Test func `the period has begun, is bounded, and is asked for a few times a day`() throws {
    let (market, subscription) = try used()
    for daysAgo in [-1, 62] {
      #expect(
        try ask(market, subscription, as: market.developer, daysAgo: daysAgo).codes
          == ["statement.ask.period"])
    }
    for number in 0..<10 {
      let asked = try ask(market, subscription, as: market.developer, daysAgo: number * 6)
      #expect(try make(market, try #require(asked.id)).isAllowed)
    }
    #expect(
      try ask(market, subscription, as: market.bureau).codes == ["statement.ask.tooMany"])
    market.platform.move(to: market.platform.today.adding(days: 1))
    #expect(try ask(market, subscription, as: market.bureau, daysAgo: 61).isAllowed)
  }

  @Test func `interim statements are listed apart from those that are issued`() throws {
    let listings = Metering.listings.filter { $0.plural == "interim-statements" }
    let listing = try #require(listings.first)
    #expect(listing.table.name == InterimStatement.table.name)
    #expect(listing.label.en.contains("not issued") && listing.label.zh.contains("未出具"))
    #expect(
      Metering.listings.filter { $0.table.name == Statement.table.name }.map(\.plural)
        == ["statements"])
    #expect(listing.scopes[.developer] == .party && listing.scopes[.operator] == .party)
    #expect(listing.scopes[.public] == nil && listing.scopes[.dataSubject] == nil)
  }
}
