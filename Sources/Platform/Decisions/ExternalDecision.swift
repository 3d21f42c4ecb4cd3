// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// A decision made elsewhere, such as a government meeting's, recorded with its paper.
package struct ExternalDecision: Record {
  /// The table.
  package static let table = TableSpec(
    "externalDecision", prefix: "DEC",
    columns: [.text("place"), .text("subject"), .text("kind"), .text("conclusion")])

  /// The random id.
  package let id: RecordID
  /// The place whose rules apply.
  package let place: String
  /// The record that was decided on.
  package let subject: RecordID
  /// The step of the procedure, such as `majorDecision`, or another name of the decision.
  package let kind: String
  /// The body that decided.
  package let body: String
  /// The number of its document (文号).
  package let documentNumber: String
  /// The day on which it decided.
  package let decidedOn: Day
  /// What it decided.
  package let conclusion: Conclusion
  /// Its papers and scans.
  package let attachments: [AttachedFile]
  /// The account that recorded it.
  package let recordedBy: RecordID
  /// Whether it was recorded on a later day than it was made.
  package let late: Bool

  /// The materials of a step that the action's own fields are: the number and the day.
  static let ownMaterials = ["documentNumber", "decidedOn"]
}

/// Whether something was approved.
package enum Conclusion: String, ChoiceValue {
  case approved
  case rejected

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .approved: LocalText(zh: "同意", en: "approved")
    case .rejected: LocalText(zh: "不同意", en: "rejected")
    }
  }
}
