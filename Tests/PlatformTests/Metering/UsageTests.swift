// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct UsageTests {
  private func segment(
    _ market: MarketCase, _ product: RecordID, _ sequence: Int64,
    _ changes: [String: JSON?] = [:], as actor: Actor? = nil
  ) throws -> Outcome {
    var fields: [String: JSON] = [
      "edge": "edge-1", "sequence": .int(sequence),
      "digest": MarketCase.hash("segment \(sequence)"), "records": 1000,
      "from": "2026-04-01T01:00:00.000Z", "until": "2026-04-01T02:00:00.000Z",
      "counts": [
        [
          "product": product.json, "developer": market.developer.organisation.json,
          "charged": 900, "free": 40, "refused": 60,
        ]
      ],
    ]
    for (name, value) in changes { fields[name] = value }
    return try market.platform.run(
      "usage.anchor", .object(fields), as: actor ?? market.platform.system)
  }

  @Test func `segments of an edge are anchored without a gap`() throws {
    let market = try MarketCase()
    let product = try market.published(subject: true)
    #expect(try segment(market, product, 2).codes == ["usage.anchor.gap"])
    #expect(try segment(market, product, 1).isAllowed)
    #expect(try segment(market, product, 1).codes == ["usage.anchor.already"])
    #expect(
      try segment(market, product, 1, ["digest": MarketCase.hash("other")]).codes
        == ["usage.anchor.conflict"])
    #expect(try segment(market, product, 2).isAllowed)
    #expect(try segment(market, product, 2, ["edge": "edge-2"]).codes == ["usage.anchor.gap"])
    #expect(try segment(market, product, 1, ["edge": "edge-2"]).isAllowed)
    let usage = try market.record(Product.self, product).usage
    #expect(usage == UsageFigures(charged: 2700, free: 120, refused: 180))
    let total = try market.record(
      UsageTotal.self,
      UsageTotal.id(product: product, developer: market.developer.organisation))
    #expect(total.anchored == usage && total.stated == .none)
    #expect(try !segment(market, product, 3, as: market.producer).isAllowed)
  }

  @Test func `counts must add up and name known products once`() throws {
    let market = try MarketCase()
    let product = try market.published(subject: true)
    #expect(try segment(market, product, 1, ["records": 999]).codes == ["usage.anchor.sum"])
    #expect(
      try segment(market, MarketCase.id("PRD", "none"), 1).codes == ["product.unknown"])
    #expect(
      try segment(market, product, 1, ["until": "2026-03-31T02:00:00.000Z"]).codes
        == ["usage.anchor.times"])
    let one: JSON = [
      "product": product.json, "developer": market.developer.organisation.json, "charged": 500,
      "free": 0, "refused": 0,
    ]
    #expect(try segment(market, product, 1, ["counts": [one, one]]).codes == ["usage.anchor.sum"])
    let negative: JSON = [
      "product": product.json, "developer": market.developer.organisation.json, "charged": -1,
      "free": 1001, "refused": 0,
    ]
    #expect(try segment(market, product, 1, ["counts": [negative]]).codes == ["field.bounds"])
    #expect(try segment(market, product, 1, ["from": "yesterday"]).codes == ["field.type"])
  }
}
