// SPDX-License-Identifier: Apache-2.0
package import Core

/// That an account read a confined document on a day.
package struct DocumentReading: Record {
  /// The table.
  package static let table = TableSpec(
    "documentReading", prefix: "DRD",
    columns: [
      .text("place"), .text("document"), .text("subject"), .text("account"), .text("organisation"),
      .text("readOn"),
    ])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// Which document.
  package let document: ConfinedDocument
  /// The dataset version or release that it belongs to.
  package let subject: RecordID
  /// Who read it.
  package let account: RecordID
  /// The organisation for which it was read.
  package let organisation: RecordID
  /// The day.
  package let readOn: Day

  /// The reader's organisation is the party.
  package var parties: [RecordID] { [organisation] }

  /// Whether a reading of a day is recorded already.
  package static func exists(
    _ document: ConfinedDocument, of subject: RecordID, by account: RecordID, on day: Day,
    _ read: any RecordReader
  ) throws -> Bool {
    try read.count(
      DocumentReading.self,
      [
        .equal("subject", subject), .equal("account", account),
        .equal("document", document.rawValue), .equal("readOn", day.description),
      ]) > 0
  }
}
