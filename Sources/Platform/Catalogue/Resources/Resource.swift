// SPDX-License-Identifier: Apache-2.0
package import Core

/// A resource of the place's catalogue of public data (EZ-02.1-a).
package struct Resource: Record {
  /// The life of a resource.
  package enum State: String, Codable, Sendable, CaseIterable {
    case draft
    case published
    /// Stands for data that an operator imported for one scenario; in no catalogue.
    case imported
    case withdrawn
  }

  /// The table.
  package static let table = TableSpec(
    "resource", prefix: "RES",
    columns: [.text("place"), .text("state"), .text("sourceUnit"), .text("name")],
    redactable: ["responsiblePerson"])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The unit that holds the data.
  package let sourceUnit: RecordID
  /// Its name.
  package let name: String
  /// The life of the resource.
  package var state: State
  /// The fields that the profile requires, by the field's name (EZ-02.1-e).
  package var fields: [String: String]
  /// Its columns in order.
  package var columns: [ResourceColumn]
  /// The columns that together identify a row; empty when only the full set is delivered.
  package let keyColumns: [String]
  /// The column that holds the code of the person or enterprise a row is about.
  package let subjectColumn: String?
  /// The duties of the unit that it confirmed as done (EZ-02.1-b).
  package var duties: [String]
  /// The day on which the unit last confirmed the entry (EZ-02.1-c).
  package var confirmedOn: Day?
  /// Who registered it.
  package let registeredBy: RecordID

  /// How many tables made from it were let out; nil before the first. By this an evaluation is
  /// known to have seen all of them.
  package var tablesOut: Int?

  /// The numbers of its deliveries; nil before the first.
  package var deliveries: DeliveryOrder?
  /// Where its data come from: `own`, or a name of the profile; nil until stated.
  package var origin: String?
  /// The number of the paper by which who provided the data agreed.
  package var originDocument: String?
  /// The digest of that paper.
  package var originConsent: DigestText?
  /// Who answers for it; can be erased.
  package var responsiblePerson: String?
  /// Whether somebody was named who answers for it; stays when the name is erased.
  package var hasResponsible: Bool?

  /// The import for which it stands; nil for a resource of the catalogue.
  package var dataImport: RecordID?

  /// Its source unit is the party.
  package var parties: [RecordID] { [sourceUnit] }

  /// The column of a name.
  package func column(_ name: String) -> ResourceColumn? { columns.first { $0.name == name } }
}
