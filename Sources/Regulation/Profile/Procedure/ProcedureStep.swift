// SPDX-License-Identifier: Apache-2.0

/// One step of a procedure: who does what on which materials, by when, and what follows.
package struct ProcedureStep: Codable, Hashable, Sendable {
  /// Its name within the procedure.
  package let id: String
  /// The words for people.
  package let label: LocalText
  /// What is done.
  package let kind: StepKind
  /// The action that does it; general steps are recorded by `case.record`.
  package let action: StepAction
  /// Whether the case waits for it; a step that does not block runs beside the chain.
  package let blocks: Bool
  /// Whether it may stay undone; such a step never blocks and is never overdue.
  package let isOptional: Bool
  /// Who may do it; all of them must for a review with `needsAll`, else one of them.
  package let by: [Capacity]
  /// Whether each capacity in `by` must do it.
  package let needsAll: Bool
  /// Who must be another than the one who put the matter forward.
  package let separation: Separation
  /// What must be filled in or attached.
  package let materials: [Labelled]
  /// The materials that are handed in only where they apply, by id.
  package let optionalMaterials: Set<String>
  /// Whether the plan's sections (`authorisation.planSections`) are filled in here.
  package let fillsPlan: Bool
  /// The steps that must be done before.
  package let needs: [String]
  /// By when it is done, or how long it runs; nil when the text sets no period.
  package let period: StepPeriod?
  /// Whether the day of the step before goes on, so that it ends with this step and not with that
  /// one.
  package let keepsDue: Bool
  /// The next step or the end, by the raw value of `StepOutcome`.
  package let outcomes: [String: String]
  /// Whether the place of the step or its holder is our reading of an unclear text.
  package let isReading: Bool
  /// The clauses.
  package let clauses: [ClauseID]
}

/// What is done in a step.
package enum StepKind: String, Codable, CaseIterable, Hashable, Sendable {
  /// A paper is written.
  case draft
  /// It is made public so that others can act.
  case publish
  /// Materials are handed in.
  case submit
  /// Materials are judged against criteria.
  case review
  /// A result is shown to the public and objections are heard.
  case notice
  /// A decision made elsewhere is recorded with its document number.
  case externalDecision
  /// A paper is signed and sealed.
  case sign
  /// Something is filed with another body.
  case file
  /// Another body's number is recorded.
  case register
  /// What was asked for comes into force.
  case activate
}

/// Who must be another than the one who put a matter forward.
package enum Separation: String, Codable, CaseIterable, Hashable, Sendable {
  /// Nobody else; for steps that judge nothing.
  case none
  /// Another person, maybe of the same organisation.
  case person
  /// A person of another organisation.
  case organisation
}

/// How long a step may take or must run, in working days.
package struct StepPeriod: Codable, Hashable, Sendable {
  /// Whether the days are a limit or the least time.
  package let rule: Rule
  /// The event from whose day it runs, that day not counted.
  package let event: String
  /// The number of working days, 0 to 365.
  package let workingDays: ProfileValue<Int>
  /// Whether the text has the day set in each case, by who does the step before.
  package let isSetInCase: Bool

  /// What the number of days means.
  package enum Rule: String, Codable, CaseIterable, Hashable, Sendable {
    /// The step must be done within these days.
    case within
    /// The step runs at least these days.
    case atLeast
  }
}
