// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

extension Product.State {
  /// The states that may follow this one.
  package var next: Set<Product.State> {
    switch self {
    case .defined: [.reviewing, .withdrawn]
    case .reviewing: [.compliant, .defined, .rejected, .withdrawn]
    case .compliant: [.published, .withdrawn]
    case .published: [.suspended, .withdrawn]
    case .suspended: [.published, .suspended, .withdrawn]
    case .rejected: [.withdrawn]
    case .withdrawn: []
    }
  }
}

extension Product {
  /// Why it cannot come to a state; nil when it can.
  func refusal(to state: State, _ context: Context) -> Reason? {
    self.state.next.contains(state) ? nil : stateReason(context)
  }

  /// It is not in a state for what was asked.
  func stateReason(_ context: Context) -> Reason {
    Refusals.state(
      "product", is: state.rawValue, clauses: context.profile.products.reviewer.clauses,
      zh: "产品的状态不允许此操作", en: "the product is not in a state for this")
  }

  /// Whether it belongs to the actor's organisation in the actor's place.
  func isOwn(_ context: Context) -> Bool {
    place == context.place && `operator` == context.actor.organisation
  }
}

extension Product {
  /// The suspension of one party; nil when none of it stands.
  package func suspension(of organisation: RecordID) -> ProductSuspension? {
    suspensions?.first { $0.organisation == organisation }
  }

  /// Adds a party's suspension beside those that stand; a second one of the same party adds none.
  mutating func suspend(_ suspension: ProductSuspension) {
    state = .suspended
    guard self.suspension(of: suspension.organisation) == nil else { return }
    suspensions = (suspensions ?? []) + [suspension]
  }

  /// Takes a party's suspension away; public again when none stands.
  mutating func lift(of organisation: RecordID) {
    let others = (suspensions ?? []).filter { $0.organisation != organisation }
    suspensions = others.isEmpty ? nil : others
    if others.isEmpty { state = .published }
  }
}

extension Context {
  /// Whether the actor acts as the body that supervises the market of its place.
  var isMarketAuthority: Bool { actor.holds(.implementingBody) || actor.holds(.dataAuthority) }
}
