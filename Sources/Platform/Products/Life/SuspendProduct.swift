// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Stops a published product for a time: the operator its own, an authority any of its place.
///
/// Suspensions of several parties stand side by side; each party lifts its own.
package struct SuspendProduct: Action {
  let product: RecordID
  let ground: String

  /// The declaration.
  package static let spec = Spec<Self>(
    "product.suspend", zh: "暂停产品", en: "Suspend a product",
    capacities: [.operator, .implementingBody, .dataAuthority], clauses: ["EZ-02.13-f"],
    on: Product.table.name, inStates: .possible(Product.State.published, .suspended),
    fields: Field("product", zh: "产品", en: "Product", refersTo: "product"),
    Field("ground", zh: "理由", en: "Ground", bounds: 1...500), make: Self.init)

  /// The product.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Product? {
    try read.find(Product.self, product)
  }

  /// What is published, or stopped by others; each party once.
  package func decide(_ found: Product?, _ context: Context) -> Decision {
    let isAuthority = context.isMarketAuthority
    guard let found, found.place == context.place, isAuthority || found.isOwn(context) else {
      return .refused(MarketReasons.unknownProduct())
    }
    if let refusal = context.refusal(found.refusal(to: .suspended, context)) { return refusal }
    let organisation = context.actor.organisation
    guard found.suspension(of: organisation) == nil else {
      return .refused(
        Reason(
          "product.suspend.already", zh: "贵单位的暂停仍有效",
          en: "your organisation's suspension stands already", field: "product"))
    }
    return .allowed(
      Event(
        ProductSuspended(
          subject: product, ground: ground, organisation: organisation,
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

  /// Adds the party's suspension.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var product = try read.find(Product.self, subject) else { return [] }
    product.suspend(
      ProductSuspension(
        organisation: organisation, byAuthority: byAuthority, ground: ground, on: stamp.occurredOn))
    return [.put(product)]
  }
}
