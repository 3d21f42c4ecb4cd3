// SPDX-License-Identifier: Apache-2.0
package import Core

/// What the end of an agreement or of a product does to all that rests on it.
///
/// Each table is read whole, in pages. `RightsCheck` asks the agreement and the product themselves
/// at every lease all the same.
package enum MarketEnding {
  /// The end of an agreement: releases on their way and products are withdrawn; contracts and
  /// subscriptions end; keys are revoked.
  package static func changes(
    for agreement: RecordID, _ stamp: Stamp, _ read: any RecordReader
  ) throws -> [Change] {
    let ended = Condition.equal("agreement", agreement)
    var changes: [Change] = []
    for var release in try read.every(Release.self, [ended])
    where release.state.next.contains(.withdrawn) {
      release.end(as: .withdrawn)
      changes.append(.put(release))
    }
    for var product in try read.every(Product.self, [ended]) where product.state != .withdrawn {
      product.state = .withdrawn
      changes.append(.put(product))
    }
    for contract in try read.every(ScenarioContract.self, [ended]) {
      changes += Self.ended(contract)
    }
    for subscription in try read.every(Subscription.self, [ended]) {
      changes += Self.ended(subscription, stamp)
    }
    for key in try read.every(APIKey.self, [ended]) { changes += revoked(key, stamp) }
    return changes
  }

  /// The end of a product: contracts and subscriptions end, keys are revoked.
  package static func changes(
    forProduct product: RecordID, _ stamp: Stamp, _ read: any RecordReader
  ) throws -> [Change] {
    var changes: [Change] = []
    for contract in try read.every(ScenarioContract.self, [.equal("product", product)]) {
      changes += ended(contract)
    }
    for subscription in try read.every(Subscription.self, [.equal("product", product)]) {
      changes += try self.changes(forSubscription: subscription, stamp, read)
    }
    return changes
  }

  /// The end of a contract: its subscriptions end, their keys are revoked.
  static func changes(
    forContract contract: ScenarioContract, _ stamp: Stamp, _ read: any RecordReader
  ) throws -> [Change] {
    var changes = ended(contract)
    for subscription in try read.every(Subscription.self, [.equal("contract", contract.id)]) {
      changes += try self.changes(forSubscription: subscription, stamp, read)
    }
    return changes
  }

  /// The end of a subscription: its keys are revoked.
  static func changes(
    forSubscription subscription: Subscription, _ stamp: Stamp, _ read: any RecordReader
  ) throws -> [Change] {
    let keys = try read.every(APIKey.self, [.equal("subscription", subscription.id)])
    return ended(subscription, stamp) + keys.flatMap { revoked($0, stamp) }
  }

  private static func ended(_ contract: ScenarioContract) -> [Change] {
    guard contract.state != .ended else { return [] }
    var contract = contract
    contract.state = .ended
    return [.put(contract)]
  }

  private static func ended(_ subscription: Subscription, _ stamp: Stamp) -> [Change] {
    guard subscription.state == .active else { return [] }
    var subscription = subscription
    subscription.state = .ended
    subscription.endedOn = stamp.occurredOn
    return [.put(subscription)]
  }

  private static func revoked(_ key: APIKey, _ stamp: Stamp) -> [Change] {
    guard key.state == .active else { return [] }
    var key = key
    key.state = .revoked
    key.revokedOn = stamp.occurredOn
    return [.put(key)]
  }
}
