// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Takes a product off for good: the operator its own, an authority any of its place, which then
/// says why; its contracts, subscriptions and keys end with it.
package struct WithdrawProduct: Action {
  let product: RecordID
  let ground: String?

  /// The declaration.
  package static let spec = Spec<Self>(
    "product.withdraw", zh: "撤销产品", en: "Withdraw a product",
    capacities: [.operator, .implementingBody, .dataAuthority],
    clauses: ["EZ-02.13-f", "EZ-02.15-b"], on: Product.table.name,
    inStates: .except(Product.State.withdrawn),
    fields: Field("product", zh: "产品", en: "Product", refersTo: "product"),
    Field("ground", zh: "理由", en: "Ground", bounds: 1...500), make: Self.init)

  /// The product, and the grants whose rows its subjects' authorisations choose.
  package func facts(
    _ read: any RecordReader, _ context: Context
  ) throws -> (product: Product?, grants: [RecordID]) {
    (try read.find(Product.self, product), try GrantConsents.outdated(by: product, read))
  }

  /// Not withdrawn yet; an authority gives a ground.
  package func decide(
    _ facts: (product: Product?, grants: [RecordID]), _ context: Context
  ) -> Decision {
    let found = facts.product
    let isAuthority = context.isMarketAuthority
    guard let found, found.place == context.place, isAuthority || found.isOwn(context) else {
      return .refused(MarketReasons.unknownProduct())
    }
    if let refusal = context.refusal(found.refusal(to: .withdrawn, context)) { return refusal }
    if isAuthority, ground == nil {
      return .refused(
        Reason(
          "product.withdraw.ground", clauses: context.profile.products.reviewer.clauses,
          zh: "主管部门撤销产品须说明理由", en: "an authority says why it withdraws a product",
          field: "ground"))
    }
    return .allowed(
      Event(
        ProductWithdrawn(
          subject: product, organisation: context.actor.organisation, byAuthority: isAuthority,
          ground: ground, grants: facts.grants)), id: product)
  }
}

/// A product was withdrawn.
package struct ProductWithdrawn: DomainEvent {
  /// The stable type.
  package static let type = "product.withdrawn"
  /// The product.
  package let subject: RecordID
  let organisation: RecordID?
  let byAuthority: Bool?
  let ground: String?
  /// Absent in entries before consents chose rows.
  let grants: [RecordID]?

  /// Withdraws it and ends what was built on it.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var product = try read.find(Product.self, subject) else { return [] }
    product.state = .withdrawn
    product.withdrawal = organisation.map {
      ProductSuspension(
        organisation: $0, byAuthority: byAuthority == true, ground: ground ?? "",
        on: stamp.occurredOn)
    }
    return try [.put(product)] + Grant.outdated(grants ?? [], isCounted: true, read)
      + MarketEnding.changes(forProduct: subject, stamp, read)
  }
}
