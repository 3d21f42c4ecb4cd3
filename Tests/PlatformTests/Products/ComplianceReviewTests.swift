// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct ComplianceReviewTests {
  private func review(
    _ market: MarketCase, _ product: RecordID, _ changes: [String: JSON?] = [:],
    as actor: Actor? = nil
  ) throws -> Outcome {
    var fields = market.reviewFields(product)
    for (name, value) in changes { fields[name] = value }
    return try market.platform.run(
      "product.reviewCompliance", .object(fields), as: actor ?? market.bureau)
  }

  @Test func `the bureau's review lets a product pass, go back or end`() throws {
    for (conclusion, state) in [
      ("passed", Product.State.compliant), ("returned", .defined), ("rejected", .rejected),
    ] {
      let market = try MarketCase()
      let id = try market.reviewing()
      #expect(try review(market, id, ["conclusion": .string(conclusion)]).isAllowed)
      let product = try market.record(Product.self, id)
      #expect(product.state == state && product.compliance?.organisation != nil)
    }
  }

  @Test func `an item that is not in order cannot pass`() throws {
    let market = try MarketCase()
    let id = try market.reviewing()
    for item in ["legality", "security", "personalInformation", "purpose"] {
      let outcome = try review(market, id, ["failing": [.string(item)]])
      #expect(outcome.codes == ["product.review.items"] && outcome.clauses == ["EZ-02.11-e"])
    }
    #expect(
      try review(market, id, ["failing": ["security"], "conclusion": "returned"]).isAllowed)
  }

  @Test func `each item of the place has its finding, and no other`() throws {
    let market = try MarketCase()
    let id = try market.reviewing()
    let missing = try review(market, id, ["findings": ["legality": "合法"]])
    #expect(missing.codes == ["product.review.missing"] && missing.clauses == ["EZ-02.11-e"])
    #expect(missing.reasons.first?.message.en.contains("Secure") == true)
    let strange = try review(market, id, ["failing": ["beauty"], "conclusion": "returned"])
    #expect(strange.codes == ["product.review.unknown"])
  }

  @Test func `other authorities' reviews are answered or marked`() throws {
    let market = try MarketCase()
    let id = try market.reviewing()
    let outcome = try review(market, id, ["otherReviews": ["secrecy": "不涉密"]])
    #expect(outcome.codes == ["product.review.others"])
    #expect(outcome.clauses == ["EZ-03.1-c", "EZ-03.1-f"])
  }

  @Test func `neither the operator nor a body without the task reviews`() throws {
    let market = try MarketCase()
    let id = try market.reviewing()
    let inside = try market.platform.actor(
      "inside", of: market.producer.organisation, [.implementingBody])
    #expect(try review(market, id, as: inside).codes == ["product.review.related"])
    let helper = try market.platform.actor("helper", .implementingBody)
    let outcome = try review(market, id, as: helper)
    #expect(outcome.codes == ["product.review.body"] && outcome.clauses == ["EZ-02.11-e"])
    #expect(try review(market, id, as: market.producer).codes == ["product.review.related"])
    let forbidden = try review(market, id, as: market.developer)
    #expect(!forbidden.isAllowed && forbidden.codes.isEmpty)
  }

  @Test func `registration follows the review, is not to come, and is the product's own`() throws {
    let market = try MarketCase()
    let id = try market.compliant()
    market.platform.move(to: try day("2026-04-03"))
    func register(_ number: String, _ day: String, _ product: RecordID? = nil) throws -> Outcome {
      try market.platform.run(
        "product.recordRegistration",
        [
          "product": (product ?? id).json, "registryNumber": .string(number),
          "registeredOn": .string(day),
        ], as: market.producer)
    }
    #expect(try register("HB-1", "2026-03-31").codes == ["product.registration.early"])
    #expect(try register("HB-1", "2026-04-04").codes == ["day.future"])
    #expect(try register("HB-1", "2026-04-02").isAllowed)
    #expect(try market.record(Product.self, id).registeredOn == day("2026-04-02"))
    let other = try market.compliant(subject: true)
    let taken = try register("HB-1", "2026-04-03", other)
    #expect(taken.codes == ["product.registration.taken"] && taken.clauses == ["EZ-02.11-f"])
    let rival = try market.platform.run(
      "product.recordRegistration", market.registrationFields(id), as: market.rival)
    #expect(rival.codes == ["product.unknown"])
  }
}
