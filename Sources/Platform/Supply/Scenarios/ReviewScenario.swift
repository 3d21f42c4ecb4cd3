// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Votes on one gate of a scenario: the bureau and each source unit (EZ-02.10-b, EZ-02.13-c).
package struct ReviewScenario: Action {
  let scenario: RecordID
  let gate: ReviewGate
  let conclusion: Conclusion
  let opinion: String?
  let supplyDue: Day?
  let supplyRoute: SupplyRoute?

  /// The declaration.
  package static let spec = Spec<Self>(
    "scenario.review", zh: "审核场景", en: "Review a scenario",
    capacities: [.implementingBody, .dataAuthority, .sourceUnit],
    clauses: ["EZ-02.10-b", "EZ-02.10-c", "EZ-02.13-b", "EZ-02.13-c", "EZ-02.4-a"],
    on: Scenario.table.name,
    fields: Field("scenario", zh: "场景", en: "Scenario", refersTo: "scenario"),
    Field("gate", zh: "审核事项", en: "Gate"), Field("conclusion", zh: "结论", en: "Conclusion"),
    Field("opinion", zh: "意见", en: "Opinion", bounds: 1...500),
    Field("supplyDue", zh: "供数时限", en: "Day of supply"),
    Field("supplyRoute", zh: "供数路径", en: "Route of supply"), make: Self.init)

  /// The scenario that the actor reviews, and its agreement.
  package func facts(
    _ read: any RecordReader, _ context: Context
  ) throws -> (Scenario, Agreement?)? {
    guard let found = try Scenario.forReview(scenario, read, context) else { return nil }
    return (found, try read.find(Agreement.self, found.agreement))
  }

  /// One vote for each organisation and gate; rejected at the first no, approved when all agree.
  package func decide(_ facts: (Scenario, Agreement?)?, _ context: Context) -> Decision {
    guard let (scenario, agreement) = facts else { return .refused(Scenario.unknown) }
    guard scenario.state == .submitted else { return .refused(scenario.wrongState(context)) }
    if let refusal = context.refusal(scenario.separation(context)) { return refusal }
    let roles = scenario.roles(of: context.actor, context.profile)
    var reasons = voteReasons(scenario, roles, context)
    if conclusion == .approved {
      reasons += approvalReasons(scenario, agreement, setsSupply: setsSupply(roles), context)
    }
    if let refusal = context.refusal(reasons) { return refusal }
    let vote = ScenarioReview(
      by: context.actor.organisation, roles: roles, gate: gate, conclusion: conclusion,
      opinion: opinion, account: context.actor.account, on: context.today)
    var after = scenario
    after.reviews.append(vote)
    let outcome: Scenario.State? =
      conclusion == .rejected
      ? .rejected : after.isComplete(context.profile) ? .approved : nil
    let isSetting = conclusion == .approved && setsSupply(roles)
    let fact = ScenarioReviewed(
      subject: scenario.id, vote: vote, outcome: outcome,
      supplyDue: isSetting ? supplyDue : nil, supplyRoute: isSetting ? supplyRoute : nil)
    return .allowed(
      [Event(fact)],
      result: [
        "id": .string(scenario.id.rawValue),
        "state": .string((outcome ?? scenario.state).rawValue),
      ])
  }

  /// Day and route are the bureau's to set, with its yes to the demand.
  private func setsSupply(_ roles: [Capacity]) -> Bool {
    gate == .demand && roles.contains { $0 != .sourceUnit }
  }

  private func voteReasons(
    _ scenario: Scenario, _ roles: [Capacity], _ context: Context
  ) -> [Reason] {
    let rules = context.profile.supply
    var reasons: [Reason] = []
    if roles.isEmpty {
      reasons.append(
        Reason(
          "scenario.review.role", clauses: rules.demandReviewers.clauses,
          zh: "本单位不是此场景的审核单位", en: "the organisation does not review this scenario"))
    }
    let isGate = Scenario.gates(context.profile).contains(gate)
    if !isGate {
      reasons.append(
        Reason(
          "scenario.review.gate", clauses: rules.reviews.clauses, zh: "本地规定没有这一审核事项",
          en: "the place's text has no such gate", field: "gate"))
    }
    let hasVoted = scenario.reviews.contains {
      $0.by == context.actor.organisation && $0.gate == gate
    }
    if hasVoted {
      reasons.append(
        Reason(
          "scenario.review.already", clauses: rules.reviews.clauses, zh: "本单位已对该事项表决",
          en: "the organisation voted on this gate already", field: "gate"))
    }
    return reasons
  }

  private func approvalReasons(
    _ scenario: Scenario, _ agreement: Agreement?, setsSupply: Bool, _ context: Context
  ) -> [Reason] {
    let rules = context.profile.supply
    var reasons: [Reason] = []
    if let reason = SupplyChain.stop(agreement: agreement, on: context.today, context.profile) {
      reasons.append(reason)
    }
    if rules.anteAssessment.isAsked, scenario.exAnteAssessmentDigest == nil {
      reasons.append(
        Reason(
          "scenario.assessment.missing", clauses: rules.anteAssessment.clauses,
          zh: "须先登记事前评估", en: "record the assessment beforehand first"))
    }
    guard setsSupply, rules.dueDateSetAtApproval.isAsked else { return reasons }
    if supplyDue.map({ $0 < context.today }) ?? true {
      reasons.append(
        Reason(
          "scenario.supplyDue", clauses: rules.dueDateSetAtApproval.clauses,
          zh: "同意需求清单时须设定今天或以后的供数时限",
          en: "with its yes to the demand the bureau sets a day of supply from today on",
          field: "supplyDue"))
    }
    let isOnlyChannel = rules.singleChannel.isAsked
    if supplyRoute == nil || isOnlyChannel && supplyRoute != .cityPlatform {
      reasons.append(
        Reason(
          "scenario.supplyRoute",
          clauses: rules.dueDateSetAtApproval.clauses + rules.singleChannel.clauses,
          zh: "须设定供数路径，且只能经市授权运营平台",
          en: "set the route of supply; the place's platform is the only channel",
          field: "supplyRoute"))
    }
    return reasons
  }
}

/// An organisation voted on a scenario.
package struct ScenarioReviewed: DomainEvent {
  /// The stable type.
  package static let type = "scenario.reviewed"
  /// The scenario.
  package let subject: RecordID
  let vote: ScenarioReview
  /// Where the vote leads; nil while others are still to vote.
  let outcome: Scenario.State?
  let supplyDue: Day?
  let supplyRoute: SupplyRoute?

  /// Adds the vote and, at the last or at a no, sets the state.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var scenario = try read.find(Scenario.self, subject) else { return [] }
    scenario.reviews.append(vote)
    scenario.supplyDue = supplyDue ?? scenario.supplyDue
    scenario.supplyRoute = supplyRoute ?? scenario.supplyRoute
    if let outcome {
      scenario.state = outcome
      scenario.decidedOn = stamp.occurredOn
    }
    return [.put(scenario)]
  }
}
