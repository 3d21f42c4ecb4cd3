// SPDX-License-Identifier: Apache-2.0
package import Core

/// A project of a lower authority under one of the authority above it (SC-08-d).
package struct SubordinateProject: Record {
  /// The table.
  package static let table = TableSpec(
    "subordinateProject", prefix: "SPR",
    columns: [.text("place"), .text("authority"), .text("parentCase"), .text("isOpen")])

  /// The random id.
  package let id: RecordID
  /// The lower authority's place.
  package let place: String
  /// The lower authority.
  package let authority: RecordID
  /// The case of the authority above to which it belongs.
  package let parentCase: RecordID
  /// The number of the statement of need.
  package let number: String
  /// Its day.
  package let dated: Day
  /// The digest of the statement.
  package let digest: DigestText
  /// The day on which it was taken up.
  package let admittedOn: Day
  /// The account that did.
  package let admittedBy: RecordID
  /// `yes` until an authorisation is opened under it.
  package var isOpen: String
  /// The call or the case that was opened under it.
  package var opened: RecordID?
}
