// SPDX-License-Identifier: Apache-2.0

/// An ordered list of steps through which a case goes, as the profile's text has it.
package struct Procedure: Codable, Hashable, Sendable {
  /// Its name, such as `authorisation`.
  package let id: String
  /// The words for people.
  package let label: LocalText
  /// The steps; a case begins at the first.
  package let steps: [ProcedureStep]
  /// The action that carries it out on records of its own, such as `scenario.propose`; nil for a
  /// procedure that is opened as a case.
  package let carriedBy: String?
  /// Until when whoever opened a case of it can take the case back.
  package let withdrawal: Withdrawal
  /// Whether each body runs cases of its own: another body's case on the same record stands in
  /// nobody's way, and nobody does another body's part.
  package let isOfOneBody: Bool
  /// Whether supply that was stopped begins again when a case about an agreement comes to its end.
  package let liftsSuspension: Bool
  /// The clauses of the procedure as a whole.
  package let clauses: [ClauseID]

  /// The step at which a case begins; nil only for a procedure without steps.
  package var first: ProcedureStep? { steps.first }

  /// The step that an action does; nil when the procedure has none.
  package func step(doing action: StepAction) -> ProcedureStep? {
    steps.first { $0.action == action }
  }

  /// The step of a name.
  package func step(_ id: String) -> ProcedureStep? { steps.first { $0.id == id } }

  /// The steps a step needs that are not done yet, in the order of the procedure.
  package func missingNeeds(of step: ProcedureStep, done: Set<String>) -> [ProcedureStep] {
    steps.filter { step.needs.contains($0.id) && !done.contains($0.id) }
  }

  /// Where a case goes from a step with an outcome; nil when the step has no such outcome.
  package func target(of step: ProcedureStep, outcome: StepOutcome) -> StepTarget? {
    guard let name = step.outcomes[outcome.rawValue] else { return nil }
    return CaseEnd(rawValue: name).map(StepTarget.end) ?? self.step(name).map(StepTarget.step)
  }
}

/// Until when a case can be taken back by whoever opened it.
package enum Withdrawal: String, Codable, CaseIterable, Hashable, Sendable {
  /// While nothing was decided or signed.
  case undecided
  /// Before its first step was recorded: what was begun, such as a rectification, is brought to its
  /// end.
  case unbegun
  /// Not at all, such as the response to an incident, which its last step closes.
  case never
}

/// What a step can end with.
package enum StepOutcome: String, Codable, CaseIterable, Hashable, Sendable {
  /// Done, agreed, or run without objection.
  case passed
  /// Refused, objected to with effect, or failed.
  case rejected
  /// Sent back to be completed.
  case returned
  /// Not done by the day on which it was due.
  case lapsed
}

/// How a case ends.
package enum CaseEnd: String, Codable, CaseIterable, Hashable, Sendable {
  /// What was asked for is in force.
  case active
  /// It was refused.
  case refused
  /// The call or the application was withdrawn or failed.
  case cancelled
  /// The matter is over, such as an authorisation that was brought to its end.
  case ended
}

/// Where a case goes next.
package enum StepTarget: Hashable, Sendable {
  /// To another step.
  case step(ProcedureStep)
  /// To its end.
  case end(CaseEnd)
}
