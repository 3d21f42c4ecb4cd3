// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Records the registry's number of a product that passed its review (EZ-02.11-f).
package struct RecordRegistration: Action {
  let product: RecordID
  let registryNumber: String
  let registeredOn: Day

  /// The declaration.
  package static let spec = Spec<Self>(
    "product.recordRegistration", zh: "登记产品登记号", en: "Record the registry's number",
    capacities: [.operator, .implementingBody, .dataAuthority], clauses: ["EZ-02.11-f"],
    on: Product.table.name, inStates: .possible(Product.State.compliant, .suspended),
    fields: Field("product", zh: "产品", en: "Product", refersTo: "product"),
    Field("registryNumber", zh: "登记号", en: "Registration number", bounds: 4...100),
    Field("registeredOn", zh: "登记日期", en: "Day of registration"), make: Self.init)

  /// The product, and one that has this number.
  package func facts(
    _ read: any RecordReader, _ context: Context
  ) throws -> (Product?, Product?) {
    (
      try read.find(Product.self, product),
      try read.first(
        Product.self, .equal("place", context.place), .equal("registryNumber", registryNumber))
    )
  }

  /// After the review, not in the future, a number of its own.
  package func decide(_ facts: (Product?, Product?), _ context: Context) -> Decision {
    guard let found = facts.0, found.place == context.place,
      context.isMarketAuthority || found.isOwn(context)
    else { return .refused(MarketReasons.unknownProduct()) }
    let clauses = context.profile.products.registrationRequired.clauses
    guard found.state == .compliant || found.state == .suspended, let review = found.compliance
    else { return .refused(found.stateReason(context)) }
    var reasons: [Reason] = []
    if registeredOn > context.today { reasons.append(Refusals.future(field: "registeredOn")) }
    if registeredOn < review.on {
      reasons.append(
        Reason(
          "product.registration.early", clauses: clauses, zh: "登记须在合规审核通过之后",
          en: "registration follows the compliance review", field: "registeredOn"))
    }
    if let other = facts.1, other.id != found.id {
      reasons.append(
        Reason(
          "product.registration.taken", clauses: clauses, zh: "该登记号已用于其他产品",
          en: "another product has this number", field: "registryNumber"))
    }
    if let refusal = context.refusal(reasons) { return refusal }
    return .allowed(
      Event(
        ProductRegistered(
          subject: product, registryNumber: registryNumber, registeredOn: registeredOn),
        clauses: context.profile.products.registrationRequired.clauses),
      id: product)
  }
}

/// The registry's number of a product was recorded.
package struct ProductRegistered: DomainEvent {
  /// The stable type.
  package static let type = "product.registered"
  /// The product.
  package let subject: RecordID
  let registryNumber: String
  let registeredOn: Day

  /// Keeps number and day.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var product = try read.find(Product.self, subject) else { return [] }
    product.registryNumber = registryNumber
    product.registeredOn = registeredOn
    return [.put(product)]
  }
}
