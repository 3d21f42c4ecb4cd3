// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct ContractTests {
  private func sign(
    _ market: MarketCase, _ product: RecordID, _ changes: [String: JSON?] = [:],
    as actor: Actor? = nil
  ) throws -> Outcome {
    var fields = market.contractFields(product)
    for (name, value) in changes { fields[name] = value }
    return try market.platform.run(
      "contract.sign", .object(fields), as: actor ?? market.producer)
  }

  @Test func `a contract with an onboarded developer is recorded`() throws {
    let market = try MarketCase()
    let product = try market.published()
    let outcome = try sign(market, product)
    guard case .allowed(let result) = outcome else { throw UnexpectedOutcome("sign", outcome) }
    #expect(result["periodIsOpen"]?.bool == true && result["dueOn"] == .null)
    let contract = try market.record(ScenarioContract.self, #require(outcome.id))
    #expect(contract.state == .signed && contract.dueOn == nil)
    #expect(!contract.isLate(try ProjectFiles.calendar()))
  }

  @Test func `the operator and its daughters never redevelop`() throws {
    let market = try MarketCase()
    let product = try market.published()
    let daughter = try sign(
      market, product, ["developer": market.related.organisation.json])
    #expect(daughter.codes == ["contract.developer.related"])
    #expect(daughter.clauses == ["EZ-02.2-e"])
    let both = try market.platform.organisation("both", [.operator, .developer])
    let owner = try market.platform.actor("both", of: both, [.operator])
    #expect(
      try sign(market, product, ["developer": both.json], as: owner).codes == ["product.unknown"])
    let none = try sign(market, product, ["developer": market.bureau.organisation.json])
    #expect(none.codes == ["developer.unknown"])
  }

  @Test func `one linked over a common holding does not redevelop either`() throws {
    let market = try MarketCase()
    let product = try market.published()
    let holding = try market.platform.organisation("holding", [.developer])
    try market.change(Organisation.self, holding) {
      $0.linkedTo = [market.producer.organisation]
    }
    #expect(try sign(market, product).isAllowed)
    try market.change(Organisation.self, market.developer.organisation) {
      $0.linkedTo = [holding]
    }
    #expect(try sign(market, product).codes == ["contract.developer.related"])
  }

  @Test func `without approved rules no developer comes on board`() throws {
    let market = try MarketCase()
    let product = try market.published()
    try market.change(OperatorRules.self, MarketCase.id("RUL", "rules")) { $0.state = .submitted }
    let outcome = try sign(market, product)
    #expect(outcome.codes == ["contract.rules.missing"])
    #expect(outcome.clauses == ["EZ-02.11-a", "EZ-02.11-c"])
  }

  @Test func `a suspended agreement and a day to come stop a signature`() throws {
    let market = try MarketCase()
    let product = try market.published()
    try market.change(Agreement.self, market.agreement) { $0.state = .suspended }
    #expect(
      try sign(market, product, ["occurredOn": "2026-04-02"]).codes
        == ["agreement.notInForce", "day.future"])
  }

  @Test func `the filing is due within the days that were set, and late is marked`() throws {
    let market = try MarketCase()
    let product = try market.published()
    try market.must(
      "openValue.set",
      [
        "key": "operation.filings.scenarioContract.workingDays", "value": "5",
        "documentNumber": "鄂州数〔2026〕9号", "digest": MarketCase.hash("period"),
      ], market.bureau)
    let id = try market.signed(product)
    let due = try #require(try market.record(ScenarioContract.self, id).dueOn)
    #expect(
      due
        == market.platform.calendar.deadline(from: try day("2026-04-01"), workingDays: 5).day)
    market.platform.move(to: due.adding(days: 1))
    let outcome = try market.platform.run(
      "contract.file", ["contract": id.json], as: market.producer)
    guard case .allowed(let result) = outcome else { throw UnexpectedOutcome("file", outcome) }
    #expect(result["late"]?.bool == true)
    let contract = try market.record(ScenarioContract.self, id)
    let calendar = try ProjectFiles.calendar()
    #expect(contract.state == .submitted && contract.isLate(calendar))
    let filing = try market.record(FilingRecord.self, #require(contract.filing))
    #expect(filing.isLate(calendar))
    #expect(filing.subject == id && filing.kind == "scenarioContract")
  }

  @Test func `only the bureau's receipt makes it filed`() throws {
    let market = try MarketCase()
    let product = try market.published()
    let id = try market.signed(product)
    let early = try market.platform.run(
      "contract.file", ["contract": id.json, "occurredOn": "2026-03-31"], as: market.producer)
    #expect(early.codes == ["contract.file.early"] && early.clauses == ["EZ-02.10-e"])
    try market.must("contract.file", ["contract": id.json], market.producer)
    let receipt: [String: JSON] = [
      "contract": id.json, "conclusion": "returned", "receiptNumber": "退1",
    ]
    let helper = try market.platform.actor("helper", .dataAuthority)
    #expect(
      try market.platform.run("contract.receive", .object(receipt), as: helper).codes
        == ["contract.receive.body"])
    try market.must("contract.receive", .object(receipt), market.bureau)
    #expect(try market.record(ScenarioContract.self, id).state == .signed)
    try market.must("contract.file", ["contract": id.json], market.producer)
    try market.must(
      "contract.receive",
      ["contract": id.json, "conclusion": "filed", "receiptNumber": "备1"], market.bureau)
    let contract = try market.record(ScenarioContract.self, id)
    #expect(contract.state == .filed && contract.receiptNumber == "备1")
    #expect(
      try market.record(FilingRecord.self, #require(contract.filing)).state == .filed)
  }

  @Test func `every act is possible in its states only`() throws {
    let market = try MarketCase()
    let product = try market.published()
    let id = try market.filed(product)
    let base = try market.record(ScenarioContract.self, id)
    let contract = id.json
    let acts: [(String, JSON, Actor, Set<ScenarioContract.State>)] = [
      ("contract.file", ["contract": contract], market.producer, [.signed]),
      (
        "contract.receive",
        ["contract": contract, "conclusion": "filed", "receiptNumber": "备1"], market.bureau,
        [.submitted]
      ),
      ("subscription.open", ["contract": contract], market.developer, [.filed]),
      ("contract.end", ["contract": contract], market.developer, [.signed, .submitted, .filed]),
    ]
    for (name, input, actor, states) in acts {
      for state in ScenarioContract.State.allCases {
        var changed = base
        changed.state = state
        try market.platform.records.put(changed)
        let outcome = try market.platform.run(name, input, as: actor)
        #expect(outcome.isAllowed == states.contains(state), "\(name) in \(state)")
        let other = try market.platform.run(
          name, input,
          as: actor.account == market.developer.account ? market.stranger : market.rival)
        #expect(!other.isAllowed)
      }
    }
  }
}
