// SPDX-License-Identifier: Apache-2.0
package import Regulation

/// A step of a procedure after which something follows when it is not done by its day.
package struct LapsingStep: Hashable, Sendable {
  /// The procedure.
  package let procedure: String
  /// The step.
  package let step: String

  /// Names a step.
  package init(procedure: String, step: String) {
    self.procedure = procedure
    self.step = step
  }

  /// The steps of a place's procedures that can lapse.
  package static func all(of profile: Profile) -> [LapsingStep] {
    profile.procedures.filter { $0.carriedBy == nil }.flatMap { procedure in
      procedure.steps.filter { $0.outcomes[StepOutcome.lapsed.rawValue] != nil }.map {
        LapsingStep(procedure: procedure.id, step: $0.id)
      }
    }
  }
}
