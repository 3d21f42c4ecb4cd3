// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// An application to a call; nobody but the bureau and the applicant ever sees it.
package struct Application: Record {
  /// The life of an application.
  package enum State: String, Codable, Sendable, CaseIterable {
    case submitted
    case withdrawn
    /// It does not show what the profile requires.
    case ineligible
    /// Found eligible; open to the reviewers' scores.
    case eligible
    case selected
    case notSelected
  }

  /// The table.
  package static let table = TableSpec(
    "application", prefix: "APP",
    columns: [.text("place"), .text("state"), .text("call"), .text("applicant")])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The call.
  package let call: RecordID
  /// The organisation that applies.
  package let applicant: RecordID
  /// The materials by the call's names.
  package let materials: [AttachedFile]
  /// The evidence of eligibility by the profile's names (EZ-02.5-a, EZ-02.5-b, EZ-02.5-d).
  package let evidence: [AttachedFile]
  /// The day of the older one of the reports on business and credit (EZ-02.5-b); nil where the
  /// text asks for none.
  package let reportsOn: Day?
  /// Whether the applicant declares that it had no incident in the years that count (EZ-02.5-c).
  package let declaresNoIncident: Bool
  /// The days of incidents that it declares or that were found.
  package var incidents: [Day]
  /// Who submitted it.
  package let submittedBy: RecordID
  /// The day of submission.
  package let submittedOn: Day
  /// The life of the application.
  package var state: State
  /// Why it is ineligible or not selected.
  package var reasons: [Reason]
  /// Why the reviewers did not choose it, in their words.
  package var explanation: String?

  /// The applicant is the party.
  package var parties: [RecordID] { [applicant] }
}
