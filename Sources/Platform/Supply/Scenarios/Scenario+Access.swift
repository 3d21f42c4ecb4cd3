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
    else { return nil }
    return scenario
  }

  static let unknown = Refusals.unknown("scenario", zh: "场景", en: "scenario", field: "scenario")

  func wrongState(_ context: Context) -> Reason {
    Refusals.state(
      "scenario", is: state.rawValue, clauses: context.profile.supply.demandReviewers.clauses,
      zh: "场景的状态不允许此操作", en: "the scenario's state does not allow this")
  }

  /// Why the actor may not judge the scenario: it, or its organisation, put it forward.
  func separation(_ context: Context) -> Reason? {
    guard `operator` == context.actor.organisation || proposedBy == context.actor.account else {
      return nil
    }
    return Reason(
      "scenario.self", clauses: context.profile.supply.demandReviewers.clauses,
      zh: "提出单位不能审核自己的场景", en: "who put the scenario forward does not review it")
  }

  /// As what the actor votes: the roles among the profile's reviewers that it has here.
  func roles(of actor: Actor, _ profile: Profile) -> [Capacity] {
    Scenario.reviewers(profile).filter { role in
      actor.holds(role) && (role != .sourceUnit || sourceUnits.contains(actor.organisation))
    }
  }

  /// Who must all agree: the profile's word, or the bureau and the source units where it is silent.
  static func reviewers(_ profile: Profile) -> [Capacity] {
    profile.supply.demandReviewers.value ?? [.implementingBody, .sourceUnit]
  }

  /// The gates that the profile names; both where it is silent.
  static func gates(_ profile: Profile) -> [ReviewGate] {
    guard let reviews = profile.supply.reviews.value else { return ReviewGate.allCases }
    return ReviewGate.allCases.filter { gate in reviews.contains { $0.id == gate.review } }
  }

  /// Whether every reviewer agreed at every gate.
  func isComplete(_ profile: Profile) -> Bool {
    Scenario.gates(profile).allSatisfy { gate in
      let votes = reviews.filter { $0.gate == gate && $0.conclusion == .approved }
      return Scenario.reviewers(profile).allSatisfy { role in
        guard role == .sourceUnit else { return votes.contains { $0.roles.contains(role) } }
        return sourceUnits.allSatisfy { unit in
          votes.contains { $0.by == unit && $0.roles.contains(.sourceUnit) }
        }
      }
    }
  }
}

extension ReviewGate {
  /// The name of the review in the profile.
  var review: String {
    switch self {
    case .feasibility: "scenarioFeasibility"
    case .demand: "demandList"
    }
  }
}
