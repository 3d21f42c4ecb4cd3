// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Votes on one gate of a scenario, as one of the reviewers that the profile names for it
/// (EZ-02.10-b, HD-11-b, QZ-19.p1-c, SZ-06.3.1-b, SZ-06.3.1-c, SZ-06.3.2-b).
package struct ReviewScenario: Action {
  let scenario: RecordID
  let gate: String
  let conclusion: Conclusion
  let opinion: String?
  let findings: KeyedTexts?
  let supplyDue: Day?
  let supplyRoute: SupplyRoute?

  /// Those whom a profile can name as reviewers.
  static let reviewers: Set<Capacity> = [
    .implementingBody, .dataAuthority, .sourceUnit, .industryAuthority, .operator,
  ]

  /// The declaration.
  package static let spec = Spec<Self>(
    "scenario.review", zh: "审核场景", en: "Review a scenario", capacities: reviewers,
    clauses: ["EZ-02.10-b", "EZ-02.10-c", "EZ-02.13-b", "EZ-02.13-c", "EZ-02.4-a"],
    on: Scenario.table.name, inStates: .duty(Scenario.State.submitted),
    fields: Field("scenario", zh: "场景", en: "Scenario", refersTo: "scenario"),
    Field("gate", zh: "审核事项", en: "Gate", bounds: 1...60, offers: .rules(.supplyGates)),
    Field("conclusion", zh: "结论", en: "Conclusion"),
    Field("opinion", zh: "意见", en: "Opinion", bounds: 1...500),
    Field("findings", zh: "各方面的认定", en: "Findings by aspect", offers: .rules(.supplyAspects)),
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
    guard let gate = Scenario.gates(context.profile).first(where: { $0.id == gate }) else {
      return .refused(noGate(context.profile))
    }
    let near = scenario.separation(context, gate.separation, clauses: gate.clauses)
    if let refusal = context.refusal(near) { return refusal }
    let roles = scenario.roles(of: context.actor, at: gate)
    let isSetting = conclusion == .approved && setsSupply(gate, roles, context.profile)
    var reasons = voteReasons(scenario, gate, roles, context)
    if conclusion == .approved {
      reasons += approvalReasons(scenario, agreement, gate, setsSupply: isSetting, context)
    }
    if let refusal = context.refusal(reasons) { return refusal }
    let vote = ScenarioReview(
      by: context.actor.organisation, roles: roles, gate: gate.id, conclusion: conclusion,
      opinion: opinion, findings: findings?.values, account: context.actor.account,
      on: context.today)
    var after = scenario
    after.reviews.append(vote)
    let outcome: Scenario.State? =
      conclusion == .rejected
      ? .rejected : after.isComplete(context.profile) ? .approved : nil
    let fact = ScenarioReviewed(
      subject: scenario.id, vote: vote, outcome: outcome,
      supplyDue: isSetting ? supplyDue : nil, supplyRoute: isSetting ? supplyRoute : nil)
    return .allowed(
      [Event(fact, clauses: gate.clauses)],
      result: [
        "id": .string(scenario.id.rawValue),
        "state": .string((outcome ?? scenario.state).rawValue),
      ])
  }

  /// Day and route are the bureau's to set, with its yes at the last gate.
  private func setsSupply(
    _ gate: SupplyGate, _ roles: [Capacity], _ profile: Profile
  ) -> Bool {
    gate.id == Scenario.gates(profile).last?.id
      && (roles.contains(.implementingBody) || roles.contains(.dataAuthority))
  }

  private func noGate(_ profile: Profile) -> Reason {
    let names = Scenario.gates(profile).map(\.id).joined(separator: ", ")
    return Reason(
      "scenario.review.gate", clauses: profile.supply.gates.clauses,
      zh: "本地规定没有这一审核事项，应为：\(names)", en: "the place's gates are: \(names)", field: "gate")
  }

  private func voteReasons(
    _ scenario: Scenario, _ gate: SupplyGate, _ roles: [Capacity], _ context: Context
  ) -> [Reason] {
    var reasons: [Reason] = []
    if roles.isEmpty {
      reasons.append(
        Reason(
          "scenario.review.role", clauses: gate.clauses,
          zh: "本单位不是此事项的审核单位", en: "the organisation does not review at this gate"))
    }
    let open = Scenario.gates(context.profile).filter {
      gate.after.contains($0.id) && !scenario.isPassed($0)
    }
    if !open.isEmpty {
      reasons.append(
        Reason(
          "scenario.review.order", clauses: open.flatMap(\.clauses) + gate.clauses,
          zh: "须先通过：\(open.map(\.label.zh).joined(separator: "、"))",
          en: "to be passed first: \(open.map(\.label.en).joined(separator: ", "))", field: "gate"))
    }
    let hasVoted = scenario.reviews.contains {
      $0.by == context.actor.organisation && $0.gate == gate.id
    }
    if hasVoted {
      reasons.append(
        Reason(
          "scenario.review.already", clauses: gate.clauses, zh: "本单位已对该事项表决",
          en: "the organisation voted on this gate already", field: "gate"))
    }
    return reasons
  }

  private func approvalReasons(
    _ scenario: Scenario, _ agreement: Agreement?, _ gate: SupplyGate, setsSupply: Bool,
    _ context: Context
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
    let unsaid = gate.aspects.filter { findings?[$0.id] == nil }
    if let reason = Refusals.missing(
      "scenario.review.aspects", unsaid, clauses: gate.clauses, zh: "请逐项写明认定",
      en: "say what was found on", field: "findings")
    {
      reasons.append(reason)
    }
    return setsSupply ? reasons + supplyReasons(context) : reasons
  }

  private func supplyReasons(_ context: Context) -> [Reason] {
    let rules = context.profile.supply
    guard rules.dueDateSetAtApproval.isAsked else { return [] }
    var reasons: [Reason] = []
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
          zh: "须设定供数路径，且只能经\(context.profile.supplyPlatform.zh)",
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
