// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

extension PlaceLife {
  func definition(_ release: RecordID, _ changes: [String: JSON] = [:]) -> JSON {
    var fields: [String: JSON] = [
      "release": release.json, "code": "P-1", "name": "企业用电统计", "type": .string(script.type),
      "responsiblePerson": "李某", "useLimits": "仅供内部分析",
    ]
    fields["useClass"] = script.useClass.map { .string($0) }
    return .object(fields.merging(changes) { $1 })
  }

  /// The product, handed in for review.
  func reviewing() throws {
    let release = try released()
    product = try must("product.define", definition(release), .owner)
    try must(
      "product.submitReview",
      ["product": try made(product), "sheet": MarketCase.hash("sheet")], .owner)
  }

  func review(_ role: Role, _ changes: [String: JSON] = [:]) throws -> Outcome {
    let rules = platform.profile.products
    let input: [String: JSON] = [
      "product": try made(product), "findings": texts(rules.reviewItems.value), "failing": [],
      "otherReviews": texts(rules.parallelReviews.value), "conclusion": "passed",
      "record": MarketCase.hash("review"),
    ]
    return try run("product.reviewCompliance", .object(input.merging(changes) { $1 }), role)
  }

  /// The product, reviewed by whom the place names.
  func compliant() throws {
    try reviewing()
    let outcome = try review(script.reviewer)
    guard outcome.isAllowed else { throw UnexpectedOutcome("review", outcome) }
  }

  func tryPrice(_ role: Role, _ yuan: String = "0.50", says: JSON? = nil) throws -> Outcome {
    let items = platform.profile.pricing.statementItems.value
    return try run(
      "product.setPrice",
      [
        "product": try made(product), "amount": .string(yuan),
        "statement": says ?? texts(items),
      ], role)
  }

  /// The product, registered where that is asked, priced and public.
  func published() throws {
    try compliant()
    if platform.profile.products.registrationRequired.isAsked {
      try must(
        "product.recordRegistration",
        [
          "product": try made(product), "registryNumber": "DJ-2026-1", "registeredOn": "2026-04-01",
        ],
        .owner)
    }
    if script.needsCeiling, let useClass = script.useClass {
      try must(
        "ceiling.record",
        [
          "useClass": .string(useClass), "document": "发改价〔2026〕1号", "amount": "1.00",
          "unit": "call", "effectiveFrom": "2026-01-01", "digest": MarketCase.hash("ceiling"),
          "issuer": .string(platform.profile.pricing.ceilingIssuers.value?.first?.id ?? "any"),
        ], .pricing)
    }
    let outcome = try tryPrice(script.setter)
    guard outcome.isAllowed else { throw UnexpectedOutcome("price", outcome) }
    try must("product.publish", ["product": try made(product)], .owner)
  }

  /// Hands in every document that the place asks of a person before an action.
  func handIn(_ gate: RuleDocument.Gate, _ role: Role, by capacity: Capacity) throws {
    for rule in platform.profile.operation.ruleDocuments
    where rule.gates.contains(gate) && rule.by == capacity {
      try must("ruleDocument.submit", document(rule), role)
    }
  }

  func document(_ rule: RuleDocument) -> JSON {
    let parts = rule.parts.map { ($0.id, JSON("第 1 页")) }
    return [
      "kind": .string(rule.id), "title": .string(rule.label.zh), "digest": digest(rule.id),
      "parts": .object(Dictionary(parts, uniquingKeysWith: { $1 })),
    ]
  }

  func contractFields(_ changes: [String: JSON] = [:]) throws -> JSON {
    let fields: [String: JSON] = [
      "product": try made(product), "developer": try person(.developer).organisation.json,
      "digest": MarketCase.hash("contract"), "occurredOn": "2026-04-01",
      "scenario": try made(scenario), "responsiblePerson": "赵六",
    ]
    return .object(fields.merging(changes) { $1 })
  }

  func sign() throws {
    try handIn(.contract, .developer, by: .developer)
    contract = try must("contract.sign", try contractFields(), .owner)
  }

  /// The contract, filed where the place asks for that.
  func contracted() throws {
    try published()
    try sign()
    guard script.needsFiling else { return }
    try must("contract.file", ["contract": try made(contract)], .owner)
    try must(
      "contract.receive",
      ["contract": try made(contract), "conclusion": "filed", "receiptNumber": "备1"], .bureau)
  }

  func subscriptionFields() throws -> JSON {
    ["contract": try made(contract), "acceptsLimits": true]
  }

  /// A subscription with a key.
  func subscribed() throws {
    try contracted()
    subscription = try must("subscription.open", try subscriptionFields(), .developer)
    key = try must("key.issue", ["subscription": try made(subscription)], .developer)
  }

  /// Why a call with the key would be refused now.
  func callCodes() throws -> [String] {
    guard let key else { throw FakeError.stepMissing }
    return RightsCheck.standing(
      try Rights.find(key: key, platform.records), on: platform.today, profile: platform.profile
    ).reasons.map(\.code)
  }

  /// Ninety charged calls, anchored.
  func use() throws {
    try platform.mustRun(
      "usage.anchor",
      [
        "edge": "edge-1", "sequence": 1, "digest": MarketCase.hash("segment"), "records": 100,
        "from": "2026-04-01T01:00:00.000Z", "until": "2026-04-02T02:00:00.000Z",
        "counts": [
          [
            "product": try made(product), "developer": try person(.developer).organisation.json,
            "charged": 90, "free": 0, "refused": 10,
          ]
        ],
      ], as: platform.system)
  }

  func end() throws {
    let papers = script.evidence.map { name -> JSON in
      ["name": .string(name), "digest": digest(name)]
    }
    try must(
      "agreement.terminate",
      [
        "agreement": agreement.json, "ground": .string(script.ground), "documentNumber": "1号",
        "evidence": .array(papers),
      ], .bureau)
  }
}
