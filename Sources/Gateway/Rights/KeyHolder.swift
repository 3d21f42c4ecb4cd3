// SPDX-License-Identifier: Apache-2.0
package import Core

/// Whose call it is: what a known key stands for, whether or not it may call today.
package struct KeyHolder: Hashable, Sendable {
  /// The key.
  package let key: RecordID
  /// The subscription that it belongs to.
  package let subscription: RecordID
  /// The product subscribed to.
  package let product: RecordID
  /// The version of that product, from 1.
  package let version: Int
  /// The developer.
  package let developer: RecordID
  /// The place.
  package let place: String

  /// Names a holder.
  package init(
    key: RecordID, subscription: RecordID, product: RecordID, version: Int, developer: RecordID,
    place: String
  ) {
    self.key = key
    self.subscription = subscription
    self.product = product
    self.version = version
    self.developer = developer
    self.place = place
  }
}
