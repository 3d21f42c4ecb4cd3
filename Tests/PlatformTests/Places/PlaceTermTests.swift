// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// Terms of the market that one text asks for: lines, limits, prices, standards, uses.
@Suite struct PlaceTermTests {
  @Test func `each line of Sichuan's list says its three requirements`() throws {
    let life = try PlaceLife(.sichuan)
    func amend(_ requirements: JSON) throws -> Outcome {
      try life.run(
        "agreement.amendProducts",
        [
          "agreement": life.agreement.json, "digest": digest("amendment"),
          "products": [
            [
              "code": "P-2", "name": "第二项", "useClass": "industrySector",
              "reviewer": try life.person(.evaluator).organisation.json,
              "requirements": requirements,
            ]
          ],
        ], .bureau)
    }
    let bare = try amend(["technicalStandard": "GB/T 1"])
    #expect(bare.codes == ["agreement.product.items"] && bare.clauses == ["SC-16.3-a"])
    #expect(try amend(life.texts(life.platform.profile.products.lineItems.value)).isAllowed)
  }

  @Test func `a product in Shuozhou states its limits and a subscriber accepts them`() throws {
    let life = try PlaceLife(.shuozhou)
    let release = try life.released()
    let bare = try life.run(
      "product.define", life.definition(release, ["useLimits": .null]), .owner)
    #expect(bare.codes == ["product.useLimits"] && bare.clauses == ["SZ-11.3.2-b"])
    let other = try PlaceLife(.shuozhou)
    try other.contracted()
    let unread: JSON = ["contract": try other.made(other.contract)]
    let refused = try other.run("subscription.open", unread, .developer)
    #expect(refused.codes == ["subscription.limits"] && refused.clauses == ["SZ-11.3.2-b"])
    #expect(refused.reasons.first?.message.zh.contains("仅供内部分析") == true)
    #expect(
      try other.run("subscription.open", try other.subscriptionFields(), .developer).isAllowed)
  }

  @Test func `a price in Quzhou says cost, margin and fairness`() throws {
    let life = try PlaceLife(.quzhou)
    try life.compliant()
    let bare = try life.tryPrice(.owner, says: ["costBasis": "人工和算力"])
    #expect(bare.codes == ["price.statement"] && bare.clauses == ["QZ-21-e"])
    #expect(bare.reasons.first?.message.en.contains("Margin") == true)
    #expect(try life.tryPrice(.owner).isAllowed)
    #expect(try life.record(Product.self, life.product).price?.statement?.count == 3)
  }

  @Test func `a standard in Sichuan is the province's, or delegated by a paper`() throws {
    let life = try PlaceLife(.sichuan)
    func record(_ changes: [String: JSON]) throws -> Outcome {
      let fields: [String: JSON] = [
        "useClass": "industrySector", "document": "川发改价格〔2026〕1号", "amount": "1.00",
        "unit": "call", "effectiveFrom": "2026-01-01", "digest": MarketCase.hash("ceiling"),
      ]
      return try life.run("ceiling.record", .object(fields.merging(changes) { $1 }), .pricing)
    }
    for changes in [[:], ["issuer": "countyGovernment"]] as [[String: JSON]] {
      let other = try record(changes)
      #expect(other.codes == ["ceiling.issuer"] && other.clauses == ["SC-21-e"])
    }
    let alone = try record(["issuer": "prefectureGovernment"])
    #expect(alone.codes == ["ceiling.delegation"] && alone.clauses == ["SC-21-f"])
    #expect(
      try record(["issuer": "prefectureGovernment", "delegation": digest("paper")]).isAllowed)
    #expect(
      try record(["issuer": "provincialCommission", "document": "川发改价格〔2026〕2号"]).isAllowed)
  }

  @Test func `a product in Quzhou is used for an agreed scenario only`() throws {
    let life = try PlaceLife(.quzhou)
    try life.published()
    for scenario in [JSON.null, MarketCase.id("SCN", "other").json] {
      let outcome = try life.run(
        "contract.sign", try life.contractFields(["scenario": scenario]), .owner)
      #expect(outcome.codes == ["contract.scenario"] && outcome.clauses == ["QZ-10.p1-e"])
    }
    try life.sign()
    life.subscription = try life.must(
      "subscription.open", try life.subscriptionFields(), .developer)
    life.key = try life.must(
      "key.issue", ["subscription": try life.made(life.subscription)], .developer)
    #expect(try life.callCodes().isEmpty)
    try life.must(
      "scenario.end", ["scenario": try life.made(life.scenario), "ground": "结束"], .owner)
    #expect(try life.callCodes().contains("rights.scenario"))
  }

  @Test(arguments: [
    ("personalInformation", "anonymised", "QZ-10.p2-b"),
    ("tradeSecret", "desensitised", "QZ-10.p2-c"),
    ("confidentialBusiness", "desensitised", "QZ-10.p2-c"),
  ])
  func `a prohibited class in Quzhou is lifted by its report alone`(
    check: String, exception: String, clause: String
  ) throws {
    let life = try PlaceLife(.quzhou)
    let signed: JSON = ["passed": true, "by": MarketCase.id("ACC", "x").json, "on": "2026-03-01"]
    let checks = life.platform.profile.catalogue.inclusionChecks.value ?? []
    let points = checks.map { ($0.id, signed.setting("passed", .bool($0.id != check))) }
    let entry = try JSON(encoding: try life.record(AuthorisedEntry.self, life.entry))
      .setting("state", "described")
      .setting("preconditions", .object(Dictionary(points, uniquingKeysWith: { $1 })))
    try life.platform.records.put(entry.decode(AuthorisedEntry.self))
    func list() throws -> Outcome {
      try life.run("entry.list", ["entry": life.entry.json], .bureau)
    }
    let refused = try list()
    #expect(refused.codes.contains("entry.check.failed") && refused.clauses.contains(clause))
    func record(_ parts: JSON) throws -> Outcome {
      try life.run(
        "entry.recordException",
        [
          "entry": life.entry.json, "exception": .string(exception), "digest": digest("report"),
          "parts": parts,
        ], .bureau)
    }
    let bare = try record([:])
    #expect(bare.codes == ["entry.exception.parts"] && bare.clauses == [clause])
    let rules = life.platform.profile.catalogue.inclusionExceptions.value ?? []
    let rule = try #require(rules.first { $0.id == exception })
    #expect(try record(life.texts(rule.parts)).isAllowed)
    let lifted = try list()
    #expect(!lifted.codes.contains("entry.check.failed"))
  }

  @Test func `a suspension answers with the number of its paper`() throws {
    let life = try PlaceLife(.sichuan)
    try life.must(
      "agreement.suspend",
      ["agreement": life.agreement.json, "ground": "整改", "documentNumber": "川数整〔2026〕3号"],
      .bureau)
    let refused = try life.tryPropose()
    #expect(refused.codes.first == "agreement.force")
    #expect(refused.reasons.first?.message.zh.contains("川数整〔2026〕3号") == true)
    try life.must(
      "agreement.resume", ["agreement": life.agreement.json, "documentNumber": "4号"], .bureau)
    #expect(try life.tryPropose().isAllowed)
  }
}
