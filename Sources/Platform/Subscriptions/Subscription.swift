// SPDX-License-Identifier: Apache-2.0
package import Core

/// A developer's subscription to a product under a filed contract.
package struct Subscription: Record {
  /// The life of a subscription.
  package enum State: String, Codable, Sendable, CaseIterable {
    case active
    case ended
  }

  /// The table.
  package static let table = TableSpec(
    "subscription", prefix: "SUB",
    columns: [
      .text("place"), .text("state"), .text("product"), .text("developer"), .text("operator"),
      .text("contract"), .text("agreement"),
    ])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The product.
  package let product: RecordID
  /// The developer.
  package let developer: RecordID
  /// The operator.
  package let `operator`: RecordID
  /// The contract.
  package let contract: RecordID
  /// The agreement behind the product.
  package let agreement: RecordID
  /// The first day.
  package let since: Day
  /// The life of the subscription.
  package var state: State
  /// The day on which it ended.
  package var endedOn: Day?

  /// Developer and operator are parties.
  package var parties: [RecordID] { [developer, `operator`] }
}
