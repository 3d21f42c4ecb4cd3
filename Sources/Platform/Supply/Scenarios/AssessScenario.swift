// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Records the assessment that precedes each scenario (EZ-02.13-b).
package struct AssessScenario: Action {
  let scenario: RecordID
  let digest: DigestText

  /// The declaration.
  package static let spec = Spec<Self>(
    "scenario.assess", zh: "登记事前评估", en: "Record the assessment beforehand",
    capacities: [.implementingBody, .dataAuthority], clauses: ["EZ-02.13-b"],
    on: Scenario.table.name, inStates: .possible(Scenario.State.submitted),
    fields: Field("scenario", zh: "场景", en: "Scenario", refersTo: "scenario"),
    Field("digest", zh: "评估记录", en: "Assessment"), make: Self.init)

  /// The scenario.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Scenario? {
    try Scenario.forReview(scenario, read, context)
  }

  /// Once for each round, never by who put the scenario forward.
  package func decide(_ facts: Scenario?, _ context: Context) -> Decision {
    guard let scenario = facts else { return .refused(Scenario.unknown) }
    guard scenario.state == .submitted else { return .refused(scenario.wrongState(context)) }
    if let refusal = context.refusal(scenario.separation(context)) { return refusal }
    guard scenario.exAnteAssessmentDigest == nil else {
      return .refused(
        Reason(
          "scenario.assessment.already", clauses: context.profile.supply.anteAssessment.clauses,
          zh: "事前评估已登记", en: "the assessment is recorded already"))
    }
    return .allowed(
      Event(
        ScenarioAssessed(subject: scenario.id, digest: digest, by: context.actor.account)),
      id: scenario.id)
  }
}

/// A scenario was assessed beforehand.
package struct ScenarioAssessed: DomainEvent {
  /// The stable type.
  package static let type = "scenario.assessed"
  /// The scenario.
  package let subject: RecordID
  let digest: DigestText
  let by: RecordID

  /// Sets the digest.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var scenario = try read.find(Scenario.self, subject) else { return [] }
    scenario.exAnteAssessmentDigest = digest
    scenario.assessedBy = by
    return [.put(scenario)]
  }
}
