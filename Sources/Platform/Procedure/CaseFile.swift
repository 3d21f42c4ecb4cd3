// SPDX-License-Identifier: Apache-2.0
package import Core

/// One run through a procedure of the profile: where it stands and what was done.
package struct CaseFile: Record {
  /// The life of a case.
  package enum State: String, Codable, Sendable {
    case open
    /// Ended with what was asked for in force.
    case active
    /// Ended with a refusal.
    case refused
    /// Withdrawn or failed.
    case cancelled
  }

  /// The table.
  package static let table = TableSpec(
    "case", prefix: "CAS",
    columns: [
      .text("place"), .text("procedure"), .text("state"), .text("subject"), .text("current"),
      .text("dueOn"), .integer("profileVersion"),
    ])

  /// The random id.
  package let id: RecordID
  /// The place whose rules apply.
  package let place: String
  /// The procedure's name in the profile.
  package let procedure: String
  /// The record that the case is about, such as a call.
  package let subject: RecordID
  /// The version of the profile under which it began.
  package let profileVersion: Int
  /// The account that opened it.
  package let openedBy: RecordID
  /// The organisation that opened it.
  package let openedFor: RecordID
  /// The life of the case.
  package var state: State
  /// The step that is to be done now; nil once ended.
  package var current: String?
  /// The day on which the current step was reached.
  package var enteredOn: Day
  /// By when the current step is due, where the profile says so.
  package var dueOn: Day?
  /// What was done, in order.
  package var steps: [CaseStep]

  /// The organisations that took part.
  package var parties: [RecordID] { [openedFor] }
}

/// One step of a case that was done.
package struct CaseStep: Codable, Hashable, Sendable {
  /// The step's name in the procedure.
  package let id: String
  /// How it ended: a `StepOutcome`.
  package let state: String
  /// The account that did it.
  package let by: RecordID?
  /// The organisation for which it was done.
  package let organisation: RecordID?
  /// The day on which it was done.
  package let on: Day
  /// The entry that records it.
  package let entry: Int
  /// The record made by it, such as a notice.
  package let record: RecordID?
}
