// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// Who reviews a product, on which items, and how far from its maker, by each place.
@Suite struct ProductReviewerTests {
  @Test(arguments: [PlaceScript.handan, .shuozhou])
  func `an operator reviews its own product, but not the person who made it`(
    script: PlaceScript
  ) throws {
    let life = try PlaceLife(script)
    try life.reviewing()
    let own = try life.review(.owner)
    #expect(own.codes == ["product.review.self"])
    #expect(
      own.clauses.isSuperset(of: script.place == "handan" ? ["HD-13-a"] : ["SZ-10.1-d"]))
    #expect(try life.review(.bureau).codes == ["product.unknown"])
    #expect(try life.review(.stranger).codes == ["product.unknown"])
    #expect(try life.review(.colleague).isAllowed)
    #expect(try life.record(Product.self, life.product).state == .compliant)
  }

  @Test func `Sichuan's agreement names who reviews each product`() throws {
    let life = try PlaceLife(.sichuan)
    try life.reviewing()
    let bureau = try life.review(.bureau)
    #expect(bureau.codes == ["product.review.body"] && bureau.clauses == ["SC-16.3-a"])
    #expect(try life.review(.colleague).codes == ["product.review.related"])
    let found = try life.record(Product.self, life.product)
    #expect(found.parties.contains(try life.person(.evaluator).organisation))
    let listing = try #require(life.platform.registry.listings["products"])
    #expect(listing.scope(of: try life.person(.evaluator)) == .party)
    #expect(try life.review(.evaluator).isAllowed)
  }

  @Test func `an amendment in Sichuan names a reviewer other than the operator`() throws {
    let life = try PlaceLife(.sichuan)
    func amend(_ reviewer: JSON) throws -> Outcome {
      try life.run(
        "agreement.amendProducts",
        [
          "agreement": life.agreement.json, "digest": digest("amendment"),
          "products": [
            [
              "code": "P-2", "name": "第二项", "useClass": "industrySector", "reviewer": reviewer,
              "requirements": life.texts(life.platform.profile.products.lineItems.value),
            ]
          ],
        ], .bureau)
    }
    for wrong in [.null, try life.person(.owner).organisation.json] {
      let outcome = try amend(wrong)
      #expect(outcome.codes == ["agreement.product.reviewer"])
      #expect(outcome.clauses == ["SC-16.3-a"])
    }
    #expect(try amend(try life.person(.evaluator).organisation.json).isAllowed)
  }

  @Test(arguments: PlaceScript.all)
  func `each of the place's items has a finding and none fails`(script: PlaceScript) throws {
    let life = try PlaceLife(script)
    try life.reviewing()
    let items = life.platform.profile.products.reviewItems
    for item in items.value ?? [] {
      let failed = try life.review(script.reviewer, ["failing": [.string(item.id)]])
      #expect(failed.codes == ["product.review.items"])
      #expect(failed.clauses == Set(items.clauses.map(\.rawValue)))
    }
    let empty = try life.review(script.reviewer, ["findings": [:]])
    #expect(empty.codes == ["product.review.missing"])
    #expect(try life.review(script.reviewer).isAllowed)
  }
}
