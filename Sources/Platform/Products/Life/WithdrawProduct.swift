// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Takes a product off for good; its contracts, subscriptions and keys end with it.
package struct WithdrawProduct: Action {
  let product: RecordID

  /// The declaration.
  package static let spec = Spec<Self>(
    "product.withdraw", zh: "撤销产品", en: "Withdraw a product", capacities: [.operator],
    clauses: ["EZ-02.15-b"], on: Product.table.name,
    fields: Field("product", zh: "产品", en: "Product", refersTo: "product"), make: Self.init)

  /// The product.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Product? {
    try read.find(Product.self, product)
  }

  /// Its own, not withdrawn yet.
  package func decide(_ found: Product?, _ context: Context) -> Decision {
    guard let found, found.isOwn(context) else { return .refused(MarketReasons.unknownProduct()) }
    if let reason = found.refusal(to: .withdrawn, context) { return .refused(reason) }
    return .allowed(Event(ProductWithdrawn(subject: product)), id: product)
  }
}

/// A product was withdrawn.
package struct ProductWithdrawn: DomainEvent {
  /// The stable type.
  package static let type = "product.withdrawn"
  /// The product.
  package let subject: RecordID

  /// Withdraws it and ends what was built on it.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var product = try read.find(Product.self, subject) else { return [] }
    product.state = .withdrawn
    return try [.put(product)] + MarketEnding.changes(forProduct: subject, stamp, read)
  }
}
