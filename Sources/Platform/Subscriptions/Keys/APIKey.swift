// SPDX-License-Identifier: Apache-2.0
package import Core

/// A key with which a developer's program calls a product; only its digest is kept.
package struct APIKey: Record {
  /// The life of a key.
  package enum State: String, Codable, Sendable, CaseIterable {
    case active
    case revoked
  }

  /// The table.
  package static let table = TableSpec(
    "apiKey", prefix: "KEY",
    columns: [
      .text("place"), .text("state"), .text("subscription"), .text("developer"),
      .text("agreement"), .text("digest"),
    ],
    unique: [["digest"]])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The subscription.
  package let subscription: RecordID
  /// The developer.
  package let developer: RecordID
  /// The agreement behind the product.
  package let agreement: RecordID
  /// The SHA-256 of the secret's text; the secret has 256 random bits, so it cannot be guessed.
  package let digest: DigestText
  /// The first characters of the secret, by which its owner tells keys apart.
  package let prefixShown: String
  /// The day of issue.
  package let issuedOn: Day
  /// The life of the key.
  package var state: State
  /// The day on which it was revoked.
  package var revokedOn: Day?

  /// The developer is the party.
  package var parties: [RecordID] { [developer] }
}
