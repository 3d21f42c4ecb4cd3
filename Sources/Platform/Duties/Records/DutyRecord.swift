// SPDX-License-Identifier: Apache-2.0
package import Core

/// That a duty was done once: the day, the paper, and what the profile asks a record to say.
package struct DutyRecord: Record {
  /// The life of a record.
  package enum State: String, Codable, Sendable, CaseIterable {
    case kept
    /// Recorded, but it does not count before somebody confirmed it.
    case confirming
    /// Sent back by who was to confirm it.
    case declined
    /// Something was found that is to be put right by a day.
    case rectifying
    /// What was found has been put right.
    case rectified
  }

  /// The table.
  package static let table = TableSpec(
    "dutyRecord", prefix: "DTR",
    columns: [
      .text("place"), .text("duty"), .text("about"), .text("state"), .text("organisation"),
      .text("digest"), .text("occurredOn"), .text("period"), .text("dueOn"),
    ],
    redactable: ["parts", "findings", "remedy", "opinion"], orders: [["state", "dueOn"]])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The duty's name in the profile.
  package let duty: String
  /// For what it was done: the id of a record, or the place.
  package let about: String
  /// The organisation that did it.
  package let organisation: RecordID
  /// Whose matter the subject is beside it; nil where nobody's.
  package let concerned: RecordID?
  /// The title of the paper.
  package let title: String
  /// Its number, if it has one.
  package let documentNumber: String?
  /// Its digest.
  package let digest: DigestText
  /// What the profile asks for, by the part's name; can be erased.
  package let parts: [String: String]?
  /// The day on which it was done.
  package let occurredOn: Day
  /// The day on which it was recorded.
  package let recordedOn: Day
  /// The calendar period for which it stands, such as `2026` or `2026H1`.
  package let period: String?
  /// By when it was due; nil where no day was computed.
  package let wasDueOn: Day?
  /// Whether it was done after that day.
  package let isLate: Bool
  /// What was found to be put right; can be erased.
  package let findings: String?
  /// By when that is to be put right.
  package let dueOn: Day?
  /// Who recorded it.
  package let recordedBy: RecordID
  /// What was judged, where the duty judges.
  package let verdict: DutyVerdict?
  /// The life of the record.
  package var state: State
  /// Who confirmed it or sent it back, where somebody has to.
  package var confirmedBy: RecordID?
  /// The day of that.
  package var confirmedOn: Day?
  /// What who confirmed it or sent it back said; can be erased.
  package var opinion: String?
  /// The digest of the paper that shows what was put right.
  package var remedyDigest: DigestText?
  /// What was done about it; can be erased.
  package var remedy: String?
  /// The day on which it was put right.
  package var rectifiedOn: Day?

  /// Who did it, and whose matter it was.
  package var parties: [RecordID] { [organisation] + [concerned].compactMap { $0 } }
}
