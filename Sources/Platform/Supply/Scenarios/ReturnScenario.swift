// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography
import Regulation

/// Sends a scenario back to its operator to be put right.
package struct ReturnScenario: Action {
  let scenario: RecordID
  let ground: String

  /// The declaration.
  package static let spec = Spec<Self>(
    "scenario.return", zh: "退回修改", en: "Return a scenario",
    capacities: ReviewScenario.reviewers, clauses: ["EZ-02.10-b", "EZ-02.13-c"],
    on: Scenario.table.name, inStates: .possible(Scenario.State.submitted),
    fields: Field("scenario", zh: "场景", en: "Scenario", refersTo: "scenario"),
    Field("ground", zh: "理由", en: "Ground", bounds: 1...500), make: Self.init)

  /// The scenario that the actor reviews.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Scenario? {
    try Scenario.forReview(scenario, read, context)
  }

  /// Only while it is under review, never by who put it forward.
  package func decide(_ facts: Scenario?, _ context: Context) -> Decision {
    guard let scenario = facts else { return .refused(Scenario.unknown) }
    guard scenario.state == .submitted else { return .refused(scenario.wrongState(context)) }
    let separation = scenario.separation(of: context.actor, context.profile)
    if let refusal = context.refusal(scenario.separation(context, separation)) { return refusal }
    return .allowed(
      Event(ScenarioReturned(subject: scenario.id, ground: ground)), id: scenario.id)
  }
}

/// Puts a returned scenario forward again with a plan put right; the review begins anew.
package struct ResubmitScenario: Action {
  let scenario: RecordID
  let plan: UsagePlan
  let responsiblePerson: String?

  /// The declaration.
  package static let spec = Spec<Self>(
    "scenario.resubmit", zh: "重新提交方案", en: "Resubmit a scenario", capacities: [.operator],
    clauses: ["EZ-02.10-a", "EZ-02.2-d", "EZ-02.13-d"], on: Scenario.table.name,
    inStates: .duty(Scenario.State.returned),
    fields: Field("scenario", zh: "场景", en: "Scenario", refersTo: "scenario"),
    Field("plan", zh: "数据使用方案", en: "Data usage plan"),
    Field("responsiblePerson", zh: "安全责任人", en: "Responsible person", bounds: 1...100),
    make: Self.init)

  /// The operator's scenario, and what the new plan names.
  package func facts(
    _ read: any RecordReader, _ context: Context
  ) throws -> (Scenario, PlanFacts)? {
    guard let found = try Scenario.owned(scenario, read, context) else { return nil }
    return (
      found, try PlanFacts(plan, agreement: found.agreement, except: found.id, read, context)
    )
  }

  /// The same checks as for a new scenario.
  package func decide(_ facts: (Scenario, PlanFacts)?, _ context: Context) -> Decision {
    guard let (scenario, facts) = facts else { return .refused(Scenario.unknown) }
    guard scenario.state == .returned else { return .refused(scenario.wrongState(context)) }
    let reasons = PlanCheck(
      plan: plan, responsiblePerson: responsiblePerson, facts: facts, context: context
    ).reasons
    if let refusal = context.refusal(reasons) { return refusal }
    let fact = ScenarioResubmitted(
      subject: scenario.id, by: context.actor.account, plan: plan, planDigest: facts.digest,
      sourceUnits: facts.sourceUnits, industryAuthorities: facts.industryAuthorities)
    let resubmitted = Event(fact, payload: ScenarioSecrets.json(responsiblePerson))
    return .allowed(
      [resubmitted] + ScenarioAdmitted.events(scenario.id, context),
      result: ["id": .string(scenario.id.rawValue)])
  }
}

/// A scenario was sent back.
package struct ScenarioReturned: DomainEvent {
  /// The stable type.
  package static let type = "scenario.returned"
  /// The scenario.
  package let subject: RecordID
  let ground: String

  /// Sets the state.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var scenario = try read.find(Scenario.self, subject) else { return [] }
    scenario.state = .returned
    scenario.returnGround = ground
    return [.put(scenario)]
  }
}

/// A returned scenario was put forward again.
package struct ScenarioResubmitted: DomainEvent {
  /// The stable type.
  package static let type = "scenario.resubmitted"
  /// The scenario.
  package let subject: RecordID
  let by: RecordID
  let plan: UsagePlan
  let planDigest: Digest
  let sourceUnits: [RecordID]
  /// The authorities of the field; nil in entries from before fields were named.
  let industryAuthorities: [RecordID]?

  /// Replaces the plan; votes and assessment were about the one before.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var scenario = try read.find(Scenario.self, subject) else { return [] }
    scenario.state = .submitted
    scenario.proposedBy = by
    scenario.plan = plan
    scenario.title = plan.title
    scenario.planDigest = planDigest
    scenario.responsiblePerson = ScenarioSecrets.person(payload)
    scenario.sourceUnits = sourceUnits
    scenario.industryAuthorities = industryAuthorities
    scenario.submittedOn = stamp.occurredOn
    scenario.round += 1
    scenario.returnGround = nil
    scenario.exAnteAssessmentDigest = nil
    scenario.assessedBy = nil
    scenario.reviews = []
    return [.put(scenario)]
  }
}
