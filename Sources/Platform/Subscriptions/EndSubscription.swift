// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// A developer ends its subscription; its keys are revoked.
package struct EndSubscription: Action {
  let subscription: RecordID

  /// The declaration.
  package static let spec = Spec<Self>(
    "subscription.end", zh: "结束订阅", en: "End a subscription", capacities: [.developer],
    clauses: ["EZ-02.10-d"], on: Subscription.table.name,
    inStates: .possible(Subscription.State.active),
    fields: Field("subscription", zh: "订阅", en: "Subscription", refersTo: "subscription"),
    make: Self.init)

  /// The subscription.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Subscription? {
    try read.find(Subscription.self, subscription)
  }

  /// Its own, active.
  package func decide(_ found: Subscription?, _ context: Context) -> Decision {
    guard let found, found.isOwn(context) else { return .refused(Subscription.unknown) }
    guard found.state == .active else { return .refused(found.stateReason) }
    return .allowed(Event(SubscriptionEnded(subject: subscription)), id: subscription)
  }
}

extension Subscription {
  /// There is no such subscription for the actor.
  static var unknown: Reason {
    Refusals.unknown("subscription", zh: "订阅", en: "subscription", field: "subscription")
  }

  /// It has ended.
  var stateReason: Reason {
    Refusals.state(
      "subscription", is: state.rawValue, zh: "订阅已结束", en: "the subscription has ended")
  }

  /// Whether it belongs to the actor's organisation in the actor's place.
  func isOwn(_ context: Context) -> Bool {
    place == context.place && developer == context.actor.organisation
  }
}

/// A subscription ended.
package struct SubscriptionEnded: DomainEvent {
  /// The stable type.
  package static let type = "subscription.ended"
  /// The subscription.
  package let subject: RecordID

  /// Ends it and revokes its keys.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard let subscription = try read.find(Subscription.self, subject) else { return [] }
    return try MarketEnding.changes(forSubscription: subscription, stamp, read)
  }
}
