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
  /// The line of the product, one for all its versions: what limits count by.
  package let line: RecordID
  /// The version of that product, from 1.
  package let version: Int
  /// The developer.
  package let developer: RecordID
  /// The place.
  package let place: String

  /// Names a holder; a product without a line of its own is its own line.
  package init(
    key: RecordID, subscription: RecordID, product: RecordID, line: RecordID? = nil, version: Int,
    developer: RecordID, place: String
  ) {
    self.key = key
    self.subscription = subscription
    self.product = product
    self.line = line ?? product
    self.version = version
    self.developer = developer
    self.place = place
  }
}
