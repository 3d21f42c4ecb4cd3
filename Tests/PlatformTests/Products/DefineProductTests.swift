// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct DefineProductTests {
  private func define(
    _ market: MarketCase, _ release: RecordID, _ changes: [String: JSON?] = [:],
    as actor: Actor? = nil
  ) throws -> Outcome {
    var fields = market.productFields(release, subject: false)
    for (name, value) in changes { fields[name] = value }
    return try market.platform.run(
      "product.define", .object(fields), as: actor ?? market.producer)
  }

  @Test func `a product is made of an approved release on the agreement's list`() throws {
    let market = try MarketCase()
    let release = try market.approved(market.queryFields)
    let id = try #require(try define(market, release).id)
    let product = try market.record(Product.self, id)
    #expect(product.state == .defined && product.version == 1 && product.kind == .query)
    #expect(product.parameters == ["district"] && product.usage == .none)
    #expect(product.internalNumber.hasPrefix("EZ-P-"))
    #expect(product.responsiblePerson == "李某")
    let facts = try #require(market.platform.log.last).facts
    #expect(!facts.canonicalText.contains("李某"))
  }

  @Test func `list, class, type and person are checked at once`() throws {
    let market = try MarketCase()
    let release = try market.approved(market.queryFields)
    let listed = try define(market, release, ["code": "CUBE-9"])
    #expect(listed.codes == ["product.notListed"] && listed.clauses == ["EZ-02.6-h"])
    let wrong = try define(
      market, release,
      ["useClass": "sectorDevelopment", "type": "magic", "responsiblePerson": .some(nil)])
    #expect(wrong.codes == ["product.useClass", "product.type", "product.responsiblePerson"])
    #expect(wrong.clauses.isSuperset(of: ["EZ-A1.5-a", "EZ-02.13-d"]))
  }

  @Test func `a release that is not approved makes no product`() throws {
    let market = try MarketCase()
    let release = try market.evaluated(market.queryFields)
    for state in Release.State.allCases {
      try market.change(Release.self, release) { $0.state = state }
      let outcome = try define(market, release)
      let isOpen = state == .approved || state == .released
      #expect(outcome.codes.contains("product.release.state") == !isOpen, "\(state)")
    }
    #expect(try define(market, release, as: market.rival).codes == ["egress.unknown"])
  }

  @Test func `a second product of a code is refused, the next version is not`() throws {
    let market = try MarketCase()
    let first = try market.defined()
    let release = try market.released(market.queryFields)
    #expect(try define(market, release).codes == ["product.exists"])
    let fields: [String: JSON] = [
      "product": first.json, "release": release.json, "responsiblePerson": "李某",
    ]
    let second = try market.must("product.newVersion", .object(fields), market.producer)
    #expect(try market.record(Product.self, second).version == 2)
    #expect(try market.record(Product.self, second).state == .defined)
    let same = try market.platform.run(
      "product.newVersion", .object(fields), as: market.producer)
    #expect(same.codes == ["product.version.same"])
    let subject = try market.released(market.subjectFields)
    let other = try market.platform.run(
      "product.newVersion",
      ["product": first.json, "release": subject.json], as: market.producer)
    #expect(other.codes == ["product.version.kind", "product.responsiblePerson"])
    let stolen = try market.platform.run(
      "product.newVersion", .object(fields), as: market.rival)
    #expect(stolen.codes == ["product.unknown"])
  }
}
