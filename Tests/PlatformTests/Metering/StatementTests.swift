// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct StatementTests {
  /// A market with 900 charged, 40 free and 60 refused calls anchored in April, seen in May.
  private func used() throws -> (MarketCase, RecordID) {
    let market = try MarketCase()
    let product = try market.published(subject: true)
    try market.must(
      "usage.anchor",
      [
        "edge": "edge-1", "sequence": 1, "digest": MarketCase.hash("segment"), "records": 1000,
        "from": "2026-04-01T01:00:00.000Z", "until": "2026-04-30T02:00:00.000Z",
        "counts": [
          [
            "product": product.json, "developer": market.developer.organisation.json,
            "charged": 900, "free": 40, "refused": 60,
          ]
        ],
      ], market.platform.system)
    market.platform.move(to: try day("2026-05-01"))
    return (market, product)
  }

  private func issue(
    _ market: MarketCase, _ product: RecordID, _ changes: [String: JSON?] = [:]
  ) throws -> Outcome {
    var fields: [String: JSON] = [
      "product": product.json, "developer": market.developer.organisation.json,
      "from": "2026-04-01", "until": "2026-04-30", "charged": 900, "free": 40, "refused": 60,
      "lines": [["price": 50, "charged": 900, "amount": 45000]], "amount": "450.00",
      "digest": MarketCase.hash("records"),
    ]
    for (name, value) in changes { fields[name] = value }
    return try market.platform.run("statement.issue", .object(fields), as: market.platform.system)
  }

  @Test func `a statement equals its calls and is confirmed by its developer, once`() throws {
    let (market, product) = try used()
    let id = try #require(try issue(market, product).id)
    let statement = try market.record(Statement.self, id)
    #expect(statement.amount == Money(fen: 45_000) && statement.figures.records == 1000)
    #expect(try issue(market, product).codes == ["statement.issue.already"])
    let total = try market.record(
      UsageTotal.self,
      UsageTotal.id(product: product, developer: market.developer.organisation))
    #expect(total.stated == total.anchored)
    let confirm: JSON = ["statement": id.json]
    #expect(
      try market.platform.run("statement.confirm", confirm, as: market.stranger).codes
        == ["statement.unknown"])
    try market.must("statement.confirm", confirm, market.developer)
    #expect(try market.record(Statement.self, id).confirmedBy == market.developer.account)
    #expect(
      try market.platform.run("statement.confirm", confirm, as: market.developer).codes
        == ["statement.state"])
  }

  @Test func `figures that do not add up, in any way, are refused`() throws {
    let (market, product) = try used()
    let wrong: [[String: JSON?]] = [
      ["amount": "450.01"], ["lines": [["price": 50, "charged": 900, "amount": 45001]]],
      ["lines": [["price": 49, "charged": 900, "amount": 44100]], "amount": "441.00"],
      ["lines": [["price": 50, "charged": 899, "amount": 44950]], "amount": "449.50"],
      ["lines": []],
    ]
    for changes in wrong {
      #expect(try issue(market, product, changes).codes == ["statement.sum"], "\(changes)")
    }
  }

  @Test func `no statement says more than what is anchored`() throws {
    let (market, product) = try used()
    for field in ["free", "refused"] {
      #expect(try issue(market, product, [field: 61]).codes == ["statement.figures"])
    }
    let half: [String: JSON?] = [
      "charged": 500, "lines": [["price": 50, "charged": 500, "amount": 25000]],
      "amount": "250.00", "until": "2026-04-15", "free": 0, "refused": 0,
    ]
    #expect(try issue(market, product, half).isAllowed)
    var rest = half
    rest["from"] = "2026-04-16"
    rest["until"] = "2026-04-30"
    #expect(try issue(market, product, rest).codes == ["statement.figures"])
    rest["charged"] = 400
    rest["lines"] = [["price": 50, "charged": 400, "amount": 20000]]
    rest["amount"] = "200.00"
    #expect(try issue(market, product, rest).isAllowed)
  }

  @Test func `a period is over, in order, and stated once`() throws {
    let (market, product) = try used()
    for (from, until) in [("2026-04-02", "2026-04-01"), ("2026-04-01", "2026-05-01")] {
      #expect(
        try issue(market, product, ["from": .string(from), "until": .string(until)]).codes
          == ["statement.period"])
    }
    let part: [String: JSON?] = [
      "until": "2026-04-10", "charged": 0, "free": 1, "refused": 0, "lines": [], "amount": "0",
    ]
    #expect(try issue(market, product, part).isAllowed)
    var overlap = part
    overlap["from"] = "2026-04-10"
    overlap["until"] = "2026-04-20"
    #expect(try issue(market, product, overlap).codes == ["statement.period"])
  }
}
