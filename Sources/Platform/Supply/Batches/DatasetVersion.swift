// SPDX-License-Identifier: Apache-2.0
package import Core

/// One version of a resource's data in the vault.
package struct DatasetVersion: Record {
  /// The life of a version.
  package enum State: String, Codable, Sendable, CaseIterable {
    case active
    /// Followed by a later one.
    case superseded
    /// Kept but unusable (封存).
    case sealed
    /// To be destroyed; nothing reads it any more.
    case destroying
    /// Its key and file are gone (销毁).
    case destroyed
  }

  /// The table.
  package static let table = TableSpec(
    "datasetVersion", prefix: "DSV",
    columns: [.text("place"), .text("state"), .text("resource"), .integer("number")],
    unique: [["resource", "number"]])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The resource.
  package let resource: RecordID
  /// The unit that holds the data.
  package let sourceUnit: RecordID
  /// The number within the resource, from 1.
  package let number: Int
  /// The delivery that made it.
  package let batch: RecordID
  /// The life of the version.
  package var state: State
  /// Its rows.
  package let rows: Int
  /// Its bytes as stored before encryption.
  package let bytes: Int
  /// The object in the vault.
  package let vaultObject: RecordID
  /// The digest of the stored bytes.
  package let digest: DigestText
  /// The values' profile in the vault; for the source unit only.
  package let profileObject: RecordID?
  /// The rows kept apart, in the vault; for the source unit only.
  package let badRowsObject: RecordID?
  /// The data sheet without any value.
  package let sheet: JSON
  /// The operators that may read the data sheet.
  package var readers: [RecordID]
  /// The account that asked for its destruction.
  package var destructionBy: RecordID?
  /// Why it is to be destroyed.
  package var destructionGround: String?
  /// The digest of the certificate of destruction.
  package var certificate: DigestText?

  /// The unit, and those who may read the sheet.
  package var parties: [RecordID] { [sourceUnit] + readers.filter { $0 != sourceUnit } }

  /// The version that holds now; nil before the first delivery.
  package static func active(
    of resource: RecordID, _ read: any RecordReader
  ) throws -> DatasetVersion? {
    try read.first(
      DatasetVersion.self, .equal("resource", resource),
      .equal("state", State.active.rawValue))
  }
}
