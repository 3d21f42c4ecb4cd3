// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// One run through a procedure of the profile: where it stands and what was done.
package struct CaseFile: Record {
  /// The life of a case.
  package enum State: String, Codable, Sendable, CaseIterable {
    case open
    /// Ended with what was asked for in force.
    case active
    /// Ended with a refusal.
    case refused
    /// Withdrawn or failed.
    case cancelled
    /// The matter is over.
    case ended
  }

  /// The table.
  package static let table = TableSpec(
    "case", prefix: "CAS",
    columns: [
      .text("place"), .text("procedure"), .text("state"), .text("subject"), .text("current"),
      .text("dueOn"), .text("actors"), .text("sideOpen"), .text("sideDueOn"),
      .integer("profileVersion"),
    ], orders: [["state", "current", "dueOn"], ["sideOpen", "sideDueOn"]])

  /// The random id.
  package let id: RecordID
  /// The place whose rules apply.
  package let place: String
  /// The procedure's name in the profile.
  package let procedure: String
  /// The record that the case is about, such as a call.
  package var subject: RecordID
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
  /// Why that day is not certain; nil when it is.
  package var uncertain: UncertainCount?
  /// What was done, in order.
  package var steps: [CaseStep]
  /// The step that lapsed last, while nothing followed it: what was done of it in time can still be
  /// recorded.
  package var lapsedStep: String?
  /// What it is called; nil for a case that a call opened.
  package var title: String?
  /// The capacities that its steps name, as `|implementingBody|operator|`; those who hold one see
  /// the case.
  package var actors: String?
  /// The steps that run beside the chain and are not done.
  package var beside: [SideStep]?
  /// The bodies that did their part of the current step, where each of several must.
  package var marks: [StepMark]?
  /// Organisations that a step asked for something, such as an applicant for a supplement.
  package var invited: [RecordID]?
  /// The sections of the plan as last filled in.
  package var plan: [String: String]?
  /// `yes` while a step beside the chain is not done; a column, for the list of tasks.
  package var sideOpen: String?
  /// The first day on which a step beside the chain is due.
  package var sideDueOn: Day?

  /// Whether somebody opened it by hand and gave no day: the day of opening is then the day of
  /// typing, and what the case begins with may have happened before.
  package var isTyped: Bool?

  /// By when the current step is due, with what is not known about it; nil where nothing says so.
  package var due: CountedDay? { dueOn.map { CountedDay(day: $0, uncertain: uncertain) } }

  /// The action for which it served, where the profile lets it serve one.
  package var served: String?

  /// The organisations that took part.
  package var parties: [RecordID] {
    let acted = steps.compactMap(\.organisation) + (marks ?? []).map(\.organisation)
    return Array(Set([openedFor] + acted + (invited ?? []))).sorted()
  }

  /// The same case about a record that was made in its course.
  func bound(to record: RecordID, inviting organisations: [RecordID]) -> CaseFile {
    var file = self
    file.subject = record
    file.invite(organisations)
    return file
  }

  /// Adds organisations that are to see the case and do steps of it.
  mutating func invite(_ organisations: [RecordID]) {
    guard !organisations.isEmpty else { return }
    invited = Array(Set((invited ?? []) + organisations)).sorted()
  }

  /// Puts the steps beside the chain, with what lists of tasks ask of them.
  mutating func setBeside(_ steps: [SideStep]) {
    beside = steps.isEmpty ? nil : steps
    sideOpen = steps.isEmpty ? nil : "yes"
    sideDueOn = steps.compactMap(\.dueOn).min()
  }
}

/// A step that a case reached and does not wait for.
package struct SideStep: Codable, Hashable, Sendable {
  /// The step's name in the procedure.
  package let step: String
  /// The day on which it was reached.
  package let enteredOn: Day
  /// By when it is due; nil where the profile sets no period.
  package let dueOn: Day?
  /// Why that day is not certain; nil when it is.
  package var uncertain: UncertainCount?
}

/// What one of several bodies did of a step that needs them all.
package struct StepMark: Codable, Hashable, Sendable {
  /// The capacities of the step for which it stands.
  package let capacities: [Capacity]
  /// The organisation.
  package let organisation: RecordID
  /// The account that recorded it.
  package let account: RecordID
  /// The day.
  package let on: Day
  /// Its paper.
  package let paper: CasePaper
  /// The materials that it handed in.
  package let materials: [StepMaterial]
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
  /// The paper of a step without a record of its own.
  package let paper: CasePaper?
  /// What was handed in.
  package let materials: [StepMaterial]?
  /// What each of several bodies did.
  package let marks: [StepMark]?
  /// Where the case stood when the step lapsed; nil for a step that was done.
  package var lapsed: LapsedStep?
  /// Whether it was done in time and recorded only after the platform had let it lapse.
  package var isAfterLapse: Bool?
}

/// Where a case stood when a step lapsed, so that what was done in time can still be recorded.
package struct LapsedStep: Codable, Hashable, Sendable {
  /// The day on which the step was reached.
  package let enteredOn: Day
  /// The day by which it was due.
  package let dueOn: Day
  /// Why that day was not certain when it was counted; nil when it was.
  package let uncertain: UncertainCount?
}
