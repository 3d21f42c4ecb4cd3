// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// The steps of a case that can be done now, read from its record and the rules under which it
/// began.
struct CaseSteps {
  /// The actions that do a step of a case, with the kind of step that they do.
  private static let doing: [String: StepAction] = [
    "case.record": .general, "decision.record": .recordDecision,
    "selection.record": .recordSelection, "agreement.draft": .signAgreement,
    "call.draft": .publishCall,
  ]

  /// The procedure.
  let procedure: Procedure
  /// The step for which the case waits, and those beside the chain.
  let open: [ProcedureStep]
  /// The step for which the case waits.
  private let current: String?
  /// The step that lapsed last and that nothing followed: what was done in time can be recorded.
  let lapsed: ProcedureStep?
  private let isSeveral: Bool
  private let isInForce: Bool

  /// Reads a case; nil where its rules are not kept or the record does not say where it stands.
  init?(_ file: JSON?, _ visit: Visit) {
    guard let file, let name = file["procedure"]?.string, let version = file["profileVersion"]?.int,
      let place = visit.context.actor?.place,
      let profile = visit.console.platform.profile(of: place, version: Int(version)),
      let procedure = profile.procedure(name)
    else { return nil }
    self.procedure = procedure
    let isOpen = file["state"]?.string == CaseFile.State.open.rawValue
    current = isOpen ? file["current"]?.string : nil
    let beside = (file["beside"]?.array ?? []).compactMap { $0["step"]?.string }
    open = ([current].compactMap { $0 } + beside).compactMap(procedure.step)
    lapsed = isOpen ? file["lapsedStep"]?.string.flatMap(procedure.step) : nil
    isSeveral = profile.authorisation.selection.value == .several
    isInForce = file["state"]?.string == CaseFile.State.active.rawValue
  }

  /// The open steps of a kind that the rules give to an actor, and the one that lapsed, for those
  /// who do the step that came of it.
  func steps(doing action: StepAction, by actor: Actor) -> [ProcedureStep] {
    let own = open.filter { !actor.capacities.isDisjoint(with: $0.by) }
    let late = [lapsed].compactMap { $0 }.filter {
      $0.action == .general && !open.contains($0) && own.contains { $0.id == current }
    }
    return (own + late).filter { $0.action == action }
  }

  /// Whether an action on the case has a step to do; true for actions that do no step.
  func allows(_ name: String, _ actor: Actor) -> Bool {
    guard let action = Self.doing[name] else { return true }
    if action == .signAgreement, isSeveral, isInForce { return true }
    return !steps(doing: action, by: actor).isEmpty
  }

  /// What the open steps of an action are; none for actions that do no step.
  func steps(of name: String, _ actor: Actor) -> [ProcedureStep] {
    Self.doing[name].map { steps(doing: $0, by: actor) } ?? []
  }
}

extension Procedure {
  /// Whether an actor can open it as a case: it is not carried out on records of its own, does not
  /// begin with a call, and the first step is the actor's.
  func canBeOpened(by actor: Actor) -> Bool {
    guard carriedBy == nil, let first, first.action != .publishCall else { return false }
    return !actor.capacities.isDisjoint(with: first.by)
  }
}
