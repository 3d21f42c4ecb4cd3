// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// Prices, contracts and subscriptions by each place's rules.
@Suite struct PlaceMarketTests {
  @Test func `without classes of use every use may be charged`() throws {
    let life = try PlaceLife(.quzhou)
    try life.compliant()
    #expect(try life.record(Product.self, life.product).useClass == nil)
    #expect(try life.tryPrice(.pricing).codes == ["price.setter"])
    #expect(try life.tryPrice(.owner, "12.00").isAllowed)
    #expect(try life.tryPrice(.owner, "0").isAllowed)
    let classed = try life.run(
      "agreement.amendProducts",
      [
        "agreement": life.agreement.json, "digest": digest("amendment"),
        "products": [["code": "P-2", "name": "第二项", "useClass": "industry"]],
      ], .bureau)
    #expect(classed.codes == ["agreement.product.class"])
  }

  private func amend(_ life: PlaceLife, _ code: String) throws -> Outcome {
    var line: [String: JSON] = ["code": .string(code), "name": "清单产品"]
    line["useClass"] = life.script.useClass.map { .string($0) }
    return try life.run(
      "agreement.amendProducts",
      [
        "agreement": life.agreement.json, "digest": digest("amendment \(code)"),
        "products": [.object(line)],
      ], .bureau)
  }

  @Test func `what is offered is withdrawn before the list strikes it`() throws {
    let life = try PlaceLife(.quzhou)
    try life.contracted()
    #expect(try life.record(Product.self, life.product).state == .published)
    #expect(try amend(life, "P-2").codes == ["agreement.product.offered"])
    #expect(try amend(life, "P-1").isAllowed)
    try life.must("product.withdraw", ["product": try life.made(life.product)], .owner)
    #expect(try amend(life, "P-2").isAllowed)
  }

  @Test func `what the list has struck meanwhile is not published`() throws {
    let life = try PlaceLife(.quzhou)
    try life.compliant()
    #expect(try amend(life, "P-2").isAllowed)
    let publication = try life.run(
      "product.publish", ["product": try life.made(life.product)], .owner)
    #expect(publication.codes.contains("product.notListed"))
    #expect(try amend(life, "P-1").isAllowed)
    let listed = try life.run(
      "product.publish", ["product": try life.made(life.product)], .owner)
    #expect(!listed.codes.contains("product.notListed"))
  }

  @Test func `where classes are listed a product has one`() throws {
    let life = try PlaceLife(.handan)
    let outcome = try life.run(
      "agreement.amendProducts",
      [
        "agreement": life.agreement.json, "digest": digest("amendment"),
        "products": [["code": "P-2", "name": "第二项"]],
      ], .bureau)
    #expect(outcome.codes == ["agreement.product.class"])
    #expect(outcome.clauses == ["HD-14-b", "HD-14-c"])
  }

  @Test(arguments: [PlaceScript.handan, .sichuan, .quzhou])
  func `where no contract is filed a signed one opens a subscription`(
    script: PlaceScript
  ) throws {
    let life = try PlaceLife(script)
    try life.contracted()
    #expect(try life.record(ScenarioContract.self, life.contract).state == .signed)
    let filing = try life.run("contract.file", ["contract": try life.made(life.contract)], .owner)
    #expect(filing.codes == ["contract.file.unasked"])
    let subscription = try life.subscriptionFields()
    #expect(try life.run("subscription.open", subscription, .developer).isAllowed)
    try life.must("contract.end", ["contract": try life.made(life.contract)], .owner)
    #expect(
      try life.run("subscription.open", subscription, .developer).codes == ["subscription.contract"]
    )
  }

  @Test func `where contracts are filed a signed one does not`() throws {
    let life = try PlaceLife(.shuozhou)
    try life.published()
    try life.sign()
    let outcome = try life.run(
      "subscription.open", try life.subscriptionFields(), .developer)
    #expect(outcome.codes == ["subscription.contract"] && outcome.clauses.contains("SZ-06.2.3-b"))
  }

  @Test(arguments: PlaceScript.all)
  func `who uses a product names who answers for it where the text says so`(
    script: PlaceScript
  ) throws {
    let life = try PlaceLife(script)
    try life.published()
    try life.handIn(.contract, .developer, by: .developer)
    let input = try life.contractFields(["responsiblePerson": .null])
    let outcome = try life.run("contract.sign", input, .owner)
    guard script.place == "quzhou" else {
      #expect(!outcome.codes.contains("contract.responsible"))
      return
    }
    #expect(outcome.codes == ["contract.responsible"] && outcome.clauses == ["QZ-27.p2-a"])
    try life.sign()
    let signed = try life.record(ScenarioContract.self, life.contract)
    #expect(signed.responsiblePerson == "赵六")
    #expect(life.platform.log.last?.facts["responsiblePerson"] == nil)
    #expect(ScenarioContract.table.redactable == ["responsiblePerson"])
  }

  @Test(arguments: [PlaceScript.handan, .quzhou, .shuozhou])
  func `a silent text leaves redevelopment to the national rule, named as such`(
    script: PlaceScript
  ) throws {
    let life = try PlaceLife(script)
    try life.published()
    let daughter = try life.platform.organisation(
      "daughter", [.developer], linkedTo: [try life.person(.owner).organisation])
    let outcome = try life.run(
      "contract.sign",
      try life.contractFields(["developer": daughter.json]), .owner)
    let own = outcome.reasons.first { $0.code == "contract.developer.related" }
    #expect(own?.clauses.isEmpty == true)
    #expect(own?.message.en.contains("发改数据规〔2025〕27号") == true)
  }

  /// What the platform says of a grant that joins a second resource.
  private func joins(_ script: PlaceScript) throws -> Bool? {
    let life = try PlaceLife(script)
    let (resource, entry) = (MarketCase.id("RES", "second"), MarketCase.id("AUT", "second"))
    let records = life.platform.records
    let first = try JSON(encoding: try life.record(Resource.self, life.resource))
    try records.put(first.setting("id", resource.json).decode(Resource.self))
    let listed = try JSON(encoding: try life.record(AuthorisedEntry.self, life.entry))
    try records.put(
      listed.setting("id", entry.json).setting("resource", resource.json)
        .decode(AuthorisedEntry.self))
    let agreement = try JSON(encoding: try life.record(Agreement.self, life.agreement))
    try records.put(
      agreement.setting("entries", [life.entry.json, entry.json]).decode(Agreement.self))
    try life.nameField()
    let line = try #require(try life.plan()["demand"]?[0])
    let outcome = try life.tryPropose(["demand": [line, line.setting("entry", entry.json)]])
    let scenario: RecordID = try #require(outcome.id)
    life.scenario = scenario
    for (gate, role) in script.votes { _ = try life.vote(gate, role) }
    var last: Outcome?
    for (number, one) in [life.resource, resource].enumerated() {
      last = try life.run(
        "grant.request",
        [
          "scenario": try life.made(life.scenario), "resource": one.json,
          "tableName": .string("power\(number)"), "purpose": "analysis",
          "columns": [["name": "kwh", "mask": "none"]],
        ], .owner)
    }
    guard case .allowed(let result) = last else { return nil }
    return result["needsLinkageReview"]?.bool
  }

  @Test func `a text silent on joining asks for no assessment, an open one for each`() throws {
    #expect(try joins(.shuozhou) == false)
    #expect(try joins(.quzhou) == true)
    #expect(try joins(.handan) == true)
  }
}
