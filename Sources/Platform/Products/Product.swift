// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography

/// One version of a product: from a release, on its agreement's list (EZ-A1.5-a).
package struct Product: Record {
  /// The life of a product; registration and price are gates of their own.
  package enum State: String, Codable, Sendable, CaseIterable {
    case defined
    /// With the body that organises the compliance review.
    case reviewing
    case compliant
    case rejected
    case published
    /// Stopped as long as any party's suspension stands.
    case suspended
    case withdrawn
  }

  /// The table.
  package static let table = TableSpec(
    "product", prefix: "PRD",
    columns: [
      .text("place"), .text("state"), .text("operator"), .text("agreement"), .text("release"),
      .text("code"), .text("name"), .text("type"), .text("useClass"), .integer("version"),
      .text("registryNumber"),
    ],
    unique: [["agreement", "code", "version"]], redactable: ["responsiblePerson"])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The operator that makes it.
  package let `operator`: RecordID
  /// The agreement on whose list it stands.
  package let agreement: RecordID
  /// The release that it hands out.
  package let release: RecordID
  /// The code on the agreement's list.
  package let code: String
  /// Its name; 1 to 200 characters.
  package let name: String
  /// What it is: a type of the profile, such as `interface`.
  package let type: String
  /// What it is used for: a class of the profile, as on the agreement's list; nil where the place
  /// has none.
  package let useClass: String?
  /// The organisation that reviews it, where the place leaves that to the agreement.
  package let reviewer: RecordID?
  /// The version of this code in this agreement, from 1.
  package let version: Int
  /// The platform's own number.
  package let internalNumber: String
  /// The form of what is released.
  package let kind: ReleaseKind
  /// The digest of what was reviewed; for a standing release that of its specification's review.
  package let contentDigest: DigestText
  /// The names that a call gives values for: dimensions of a cube, or the look-up key.
  package let parameters: [String]
  /// The limits of its use, which subscribers accept where the place asks for that.
  package let useLimits: String?
  /// Who defined it.
  package let definedBy: RecordID
  /// The day.
  package let definedOn: Day
  /// Who answers for it within the operator; can be erased.
  package var responsiblePerson: String?
  /// The life of the product.
  package var state: State
  /// The digest of the description handed in for review.
  package var sheetDigest: DigestText?
  /// Who handed it in for review.
  package var submittedBy: RecordID?
  /// The last compliance review.
  package var compliance: ComplianceReview?
  /// The registry's number (EZ-02.11-f).
  package var registryNumber: String?
  /// The day of registration.
  package var registeredOn: Day?
  /// The prices, oldest first; the last one holds. Empty until one is set.
  package var prices: [ProductPrice]
  /// The day of publication.
  package var publishedOn: Day?
  /// The suspensions that stand, oldest first, one for each party; nil when none stands.
  package var suspensions: [ProductSuspension]?
  /// Who withdrew it and why; nil unless somebody withdrew it by name.
  package var withdrawal: ProductSuspension?
  /// Since when it answers from older data than there are, because a refresh of its release was
  /// held or failed; nil while it is up to date.
  package var notRefreshedSince: Day?
  /// How it was used, from anchored records (EZ-02.15-b).
  package var usage: UsageFigures

  /// The operator is a party, and who reviews it by the agreement.
  package var parties: [RecordID] { [`operator`] + (reviewer.map { [$0] } ?? []) }

  /// What all versions of it have in common: the code within the agreement. Limits count by it, so
  /// a new version gives no fresh allowance.
  package var line: RecordID {
    let text = "productLine/\(agreement.rawValue)/\(code)"
    return RecordID.make(prefix: "PLN", random: SHA256.hash(Array(text.utf8)).bytes)
  }

  /// The price that holds.
  package var price: ProductPrice? { prices.last }
}
