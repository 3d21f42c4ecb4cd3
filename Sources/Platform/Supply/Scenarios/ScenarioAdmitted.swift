// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// A scenario was approved as it was put forward: the place's text asks for no review of one that
/// keeps to its agreement.
package struct ScenarioAdmitted: DomainEvent {
  /// The stable type.
  package static let type = "scenario.admitted"
  /// The scenario.
  package let subject: RecordID

  /// The admission that follows a submission; none where gates or an assessment are to be passed.
  static func events(_ scenario: RecordID, _ context: Context) -> [Event] {
    let rules = context.profile.supply
    guard rules.gates.isSilent, !rules.anteAssessment.isAsked else { return [] }
    return [Event(ScenarioAdmitted(subject: scenario))]
  }

  /// Approves it.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var scenario = try read.find(Scenario.self, subject) else { return [] }
    scenario.state = .approved
    scenario.decidedOn = stamp.occurredOn
    return [.put(scenario)]
  }
}
