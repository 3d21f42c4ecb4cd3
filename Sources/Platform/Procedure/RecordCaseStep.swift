// SPDX-License-Identifier: Apache-2.0
import Core
package import Regulation

/// Records a step of a case that has no action of its own, such as a plan drafted or filed.
package struct RecordCaseStep: Action {
  let file: RecordID
  let outcome: StepResult
  let documentNumber: String
  let digest: DigestText
  let occurredOn: Day?

  /// The declaration.
  package static let spec = Spec<Self>(
    "case.record", zh: "登记程序环节", en: "Record a step of a case",
    capacities: [
      .grantor, .implementingBody, .dataAuthority, .supervisingAuthority, .coordinationBody,
      .expertGroup, .sourceUnit, .industryAuthority, .operator, .registry,
    ],
    clauses: ["EZ-02.6-a"], on: CaseFile.table.name,
    fields: Field("case", zh: "程序", en: "Case", refersTo: "case"),
    Field("outcome", zh: "结果", en: "Outcome"),
    Field("documentNumber", zh: "文号", en: "Document number", bounds: 1...100),
    Field("digest", zh: "文件摘要", en: "Digest of the document"),
    Field("occurredOn", zh: "发生日", en: "Happened on"), make: Self.init)

  /// Where the case stands.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> ProcedureState? {
    try ProcedureState.find(file, read, context)
  }

  /// Only the current step, only by those whom the profile names, never by who put it forward.
  package func decide(_ facts: ProcedureState?, _ context: Context) -> Decision {
    guard let state = facts else {
      return .refused(Refusals.unknown("case", zh: "程序", en: "case", field: "case"))
    }
    guard let step = state.current else {
      return .refused(
        Refusals.state(
          "case", is: state.file.state.rawValue, clauses: state.procedure.clauses, zh: "程序已结束",
          en: "the case has ended"))
    }
    var reasons: [Reason] = []
    if !state.isGeneral(step) {
      reasons.append(
        Reason(
          "case.step.own", clauses: step.clauses, zh: "此环节有专门事项，请用专门事项办理：\(step.label.zh)",
          en: "this step has an action of its own: \(step.label.en)"))
    }
    if let reason = state.notNamed(for: step) { reasons.append(reason) }
    if let reason = state.separation(of: step, context) { reasons.append(reason) }
    if state.procedure.target(of: step, outcome: outcome.outcome) == nil {
      reasons.append(
        Reason(
          "case.step.outcome", clauses: step.clauses, zh: "此环节没有这一结果",
          en: "this step has no such outcome", field: "outcome"))
    }
    let day = occurredOn ?? context.today
    if day > context.today { reasons.append(Refusals.future(field: "occurredOn")) }
    if let refusal = context.refusal(reasons) { return refusal }
    let paper = CasePaper(documentNumber: documentNumber, digest: digest)
    return .allowed(
      state.advance(step, outcome.outcome, record: nil, paper: paper, on: day, context),
      id: state.file.id)
  }
}

extension ProcedureState {
  /// Why the actor may not judge what was put forward, nil when it may.
  func separation(of step: ProcedureStep, _ context: Context) -> Reason? {
    let account = file.steps.last?.by ?? file.openedBy
    let organisation = file.steps.last?.organisation ?? file.openedFor
    switch step.separation {
    case .none: return nil
    case .person:
      guard account == context.actor.account else { return nil }
      return Reason(
        "case.step.self", clauses: step.clauses, zh: "提出人不能办理自己提出的事项，请换人办理",
        en: "who put the matter forward does not decide on it; another person must")
    case .organisation:
      guard organisation == context.actor.organisation else { return nil }
      return Reason(
        "case.step.self", clauses: step.clauses, zh: "提出单位不能办理自己提出的事项，请由其他单位办理",
        en: "the organisation that put the matter forward does not decide on it")
    }
  }
}

/// How a step ended.
package enum StepResult: String, ChoiceValue {
  case passed
  case rejected
  case returned

  /// The outcome in the procedure.
  var outcome: StepOutcome {
    switch self {
    case .passed: .passed
    case .rejected: .rejected
    case .returned: .returned
    }
  }

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .passed: LocalText(zh: "通过", en: "passed")
    case .rejected: LocalText(zh: "不通过", en: "rejected")
    case .returned: LocalText(zh: "退回", en: "returned")
    }
  }
}
