// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// What a form shows of the step of a case that is to be done.
struct StepGuides {
  /// The request.
  let visit: Visit
  /// The records that the form names.
  let records: FormRecords
  /// What was filled in.
  let input: FormInput

  /// The materials that the fields of an action themselves are.
  private static let own = [
    "decision.record": ["documentNumber", "decidedOn"],
    "selection.record": ["projectNumber", "method"],
  ]

  /// The guide of a part; nil while no case is chosen.
  func guide(_ part: FieldOffer.StepPart, _ info: ActionInfo) -> FieldGuide? {
    guard let steps = CaseSteps(records.byTable["case"], visit), let actor = visit.context.actor
    else { return nil }
    let choices = candidates(steps, info, actor)
    let chosen = input.texts["step"].flatMap { name in choices.first { $0.id == name } }
    let step = chosen ?? choices.first
    switch part {
    case .open:
      return FieldGuide(choices: choices.map { ($0.id, visit.say($0.label)) })
    case .outcomes: return step.map { outcomes($0, steps.procedure) }
    case .materials: return step.map { materials($0, info) }
    case .plan: return plan(step, actor)
    case .due: return FieldGuide(isShown: step.map { setsDay($0, steps.procedure) } ?? true)
    }
  }

  private func candidates(
    _ steps: CaseSteps, _ info: ActionInfo, _ actor: Actor
  ) -> [ProcedureStep] {
    let own = steps.steps(of: info.name, actor)
    guard own.isEmpty else { return own }
    return steps.open.filter { $0.action.rawValue == info.name || $0.action == .general }
  }

  /// The ends of the step with what follows, such as `通过 → 下一环节：公示`.
  private func outcomes(_ step: ProcedureStep, _ procedure: Procedure) -> FieldGuide {
    FieldGuide(
      choices: StepResult.allCases.compactMap { result in
        guard let outcome = StepOutcome(rawValue: result.rawValue),
          let target = procedure.target(of: step, outcome: outcome)
        else { return nil }
        return (result.rawValue, "\(visit.say(result.label)) → \(visit.say(words(target)))")
      })
  }

  private func words(_ target: StepTarget) -> LocalText {
    switch target {
    case .step(let next):
      LocalText(zh: "下一环节：\(next.label.zh)", en: "next: \(next.label.en)")
    case .end(.active): LocalText(zh: "办结，生效", en: "done, in force")
    case .end(.refused): LocalText(zh: "办结，不予通过", en: "done, refused")
    case .end(.cancelled): LocalText(zh: "程序取消", en: "the case is cancelled")
    case .end(.ended): LocalText(zh: "程序结束", en: "the matter is over")
    }
  }

  private func materials(_ step: ProcedureStep, _ info: ActionInfo) -> FieldGuide {
    let own = Self.own[info.name] ?? []
    return FieldGuide(
      items: step.materials.filter { !own.contains($0.id) }.map { material in
        FieldGuide.Item(
          id: material.label.zh, label: visit.say(material.label),
          isRequired: !step.optionalMaterials.contains(material.id))
      })
  }

  /// The sections of the plan where the step fills them in, and nothing elsewhere.
  private func plan(_ step: ProcedureStep?, _ actor: Actor) -> FieldGuide? {
    guard step?.fillsPlan == true else { return FieldGuide(isShown: false) }
    let version = records.byTable["case"]?["profileVersion"]?.int.map(Int.init) ?? 0
    let profile = visit.console.platform.profile(of: actor.place, version: version)
    return FieldGuide(
      items: (profile?.authorisation.planSections ?? []).map {
        FieldGuide.Item(id: $0.id, label: visit.say($0.label))
      })
  }

  /// Whether some end of the step leads to one whose day is set in the case, or opens a call anew.
  private func setsDay(_ step: ProcedureStep, _ procedure: Procedure) -> Bool {
    StepOutcome.allCases.contains { outcome in
      guard case .step(let next) = procedure.target(of: step, outcome: outcome) else {
        return false
      }
      return next.period?.isSetInCase == true
        || (outcome != .passed && next.action == .submitApplication)
    }
  }
}
