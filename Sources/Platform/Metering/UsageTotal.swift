// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography

/// What is anchored of one developer's calls of one product, and what statements were made of it.
///
/// A statement can never say more than what is anchored.
package struct UsageTotal: Record {
  /// The table.
  package static let table = TableSpec(
    "usageTotal", prefix: "UTL",
    columns: [.text("place"), .text("product"), .text("developer")],
    unique: [["product", "developer"]])

  /// The id, made of product and developer; see `id(product:developer:)`.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The product.
  package let product: RecordID
  /// The developer.
  package let developer: RecordID
  /// All anchored calls.
  package var anchored: UsageFigures
  /// All calls in statements.
  package var stated: UsageFigures

  /// The developer is the party.
  package var parties: [RecordID] { [developer] }

  /// The id that belongs to a product and a developer.
  package static func id(product: RecordID, developer: RecordID) -> RecordID {
    let text = "usageTotal/\(product.rawValue)/\(developer.rawValue)"
    return RecordID.make(prefix: table.prefix, random: SHA256.hash(Array(text.utf8)).bytes)
  }
}
