// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// One checker's vote on a release, sealed until every checker has voted.
///
/// Choice and comment stand in the payload: the entry holds a salted commitment, so that nobody
/// who reads the log learns them before the last vote.
package struct EgressVote: Record {
  /// The table.
  package static let table = TableSpec(
    "vote", prefix: "VOT",
    columns: [.text("place"), .text("state"), .text("release"), .text("account")],
    unique: [["release", "account"]], redactable: ["choice", "comment", "findings", "failing"])

  /// Whether others may see it.
  package enum State: String, Codable, Sendable, CaseIterable {
    /// Not every checker has voted; only its checker sees it.
    case sealed
    /// Every checker has voted.
    case opened
  }

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The release.
  package let release: RecordID
  /// The operator that asked for the release.
  package let `operator`: RecordID
  /// Who voted.
  package let account: RecordID
  /// The day.
  package let on: Day
  /// What they chose; can be erased.
  package var choice: VoteChoice?
  /// What they said; can be erased.
  package var comment: String?
  /// Whether others may see it.
  package var state: State
  /// What they found on each item of the checklist; can be erased.
  package var findings: [String: String]?
  /// The items not in order; can be erased.
  package var failing: [String]?

  /// The operator, once the vote is opened.
  package var parties: [RecordID] { state == .opened ? [`operator`] : [] }
}

/// What a checker chooses.
package enum VoteChoice: String, ChoiceValue {
  case approve
  case reject
  /// The requester changes something and asks anew.
  case `return`

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .approve: LocalText(zh: "同意出域", en: "approve")
    case .reject: LocalText(zh: "不同意", en: "reject")
    case .return: LocalText(zh: "退回修改", en: "return")
    }
  }
}
