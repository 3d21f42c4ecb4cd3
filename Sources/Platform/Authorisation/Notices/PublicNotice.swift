// SPDX-License-Identifier: Apache-2.0
package import Core

/// A result shown to the public for a period in which anybody may object (EZ-02.6-f).
package struct PublicNotice: Record {
  /// The life of a notice.
  package enum State: String, Codable, Sendable, CaseIterable {
    case open
    case closed
  }

  /// The table.
  package static let table = TableSpec(
    "notice", prefix: "NOT",
    columns: [.text("place"), .text("state"), .text("case"), .text("until")])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The case of which it is a step.
  package let `case`: RecordID
  /// The call whose result it shows.
  package let call: RecordID
  /// What the public reads: the chosen organisation's name and the result.
  package let text: String
  /// The chosen organisation.
  package let organisation: RecordID
  /// The first day.
  package let from: Day
  /// The last day on which objections are taken.
  package let until: Day
  /// Whether the last day touches a year whose calendar is not published.
  package let isUncertain: Bool
  /// The life of the notice.
  package var state: State
  /// What was objected.
  package var objections: [Objection]
  /// Who published it.
  package let publishedBy: RecordID
}

/// One objection to a notice; its words are kept apart, as an `ObjectionRecord`.
package struct Objection: Codable, Hashable, Sendable {
  /// The number within the notice, from 1.
  package let number: Int
  /// The account that objected or wrote the objection down.
  package let by: RecordID
  /// The day of the objection.
  package let on: Day
  /// The digest of the paper, where there is one.
  package let digest: DigestText?
  /// The record of its words; nil for one of before they were kept.
  package let words: RecordID?
  /// Whether it was found right; nil until answered.
  package var upheld: Bool?
  /// The day of the answer.
  package var answeredOn: Day?
}
