// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// A case was opened at the first step of its procedure.
package struct CaseOpened: DomainEvent {
  /// The stable type.
  package static let type = "case.opened"
  /// The case.
  package let subject: RecordID
  let place: String
  let procedure: String
  let about: RecordID
  let profileVersion: Int
  let first: String
  let by: RecordID
  let organisation: RecordID
  let dueOn: Day?

  /// Adds the case.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        CaseFile(
          id: subject, place: place, procedure: procedure, subject: about,
          profileVersion: profileVersion, openedBy: by, openedFor: organisation, state: .open,
          current: first, enteredOn: stamp.occurredOn, dueOn: dueOn, steps: []))
    ]
  }
}

/// A step of a case was done.
package struct CaseAdvanced: DomainEvent {
  /// The stable type.
  package static let type = "case.advanced"
  /// The case.
  package let subject: RecordID
  let step: String
  let outcome: StepOutcome
  /// The step that follows; nil at an end.
  let next: String?
  /// The end; nil when a step follows.
  let end: CaseEnd?
  let dueOn: Day?
  /// The record that the step made.
  let record: RecordID?
  /// What was recorded of a step that has no record of its own.
  let paper: CasePaper?

  /// Notes the step and moves on.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var file = try read.find(CaseFile.self, subject) else { return [] }
    file.steps.append(
      CaseStep(
        id: step, state: outcome.rawValue, by: stamp.actor, organisation: stamp.organisation,
        on: stamp.occurredOn, entry: stamp.entry, record: record))
    file.current = next
    file.enteredOn = stamp.occurredOn
    file.dueOn = dueOn
    switch end {
    case .active: file.state = .active
    case .refused: file.state = .refused
    case .cancelled: file.state = .cancelled
    case nil: break
    }
    return [.put(file)]
  }
}

/// The paper of a step that has no record of its own.
package struct CasePaper: Codable, Hashable, Sendable {
  /// The number of the document.
  package let documentNumber: String
  /// Its digest.
  package let digest: DigestText
}

extension ProcedureState {
  /// The event that a step ended with an outcome on a day, with where the case goes.
  func advance(
    _ step: ProcedureStep, _ outcome: StepOutcome, record: RecordID?, paper: CasePaper? = nil,
    on day: Day, _ context: Context
  ) -> Event {
    var next: ProcedureStep?
    var end: CaseEnd?
    switch procedure.target(of: step, outcome: outcome) {
    case .step(let step): next = step
    case .end(let reached): end = reached
    case nil: end = outcome == .passed ? .active : .refused
    }
    return Event(
      CaseAdvanced(
        subject: file.id, step: step.id, outcome: outcome, next: next?.id, end: end,
        dueOn: next.flatMap { dueOn($0, from: day, context.calendar) }, record: record,
        paper: paper))
  }

  /// The event that a case about a record was opened.
  static func opening(
    _ procedure: Procedure, first: ProcedureStep, about record: RecordID, _ context: Context
  ) -> (id: RecordID, event: Event) {
    let id = context.newID(CaseFile.table)
    let dueOn: Day? =
      if let period = first.period, period.rule == .within, let days = period.workingDays.value,
        !context.isOff(ProcedureState.periodKey(of: first, in: procedure))
      {
        context.calendar.deadline(from: context.today, workingDays: days).day
      } else {
        nil
      }
    let opened = CaseOpened(
      subject: id, place: context.place, procedure: procedure.id, about: record,
      profileVersion: context.profile.version, first: first.id, by: context.actor.account,
      organisation: context.actor.organisation, dueOn: dueOn)
    return (id, Event(opened))
  }
}
