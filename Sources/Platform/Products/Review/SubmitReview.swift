// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Hands a product in for the compliance review that precedes its release (EZ-02.11-e).
package struct SubmitReview: Action {
  let product: RecordID
  let sheet: DigestText

  /// The declaration.
  package static let spec = Spec<Self>(
    "product.submitReview", zh: "提交合规审核", en: "Submit for the compliance review",
    capacities: [.operator], clauses: ["EZ-02.11-e"], on: Product.table.name,
    inStates: .duty(Product.State.defined),
    fields: Field("product", zh: "产品", en: "Product", refersTo: "product"),
    Field("sheet", zh: "产品说明", en: "Description"), make: Self.init)

  /// The product.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Product? {
    try read.find(Product.self, product)
  }

  /// Its own, newly defined or sent back.
  package func decide(_ found: Product?, _ context: Context) -> Decision {
    guard let found, found.isOwn(context) else { return .refused(MarketReasons.unknownProduct()) }
    if let refusal = context.refusal(found.refusal(to: .reviewing, context)) { return refusal }
    return .allowed(
      Event(ProductSubmitted(subject: product, sheet: sheet, by: context.actor.account)),
      id: product)
  }
}

/// A product was handed in for review.
package struct ProductSubmitted: DomainEvent {
  /// The stable type.
  package static let type = "product.submitted"
  /// The product.
  package let subject: RecordID
  let sheet: DigestText
  let by: RecordID

  /// Opens the review.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var product = try read.find(Product.self, subject) else { return [] }
    product.state = .reviewing
    product.sheetDigest = sheet
    product.submittedBy = by
    return [.put(product)]
  }
}
