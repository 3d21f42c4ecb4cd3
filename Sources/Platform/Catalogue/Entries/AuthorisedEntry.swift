// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// An entry of the catalogue of what may be authorised, apart from the resource catalogue
/// (EZ-02.9-a).
package struct AuthorisedEntry: Record {
  /// The life of an entry.
  package enum State: String, Codable, Sendable, CaseIterable {
    /// Printed with provider and name alone.
    case stub
    /// Linked to a published resource.
    case described
    /// Open to authorisation and demand.
    case listed
    /// Taken out.
    case removed
  }

  /// Where the secrecy review stands (EZ-03.1-f).
  package enum SecrecyReview: String, Codable, Sendable {
    case notRequired
    case required
    case passed
    case failed
  }

  /// The table.
  package static let table = TableSpec(
    "authorisedEntry", prefix: "AUT",
    columns: [
      .text("place"), .text("state"), .integer("batch"), .integer("row"), .text("resource"),
      .text("sourceUnit"),
    ])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The batch with which it came; 1 is the text's own list.
  package let batch: Int
  /// The row within the batch, from 1.
  package let row: Int
  /// The providing unit as printed.
  package let provider: String
  /// The name of the resource as printed.
  package let name: String
  /// Whom or what the data are about.
  package let subjectKind: DataSubjectKind
  /// Whether personal information is in it.
  package let personalInformation: PersonalInformation
  /// Whether trade secrets may be in it.
  package let tradeSecret: Bool
  /// What is kept out, as printed.
  package let excluded: [String]
  /// The clauses of the row, cited when it is not yet usable.
  package let clauses: [ClauseID]
  /// The life of the entry.
  package var state: State
  /// The resource of the catalogue that it stands for.
  package var resource: RecordID?
  /// The unit that provides it.
  package var sourceUnit: RecordID?
  /// Where the secrecy review stands.
  package var secrecyReview: SecrecyReview
  /// The points signed so far, by the point's name in the profile (EZ-02.3-b).
  package var preconditions: [String: SignedCheck]
  /// The papers that lift points that do not hold, by the exception's name in the profile.
  package var exceptions: [String: SignedException]?
  /// What an added entry rests on, by the input's name in the profile (EZ-02.9-b).
  package let inputs: [String: String]
  /// Who put it forward or linked it to its resource.
  package var proposedBy: RecordID

  /// The providing unit, once known, is the party.
  package var parties: [RecordID] { sourceUnit.map { [$0] } ?? [] }
}

/// A paper that lifts points of inclusion.
package struct SignedException: Codable, Hashable, Sendable {
  /// The digest of the paper.
  package let digest: DigestText
  /// Where each part is found, by the part's name in the profile.
  package let parts: [String: String]
  /// Who recorded it.
  package let by: RecordID
  /// On which day.
  package let on: Day
}

/// One point that somebody checked and signed.
package struct SignedCheck: Codable, Hashable, Sendable {
  /// Whether it holds.
  package let passed: Bool
  /// Who signed.
  package let by: RecordID
  /// On which day.
  package let on: Day
}
