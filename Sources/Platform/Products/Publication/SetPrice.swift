// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Sets what a call costs, before publication or while suspended (EZ-02.12).
package struct SetPrice: Action {
  let product: RecordID
  let amount: Money
  let statement: KeyedTexts?

  /// The declaration.
  package static let spec = Spec<Self>(
    "product.setPrice", zh: "设定价格", en: "Set the price",
    capacities: [.operator, .pricingAuthority],
    clauses: ["EZ-02.12-a", "EZ-02.12-b", "EZ-02.12-c", "EZ-02.12-d"], on: Product.table.name,
    inStates: .possible(Product.State.compliant, .suspended),
    fields: Field("product", zh: "产品", en: "Product", refersTo: "product"),
    Field("amount", zh: "每次调用价格（元）", en: "Yuan for one call"),
    Field("statement", zh: "定价说明", en: "Statement on the price", offers: .rules(.priceStatement)),
    make: Self.init)

  /// The product and the ceiling that holds today.
  package func facts(
    _ read: any RecordReader, _ context: Context
  ) throws -> (Product?, PriceCeiling?) {
    let found = try read.find(Product.self, product)
    let ceiling = try found.flatMap {
      try PriceCeiling.inForce(
        useClass: $0.useClass, unit: PriceRules.unit, on: context.today, read, context)
    }
    return (found, ceiling)
  }

  /// By whom the profile names, within what the class of use allows.
  package func decide(_ facts: (Product?, PriceCeiling?), _ context: Context) -> Decision {
    let rules = context.profile.pricing
    guard let found = facts.0, found.place == context.place,
      found.isOwn(context) || context.actor.holds(.pricingAuthority)
    else { return .refused(MarketReasons.unknownProduct()) }
    guard let setter = rules.setter.value, context.actor.holds(setter) else {
      return .refused(
        Reason(
          "price.setter", clauses: rules.setter.clauses, zh: "价格由规定的主体设定",
          en: "the price is set by another body here"))
    }
    guard found.state == .compliant || found.state == .suspended else {
      return .refused(found.stateReason(context))
    }
    let unsaid = (rules.statementItems.value ?? []).filter { statement?[$0.id] == nil }
    let reasons =
      PriceRules.reasons(
        amount: amount, useClass: found.useClass, ceiling: facts.1, context.profile)
      + [
        Refusals.missing(
          "price.statement", unsaid, clauses: rules.statementItems.clauses, zh: "定价须说明",
          en: "say with the price its", field: "statement")
      ].compactMap { $0 }
    if let refusal = context.refusal(reasons) { return refusal }
    let price = ProductPrice(
      amount: amount, unit: PriceRules.unit, from: context.today,
      ceiling: amount == .zero ? nil : facts.1?.id, statement: statement?.values)
    let event = Event(
      PriceSet(subject: product, price: price), clauses: context.profile.pricing.setter.clauses)
    return .allowed(event, id: product)
  }
}

/// A product's price was set.
package struct PriceSet: DomainEvent {
  /// The stable type.
  package static let type = "product.priced"
  /// The product.
  package let subject: RecordID
  let price: ProductPrice

  /// Adds the price; earlier ones stay for statements.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var product = try read.find(Product.self, subject) else { return [] }
    product.prices.append(price)
    return [.put(product)]
  }
}
