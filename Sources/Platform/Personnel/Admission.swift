// SPDX-License-Identifier: Apache-2.0
package import Core

/// How far a person has been admitted to work in the domain: the steps of the place's procedure
/// that were done for them (QZ-18-a, QZ-20.1-a, QZ-20.1-b, QZ-20.1-c).
package struct Admission: Record {
  /// The life of an admission.
  package enum State: String, Codable, Sendable, CaseIterable {
    /// A step is still to be done.
    case open
    /// Every step was passed; one that ran out is asked for again.
    case admitted
    /// A step was not passed.
    case refused
    /// The person works there no more.
    case ended

    /// Whether steps can be recorded, and rights rest on it.
    package var isLive: Bool { self == .open || self == .admitted }
  }

  /// The table.
  package static let table = TableSpec(
    "admission", prefix: "ADM",
    columns: [.text("place"), .text("state"), .text("organisation"), .text("account")],
    redactable: ["items"])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The organisation for which the person works.
  package let organisation: RecordID
  /// The person's account.
  package let account: RecordID
  /// Who put the person forward.
  package let openedBy: RecordID
  /// The day.
  package let openedOn: Day
  /// What was recorded, in its order; a step that ran out is recorded again.
  package var steps: [AdmissionStep]
  /// What the steps ask to be filled in, by its name in the profile; can be erased.
  package var items: [String: String]?
  /// The life of the admission.
  package var state: State
  /// Why it ended.
  package var ground: String?

  /// Its organisation is the party.
  package var parties: [RecordID] { [organisation] }

  /// The names of the steps that hold on a day: passed last, and not run out.
  package func done(on day: Day) -> Set<String> {
    guard state.isLive else { return [] }
    let last = Dictionary(steps.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    return Set(last.values.filter { $0.isPassed && ($0.until.map { day <= $0 } ?? true) }.map(\.id))
  }
}

/// One step that was recorded of an admission.
package struct AdmissionStep: Codable, Hashable, Sendable {
  /// The step's name in the profile.
  package let id: String
  /// Whether it was passed.
  package let isPassed: Bool
  /// The paper's digest.
  package let digest: DigestText
  /// The last day on which it holds; nil where it does not run out.
  package let until: Day?
  /// Who recorded it.
  package let by: RecordID
  /// For which organisation.
  package let organisation: RecordID
  /// The day.
  package let on: Day
}
