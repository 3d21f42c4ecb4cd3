// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// A developer subscribes to a published product under its contract, filed where that is asked.
package struct OpenSubscription: Action {
  let contract: RecordID
  let acceptsLimits: Bool?

  /// The declaration.
  package static let spec = Spec<Self>(
    "subscription.open", zh: "订阅产品", en: "Subscribe to a product", capacities: [.developer],
    clauses: ["EZ-02.10-d", "EZ-02.10-e", "EZ-02.11-d"], on: ScenarioContract.table.name,
    // A signed one serves where the place asks for no filing.
    inStates: .possible(ScenarioContract.State.signed, .filed),
    fields: Field("contract", zh: "场景合作协议", en: "Contract", refersTo: "scenarioContract"),
    Field("acceptsLimits", zh: "接受使用限制条件", en: "Accepts the limits of use"), make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let contract: ScenarioContract?
    let product: Product?
    let agreement: Agreement?
    let present: Subscription?
  }

  /// The contract, its product and agreement, and a subscription that is open already.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let found = try read.find(ScenarioContract.self, contract)
    return Facts(
      contract: found, product: try found.flatMap { try read.find(Product.self, $0.product) },
      agreement: try found.flatMap { try read.find(Agreement.self, $0.agreement) },
      present: try read.first(
        Subscription.self, .equal("contract", contract),
        .equal("state", Subscription.State.active.rawValue)))
  }

  /// The contract usable, the product published, the agreement in force.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let contract = facts.contract, contract.place == context.place,
      contract.developer == context.actor.organisation, let product = facts.product
    else { return .refused(ScenarioContract.unknown()) }
    if !contract.isUsable(context.profile),
      let refusal = context.refusal(unfiled(contract, context))
    {
      return refusal
    }
    var reasons: [Reason] = []
    if product.state != .published {
      reasons.append(
        Reason(
          "subscription.product", clauses: context.profile.products.reviewer.clauses,
          zh: "产品未发布或已停止", en: "the product is not published or was stopped"))
    }
    let limits = context.profile.products.useLimitsRequired
    if limits.isAsked, acceptsLimits != true {
      reasons.append(
        Reason(
          "subscription.limits", clauses: limits.clauses,
          zh: "须先接受产品的使用限制条件：\(product.useLimits ?? "")",
          en: "accept the product's limits of use first: \(product.useLimits ?? "")",
          field: "acceptsLimits"))
    }
    if facts.agreement?.isInForce(on: context.today) != true {
      reasons.append(MarketReasons.agreement(context.profile))
    }
    if facts.present != nil {
      reasons.append(
        Reason("subscription.exists", zh: "已订阅", en: "there is a subscription already"))
    }
    if let refusal = context.refusal(reasons) { return refusal }
    let id = context.newID(Subscription.table)
    return .allowed(
      Event(
        SubscriptionOpened(
          subject: id, place: context.place, product: product.id, developer: contract.developer,
          operator: contract.operator, contract: contract.id, agreement: contract.agreement,
          acceptsLimits: acceptsLimits)),
      id: id)
  }
}

extension OpenSubscription {
  /// The contract is not filed (EZ-02.10-d, EZ-02.10-e, SZ-06.2.3-b).
  private func unfiled(_ contract: ScenarioContract, _ context: Context) -> Reason {
    let filing = contract.clauses(context)
    let term = context.profile.vocabulary["scenarioContract"]?.clauses ?? []
    return Reason(
      "subscription.contract", clauses: filing + term.filter { !filing.contains($0) },
      zh: "场景合作协议尚未备案或已结束，不能订阅",
      en: "the scenario contract is not filed or has ended", field: "contract")
  }
}

/// A subscription was opened.
package struct SubscriptionOpened: DomainEvent {
  /// The stable type.
  package static let type = "subscription.opened"
  /// The subscription.
  package let subject: RecordID
  let place: String
  let product: RecordID
  let developer: RecordID
  let `operator`: RecordID
  let contract: RecordID
  let agreement: RecordID
  /// Whether the product's limits of use were accepted; nil where none are stated.
  let acceptsLimits: Bool?

  /// Adds the subscription.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        Subscription(
          id: subject, place: place, product: product, developer: developer,
          operator: `operator`, contract: contract, agreement: agreement,
          since: stamp.occurredOn, state: .active))
    ]
  }
}
