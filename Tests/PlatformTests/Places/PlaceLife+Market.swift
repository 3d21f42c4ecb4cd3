// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

extension PlaceLife {
  func definition(_ release: RecordID, _ changes: [String: JSON] = [:]) -> JSON {
    var fields: [String: JSON] = [
      "release": release.json, "code": "P-1", "name": "企业用电统计", "type": .string(script.type),
      "responsiblePerson": "李某",
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
    func texts(_ items: [Labelled]?) -> JSON {
      let pairs = (items ?? []).map { ($0.id, JSON("符合")) }
      return .object(Dictionary(pairs, uniquingKeysWith: { $1 }))
    }
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

  func tryPrice(_ role: Role, _ yuan: String = "0.50") throws -> Outcome {
    try run("product.setPrice", ["product": try made(product), "amount": .string(yuan)], role)
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
        ], .pricing)
    }
    let outcome = try tryPrice(script.setter)
    guard outcome.isAllowed else { throw UnexpectedOutcome("price", outcome) }
    try must("product.publish", ["product": try made(product)], .owner)
  }

  func sign() throws {
    contract = try must(
      "contract.sign",
      [
        "product": try made(product), "developer": try person(.developer).organisation.json,
        "digest": MarketCase.hash("contract"), "occurredOn": "2026-04-01",
      ], .owner)
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

  /// A subscription with a key.
  func subscribed() throws {
    try contracted()
    subscription = try must("subscription.open", ["contract": try made(contract)], .developer)
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
