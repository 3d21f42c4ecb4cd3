// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// A call for applicants to operate public data (EZ-02.6-b).
package struct Call: Record {
  /// The life of a call.
  package enum State: String, Codable, Sendable, CaseIterable {
    case draft
    case published
    /// No more applications are taken.
    case closed
    /// An applicant was chosen.
    case awarded
    case cancelled
  }

  /// The table.
  package static let table = TableSpec(
    "call", prefix: "CAL",
    columns: [.text("place"), .text("state"), .text("mode"), .text("closesOn"), .text("isPublic")])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The case whose steps it goes through.
  package let `case`: RecordID
  /// The title.
  package let title: String
  /// The mode of authorisation: a name of the profile.
  package let mode: String
  /// The grounds of a mode that needs one (EZ-02.2-b), by name.
  package let grounds: [String: String]
  /// The way of competing: a name of the profile (EZ-02.6-b).
  package let method: String
  /// The entries of the authorised catalogue that are offered.
  package let scopeEntries: [RecordID]
  /// The texts of the sections by the profile's names (EZ-02.6-c).
  package let sections: [String: String]
  /// The materials every applicant hands in (EZ-02.6-d).
  package let materials: [String]
  /// What reviewers score.
  package let criteria: [CallCriterion]
  /// The last day for applications.
  package var closesOn: Day
  /// Who drafted it.
  package let draftedBy: RecordID
  /// The organisation that calls.
  package let organisation: RecordID
  /// The life of the call.
  package var state: State
  /// The day of publication.
  package var publishedOn: Day?
  /// Where it was published.
  package var publicationURL: String?
  /// The application that was chosen.
  package var selected: RecordID?
  /// Further applications that were chosen, where the profile lets several be.
  package var alsoSelected: [RecordID]?
  /// `yes` once published; a column, so that the public may list it.
  package var isPublic: String

  /// Every application that was chosen.
  package var chosen: [RecordID] { [selected].compactMap { $0 } + (alsoSelected ?? []) }

  /// Who calls is the party.
  package var parties: [RecordID] { [organisation] }
}

/// One thing that reviewers score, and how much it counts.
package struct CallCriterion: StructuredValue, Hashable {
  /// The name; 1 to 100 characters.
  package let name: String
  /// The most points, 1 to 100.
  package let weight: Int

  /// Its members.
  package static let members = [
    Field<String>("name", zh: "评审标准", en: "Criterion", bounds: 1...100).info,
    Field<Int>("weight", zh: "满分", en: "Most points", bounds: 1...100).info,
  ]

  /// An example in JSON.
  package static let example = #"{"name":"技术能力","weight":40}"#

  /// Name and weight have bounds.
  package func problem() -> FieldProblem? {
    guard (1...100).contains(name.unicodeScalars.count) else { return .bounds(1...100) }
    return (1...100).contains(weight) ? nil : .bounds(1...100)
  }
}
