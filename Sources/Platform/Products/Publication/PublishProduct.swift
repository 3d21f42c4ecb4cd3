// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Makes a product public, once every gate is passed (EZ-02.11-e, EZ-02.11-f, EZ-02.15-b).
package struct PublishProduct: Action {
  let product: RecordID

  /// The declaration.
  package static let spec = Spec<Self>(
    "product.publish", zh: "发布产品", en: "Publish a product", capacities: [.operator],
    clauses: ["EZ-02.11-e", "EZ-02.11-f", "EZ-02.12-a", "EZ-02.12-b", "EZ-02.15-b"],
    on: Product.table.name, inStates: .duty(Product.State.compliant),
    fields: Field("product", zh: "产品", en: "Product", refersTo: "product"), make: Self.init)

  /// The product with what stands behind it.
  package func facts(
    _ read: any RecordReader, _ context: Context
  ) throws -> PublicationGates? {
    try read.find(Product.self, product).map { try PublicationGates.find($0, read, context) }
  }

  /// Every missing gate is a reason.
  package func decide(_ gates: PublicationGates?, _ context: Context) -> Decision {
    guard let gates, gates.product.isOwn(context) else {
      return .refused(MarketReasons.unknownProduct())
    }
    let state = gates.product.state
    guard state == .defined || state == .reviewing || state == .compliant else {
      return .refused(gates.product.stateReason(context))
    }
    let reasons = gates.reasons(context)
    if let refusal = context.refusal(reasons) { return refusal }
    if let refusal = context.refusal(gates.product.refusal(to: .published, context)) {
      return refusal
    }
    return .allowed(Event(ProductPublished(subject: product)), id: product)
  }
}

/// A product was made public, or public again.
package struct ProductPublished: DomainEvent {
  /// The stable type.
  package static let type = "product.published"
  /// The product.
  package let subject: RecordID

  /// Publishes it.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var product = try read.find(Product.self, subject) else { return [] }
    product.state = .published
    product.suspensions = nil
    if product.publishedOn == nil { product.publishedOn = stamp.occurredOn }
    return [.put(product)]
  }
}
