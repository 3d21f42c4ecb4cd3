// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

extension ProcedureState {
  /// Why the actor may not judge what was put forward, nil when it may.
  func separation(of step: ProcedureStep, _ context: Context) -> Reason? {
    // What was done beside the chain put nothing forward.
    let last = file.steps.last { procedure.step($0.id)?.blocks != false }
    // Whoever closed a call put nothing forward; the applicants did.
    if let last, procedure.step(last.id)?.action == .submitApplication { return nil }
    let account = last?.by ?? file.openedBy
    let organisation = last?.organisation ?? file.openedFor
    // A body that wrote down after a lapse what another had done in time put nothing forward; who
    // did so for it says not also that it was done well.
    let isWrittenDown = last?.isAfterLapse == true
    switch step.separation {
    case .organisation where !isWrittenDown:
      guard organisation == context.actor.organisation else { return nil }
      return Reason(
        "case.step.self", clauses: step.clauses, zh: "提出单位不能办理自己提出的事项，请由其他单位办理",
        en: "the organisation that put the matter forward does not decide on it")
    case .none: return nil
    case .person, .organisation:
      guard account == context.actor.account else { return nil }
      return Reason(
        "case.step.self", clauses: step.clauses, zh: "提出人不能办理自己提出的事项，请换人办理",
        en: "who put the matter forward does not decide on it; another person must")
    }
  }
}
