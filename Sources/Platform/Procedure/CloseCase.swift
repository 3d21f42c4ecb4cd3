// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Takes a case back before anything was decided on it.
package struct WithdrawCase: Action {
  let file: RecordID
  let ground: String

  /// The declaration.
  package static let spec = Spec<Self>(
    "case.withdraw", zh: "撤回程序", en: "Withdraw a case", capacities: CaseFile.actors,
    clauses: ["EZ-02.6-a"], on: CaseFile.table.name,
    inStates: .possible(CaseFile.State.open),
    fields: Field("case", zh: "程序", en: "Case", refersTo: "case"),
    Field("ground", zh: "撤回理由", en: "Ground", bounds: 1...500), make: Self.init)

  /// Where the case stands.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> ProcedureState? {
    try ProcedureState.find(file, read, context)
  }

  /// Only by the organisation that opened it, while no decision was made, and not where what was
  /// begun must be brought to its end.
  package func decide(_ facts: ProcedureState?, _ context: Context) -> Decision {
    guard let state = facts, state.file.openedFor == context.actor.organisation else {
      return .refused(Refusals.unknown("case", zh: "程序", en: "case", field: "case"))
    }
    guard state.file.state == .open else { return .refused(state.endedState) }
    let decided = state.procedure.steps.first { step in
      state.done.contains(step.id) && (step.kind == .externalDecision || step.kind == .sign)
    }
    let reasons = [
      decided.map { decided in
        Reason(
          "case.withdraw.decided", clauses: decided.clauses,
          zh: "已作出决定，不能撤回：\(decided.label.zh)",
          en: "it cannot be withdrawn after: \(decided.label.en)")
      }, state.mustEnd,
    ].compactMap { $0 }
    if let refusal = context.refusal(reasons) { return refusal }
    return .allowed(
      [Event(CaseClosed(subject: file, end: .cancelled, ground: ground))] + state.failures,
      result: .object(["id": .string(file.rawValue)]))
  }
}

/// Ends the wait for a step that was not done by its day, where the profile says what follows.
package struct LapseCase: Action {
  let file: RecordID

  /// The declaration.
  package static let spec = Spec<Self>(
    "case.lapse", zh: "登记逾期未办", en: "Record that a step lapsed",
    capacities: [
      .system, .grantor, .implementingBody, .dataAuthority, .supervisingAuthority,
      .coordinationBody,
    ], clauses: ["EZ-02.6-a"], on: CaseFile.table.name,
    inStates: .possible(CaseFile.State.open),
    fields: Field("case", zh: "程序", en: "Case", refersTo: "case"), make: Self.init)

  /// Where the case stands.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> ProcedureState? {
    try ProcedureState.find(file, read, context)
  }

  /// Refuses before the day is over, and where the profile names nothing that follows.
  package func decide(_ facts: ProcedureState?, _ context: Context) -> Decision {
    guard let state = facts else {
      return .refused(Refusals.unknown("case", zh: "程序", en: "case", field: "case"))
    }
    guard let step = state.current else { return .refused(state.endedState) }
    guard state.procedure.target(of: step, outcome: .lapsed) != nil else {
      return .refused(
        Reason(
          "case.lapse.none", clauses: step.clauses, zh: "规定未设此环节逾期的后果",
          en: "the rules name nothing that follows when this step is late"))
    }
    if let refusal = context.refusal(notOver(step, state.file, context)) { return refusal }
    return .allowed(
      [state.advance(step, .lapsed, record: nil, on: context.today, context)]
        + state.endings(step, .lapsed, context),
      result: .object(["id": .string(file.rawValue)]))
  }

  /// Why the step's day is not over: it lies ahead, or nobody knows yet which day it is.
  private func notOver(
    _ step: ProcedureStep, _ file: CaseFile, _ context: Context
  ) -> Reason? {
    switch file.due.map(context.calendar.settled) {
    case .certain(let dueOn)? where context.today > dueOn: nil
    case .flagged(_, let year)?:
      Reason(
        "case.lapse.uncertain", clauses: step.clauses,
        zh: "期限跨入 \(year) 年，该年放假安排尚未载入，期限届满日不能确定；载入放假安排后再登记",
        en: "the period reaches into \(year), whose holidays are not loaded yet, so that its last"
          + " day is not known; load them first")
    case .certain, nil:
      Reason(
        "case.lapse.early", clauses: step.clauses, zh: "期限尚未届满",
        en: "the step's day is not over")
    }
  }
}

extension ProcedureState {
  /// Why a case is brought to its end and not taken back, with the clauses of what is still to be
  /// done; nil where it can be taken back.
  ///
  /// Who opened an incident or ordered a rectification does not close it by withdrawing.
  var mustEnd: Reason? {
    let isBegun = !file.steps.isEmpty || file.marks?.isEmpty == false
    switch procedure.withdrawal {
    case .undecided: return nil
    case .unbegun where !isBegun: return nil
    case .unbegun, .never: break
    }
    var clauses = procedure.clauses
    for clause in nextSteps.flatMap(\.clauses) where !clauses.contains(clause) {
      clauses.append(clause)
    }
    let left = nextSteps.first?.label
    return Reason(
      "case.withdraw.barred", clauses: clauses,
      zh: "此程序须办结，不能撤回，尚待：\(left?.zh ?? "")",
      en: "this case is brought to its end and not withdrawn; still to be done: \(left?.en ?? "")")
  }

  /// Why nothing can be done on a case that has ended.
  var endedState: Reason {
    Refusals.state(
      "case", is: file.state.rawValue, clauses: procedure.clauses, zh: "程序已结束",
      en: "the case has ended")
  }
}

/// A case was closed before its last step.
package struct CaseClosed: DomainEvent {
  /// The stable type.
  package static let type = "case.closed"
  /// The case.
  package let subject: RecordID
  let end: CaseEnd
  let ground: String

  /// Ends the case.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var file = try read.find(CaseFile.self, subject) else { return [] }
    file.end(end)
    return [.put(file)]
  }
}
