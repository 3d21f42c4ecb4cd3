// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

extension Scenario {
  /// The scenario of the actor's place that its organisation put forward; nil for any other.
  static func owned(
    _ id: RecordID, _ read: any RecordReader, _ context: Context
  ) throws -> Scenario? {
    guard let scenario = try read.find(Scenario.self, id), scenario.place == context.place,
      scenario.operator == context.actor.organisation
    else { return nil }
    return scenario
  }

  /// The scenario of the actor's place that its organisation reviews; nil for any other.
  static func forReview(
    _ id: RecordID, _ read: any RecordReader, _ context: Context
  ) throws -> Scenario? {
    guard let scenario = try read.find(Scenario.self, id), scenario.place == context.place,
      context.isBureau || scenario.sourceUnits.contains(context.actor.organisation)
        || scenario.reviews(context.actor, context.profile)
    else { return nil }
    return scenario
  }

  static let unknown = Refusals.unknown("scenario", zh: "场景", en: "scenario", field: "scenario")

  func wrongState(_ context: Context) -> Reason {
    Refusals.state(
      "scenario", is: state.rawValue, clauses: context.profile.supply.gates.clauses,
      zh: "场景的状态不允许此操作", en: "the scenario's state does not allow this")
  }

  /// Why the actor may not judge the scenario: it put it forward, or its organisation did.
  func separation(
    _ context: Context, _ separation: Separation = .organisation, clauses: [ClauseID]? = nil
  ) -> Reason? {
    let isOwn = separation == .organisation && `operator` == context.actor.organisation
    let isSelf = separation != .none && proposedBy == context.actor.account
    guard isOwn || isSelf else { return nil }
    return Reason(
      "scenario.self", clauses: clauses ?? context.profile.supply.gates.clauses,
      zh: separation == .organisation ? "提出单位不能审核自己的场景" : "提出人不能审核自己的场景，须由他人审核",
      en: separation == .organisation
        ? "who put the scenario forward does not review it"
        : "who put the scenario forward does not review it: another person must")
  }

  /// How far an actor must stand from the proposer at the gates where it has a vote.
  func separation(of actor: Actor, _ profile: Profile) -> Separation {
    let gates = Scenario.gates(profile).filter { !roles(of: actor, at: $0).isEmpty }
    return gates.contains { $0.separation == .person } ? .person : .organisation
  }

  /// As what the actor votes at a gate: the roles among its reviewers that it has here.
  func roles(of actor: Actor, at gate: SupplyGate) -> [Capacity] {
    gate.reviewers.filter { actor.holds($0) && isAsked(actor.organisation, as: $0) }
  }

  /// Whether the actor has a vote at some gate.
  func reviews(_ actor: Actor, _ profile: Profile) -> Bool {
    Scenario.gates(profile).contains { !roles(of: actor, at: $0).isEmpty }
  }

  /// The gates in their order; none where the text asks for no review.
  static func gates(_ profile: Profile) -> [SupplyGate] { profile.supply.gates.value ?? [] }

  /// Whether an organisation is asked in a role: the units and authorities concerned, the
  /// scenario's own operator, and bodies of the place.
  private func isAsked(_ organisation: RecordID, as role: Capacity) -> Bool {
    switch role {
    case .sourceUnit: sourceUnits.contains(organisation)
    case .industryAuthority: industryAuthorities?.contains(organisation) == true
    case .operator: organisation == `operator`
    default: true
    }
  }

  /// Whether every reviewer agreed at every gate.
  func isComplete(_ profile: Profile) -> Bool { Scenario.gates(profile).allSatisfy(isPassed) }

  /// Whether every reviewer agreed at a gate.
  func isPassed(_ gate: SupplyGate) -> Bool {
    let votes = reviews.filter { $0.gate == gate.id && $0.conclusion == .approved }
    func agreed(_ role: Capacity, _ asked: [RecordID]) -> Bool {
      asked.allSatisfy { one in votes.contains { $0.by == one && $0.roles.contains(role) } }
    }
    return gate.reviewers.allSatisfy { role in
      switch role {
      case .sourceUnit: agreed(role, sourceUnits)
      case .industryAuthority:
        industryAuthorities?.isEmpty == false && agreed(role, industryAuthorities ?? [])
      default: votes.contains { $0.roles.contains(role) }
      }
    }
  }
}
