// SPDX-License-Identifier: Apache-2.0
package import Core

/// A delivery of data of one resource: a file in the vault, and what is said about it.
package struct Batch: Record {
  /// The life of a delivery.
  package enum State: String, Codable, Sendable, CaseIterable {
    case delivered
    /// Approved and attested by the source unit.
    case attested
    case ingesting
    case accepted
    case rejected
  }

  /// The table.
  package static let table = TableSpec(
    "batch", prefix: "BAT",
    columns: [
      .text("place"), .text("state"), .text("resource"), .text("scenario"), .text("datasetVersion"),
      .text("upload"), .text("fileDigest"),
      .text("deliveredOn"), .integer("sequence"), .integer("late"), .text("certificate"),
    ])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The resource.
  package let resource: RecordID
  /// The unit that holds the data.
  package let sourceUnit: RecordID
  /// The approved scenario for which it is delivered.
  package let scenario: RecordID
  /// The life of the delivery.
  package var state: State
  /// What the deliverer says about the file.
  package let manifest: BatchManifest
  /// The uploaded file.
  package let upload: RecordID
  /// By which route it came.
  package let route: SupplyRoute
  /// The account that delivered.
  package let deliveredBy: RecordID
  /// The organisation that delivered.
  package let deliveredFor: RecordID
  /// The day of delivery.
  package let deliveredOn: Day
  /// Whether it came after the day set at approval (EZ-02.10-c).
  package let late: Bool
  /// The number of the delivery within its resource, from 1; nil in entries before deliveries had
  /// numbers.
  package let sequence: Int?
  /// The digest of the file, as the manifest has it.
  package let fileDigest: DigestText?
  /// The account of the source unit that attested.
  package var attestedBy: RecordID?
  /// The digest of the attestation.
  package var attestation: DigestText?
  /// Rows taken.
  package var rowsGood: Int?
  /// Rows kept apart.
  package var rowsBad: Int?
  /// Rows that repeat another one byte for byte; nil when they were too many to compare.
  ///
  /// They are left out where the resource has keys, and stay where it has none.
  package var rowsRepeated: Int?
  /// Why it was rejected, as a class.
  package var failureClass: String?
  /// How many rows were kept apart for each class of problem, and what else was wrong.
  package var failureCounts: [String: Int]
  /// The version it became.
  package var datasetVersion: RecordID?
  /// The digest of the certificates of what was destroyed, where it became none.
  package var certificate: DigestText?

  /// The unit and the deliverer.
  package var parties: [RecordID] { [sourceUnit, deliveredFor] }
}
