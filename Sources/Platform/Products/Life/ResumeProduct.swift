// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Lifts the suspension of the actor's organisation; with the last one the product is public again.
package struct ResumeProduct: Action {
  let product: RecordID

  /// The declaration.
  package static let spec = Spec<Self>(
    "product.resume", zh: "恢复产品", en: "Resume a product",
    capacities: [.operator, .implementingBody, .dataAuthority], clauses: ["EZ-02.11-e"],
    on: Product.table.name, inStates: .possible(Product.State.suspended),
    fields: Field("product", zh: "产品", en: "Product", refersTo: "product"), make: Self.init)

  /// The product with what stands behind it.
  package func facts(
    _ read: any RecordReader, _ context: Context
  ) throws -> PublicationGates? {
    try read.find(Product.self, product).map { try PublicationGates.find($0, read, context) }
  }

  /// Its own suspension only; before the last one is lifted every gate of publication is looked at
  /// again.
  package func decide(_ gates: PublicationGates?, _ context: Context) -> Decision {
    guard let gates, gates.product.place == context.place,
      context.isMarketAuthority || gates.product.isOwn(context)
    else { return .refused(MarketReasons.unknownProduct()) }
    guard gates.product.state == .suspended else {
      return .refused(gates.product.stateReason(context))
    }
    let organisation = context.actor.organisation
    guard gates.product.suspension(of: organisation) != nil else {
      return .refused(
        Reason(
          "product.resume.notOwn", clauses: context.profile.products.reviewer.clauses,
          zh: "现有的暂停由其他单位作出，须由各该单位自行解除",
          en: "what stands was suspended by others; each lifts its own suspension"))
    }
    if gates.product.suspensions?.count == 1 {
      let reasons = gates.reasons(context)
      if let refusal = context.refusal(reasons) { return refusal }
    }
    return .allowed(
      Event(ProductResumed(subject: product, organisation: organisation)), id: product)
  }
}

/// A party lifted its suspension of a product.
package struct ProductResumed: DomainEvent {
  /// The stable type.
  package static let type = "product.resumed"
  /// The product.
  package let subject: RecordID
  let organisation: RecordID

  /// Takes the party's suspension away.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var product = try read.find(Product.self, subject) else { return [] }
    product.lift(of: organisation)
    return [.put(product)]
  }
}
