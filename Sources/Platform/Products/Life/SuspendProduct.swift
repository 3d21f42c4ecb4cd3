// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Stops a published product for a time: the operator its own, an authority any of its place.
package struct SuspendProduct: Action {
  let product: RecordID
  let ground: String

  /// The declaration.
  package static let spec = Spec<Self>(
    "product.suspend", zh: "暂停产品", en: "Suspend a product",
    capacities: [.operator, .implementingBody, .dataAuthority], clauses: ["EZ-02.13-f"],
    on: Product.table.name,
    fields: Field("product", zh: "产品", en: "Product", refersTo: "product"),
    Field("ground", zh: "理由", en: "Ground", bounds: 1...500), make: Self.init)

  /// The product.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Product? {
    try read.find(Product.self, product)
  }

  /// Only what is published.
  package func decide(_ found: Product?, _ context: Context) -> Decision {
    let isAuthority = context.isMarketAuthority
    guard let found, found.place == context.place, isAuthority || found.isOwn(context) else {
      return .refused(MarketReasons.unknownProduct())
    }
    if let reason = found.refusal(to: .suspended, context) { return .refused(reason) }
    return .allowed(
      Event(
        ProductSuspended(
          subject: product, ground: ground, organisation: context.actor.organisation,
          byAuthority: isAuthority)), id: product)
  }
}

/// A product was suspended.
package struct ProductSuspended: DomainEvent {
  /// The stable type.
  package static let type = "product.suspended"
  /// The product.
  package let subject: RecordID
  let ground: String
  let organisation: RecordID
  let byAuthority: Bool

  /// Suspends it.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var product = try read.find(Product.self, subject) else { return [] }
    product.state = .suspended
    product.suspension = ProductSuspension(
      organisation: organisation, byAuthority: byAuthority, ground: ground, on: stamp.occurredOn)
    return [.put(product)]
  }
}
