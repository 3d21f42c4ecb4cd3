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
  /// Its bytes as stored before encryption, of all its segments together.
  package var bytes: Int
  /// The object in the vault: the rows themselves, or the manifest of the segments that hold them.
  package var vaultObject: RecordID
  /// The digest of the stored bytes; of a manifest, which names each segment by its digest.
  package var digest: DigestText
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
  /// The objects of its segments, which other versions may share; nil when one object holds it.
  package var segments: [RecordID]?
  /// Objects that it named until its segments were folded, and that are to be destroyed as soon as
  /// no other version names them.
  package var retired: [RecordID]?
  /// How much of it was folded on the last day on which something was.
  package var folding: FoldedDay?
  /// Objects that stayed when it was destroyed, because versions that are there share them.
  package var shared: [RecordID]?

  /// The unit, and those who may read the sheet.
  package var parties: [RecordID] { [sourceUnit] + readers.filter { $0 != sourceUnit } }

  /// All objects with its rows that its destruction is about.
  package var dataObjects: Set<RecordID> {
    Set([vaultObject] + (segments ?? []) + (retired ?? []))
  }

  /// Whether its rows may still be read or come to be read again.
  package var isThere: Bool {
    switch state {
    case .active, .superseded, .sealed: true
    case .destroying, .destroyed: false
    }
  }

  /// The version that holds now; nil before the first delivery.
  package static func active(
    of resource: RecordID, _ read: any RecordReader
  ) throws -> DatasetVersion? {
    try read.first(
      DatasetVersion.self, .equal("resource", resource),
      .equal("state", State.active.rawValue))
  }
}

/// What was written anew of a version's segments in one day.
package struct FoldedDay: Codable, Hashable, Sendable {
  /// The day.
  package let day: Day
  /// Bytes before encryption.
  package let bytes: Int

  /// Notes a day.
  package init(day: Day, bytes: Int) {
    self.day = day
    self.bytes = bytes
  }
}
