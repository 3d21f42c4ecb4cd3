// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Records an operator that was selected outside the platform, such as at a trading centre.
///
/// Bidders there need not have applied to the call. Nothing is scored here: the competition has
/// its method, its number and its papers.
package struct RecordSelection: Action {
  let file: RecordID
  let organisation: RecordID
  let body: String
  let documentNumber: String
  let method: String
  let materials: [StepMaterial]
  let occurredOn: Day

  /// The declaration.
  package static let spec = Spec<Self>(
    "selection.record", zh: "登记竞争结果", en: "Record a selection made outside",
    capacities: [.grantor, .implementingBody, .dataAuthority], clauses: ["EZ-02.6-e"],
    on: CaseFile.table.name, inStates: .possible(CaseFile.State.open),
    fields: Field("case", zh: "程序", en: "Case", refersTo: "case"),
    Field("organisation", zh: "中选单位", en: "Selected organisation", refersTo: "organisation"),
    Field("body", zh: "组织竞争的机构", en: "Body that ran the competition", bounds: 1...200),
    Field("documentNumber", zh: "项目编号", en: "Project number", bounds: 1...100),
    Field("method", zh: "竞争方式", en: "Method", bounds: 1...60, offers: .rules(.callMethods)),
    Field("materials", zh: "材料", en: "Materials", bounds: 0...50, offers: .step(.materials)),
    Field("occurredOn", zh: "确定日", en: "Determined on"), make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let state: ProcedureState?
    let call: Call?
    let winner: Organisation?
    let application: Application?
    /// Whether the project number and the papers stand for another case.
    let papers: FiledPapers
  }

  /// The case, its call, the organisation, and its application if it made one.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let state = try ProcedureState.find(file, read, context)
    let call = try state.flatMap { try Call.here($0.file.subject, read, context) }
    var papers = FiledPapers(file: file, context)
    if !context.profile.papers.sharesDecisions {
      try papers.add(number: documentNumber, of: body, field: "documentNumber", read, context)
    }
    try papers.add(
      materials.map { ($0.name, $0.digest) }, of: state?.current, field: "materials", read, context)
    return Facts(
      state: state, call: call, winner: try read.find(Organisation.self, organisation),
      application: try call.flatMap { call in
        try read.all(
          Application.self, .equal("call", call.id), .equal("applicant", organisation)
        ).first { $0.state == .submitted || $0.state == .eligible }
      }, papers: papers)
  }

  /// Refuses out of order, other bodies than operators, and methods that the profile lacks.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let state = facts.state, let call = facts.call else {
      return .refused(Refusals.unknown("case", zh: "程序", en: "case", field: "case"))
    }
    let step: ProcedureStep
    switch state.open(.recordSelection) {
    case .success(let open): step = open
    case .failure(let problem): return .refused(problem.reason)
    }
    guard let winner = facts.winner, winner.place == context.place else {
      return .refused(
        Refusals.unknown("organisation", zh: "单位", en: "organisation", field: "organisation"))
    }
    let reasons =
      [
        state.notNamed(for: step), winnerReason(winner, step, context), methodReason(context),
        step.materialsReason(
          materials.map(\.name) + ["projectNumber", "method"], field: "materials"),
      ].compactMap { $0 } + dayReasons(state, step, context)
      + facts.papers.reasons(step.clauses, context)
    if let refusal = context.refusal(reasons) { return refusal }
    let id = facts.application?.id ?? context.newID(Application.table)
    return .allowed(
      [
        Event(
          SelectionRecorded(
            subject: call.id, application: id, applicant: winner.id, body: body,
            documentNumber: documentNumber, method: method, by: context.actor.account)),
        state.advance(
          step, .passed, StepRecord(record: id, materials: materials), on: occurredOn, context),
      ] + facts.papers.events, result: .object(["id": .string(id.rawValue)]))
  }

  private func winnerReason(
    _ winner: Organisation, _ step: ProcedureStep, _ context: Context
  ) -> Reason? {
    let isFit =
      winner.state == .active && winner.capacities.contains(.operator)
      && context.profile.allowsOperator(legalForm: winner.legalForm.rawValue)
    guard !isFit else { return nil }
    return Reason(
      "selection.operator", clauses: context.profile.operatorFormClauses + step.clauses,
      zh: "中选单位须为已登记、组织形式符合规定的运营机构",
      en: "the organisation must be registered as an operator, of an allowed legal form",
      field: "organisation")
  }

  private func methodReason(_ context: Context) -> Reason? {
    let methods = context.profile.authorisation.callMethods
    guard let known = methods.value, !known.contains(where: { $0.id == method }) else { return nil }
    let names = known.map(\.id).joined(separator: ", ")
    return Reason(
      "selection.method", clauses: methods.clauses, zh: "竞争方式应为：\(names)",
      en: "the methods are: \(names)", field: "method")
  }

  private func dayReasons(
    _ state: ProcedureState, _ step: ProcedureStep, _ context: Context
  ) -> [Reason] {
    var reasons: [Reason] = []
    if occurredOn > context.today { reasons.append(Refusals.future(field: "occurredOn")) }
    if occurredOn < state.file.enteredOn {
      reasons.append(
        Reason(
          "selection.early", clauses: step.clauses,
          zh: "确定日早于到达此环节的日期 \(state.file.enteredOn)",
          en: "it lies before \(state.file.enteredOn), when the step was reached",
          field: "occurredOn"))
    }
    return reasons
  }
}

/// An operator was selected outside the platform.
package struct SelectionRecorded: DomainEvent {
  /// The stable type.
  package static let type = "selection.recorded"
  /// The call.
  package let subject: RecordID
  let application: RecordID
  let applicant: RecordID
  let body: String
  let documentNumber: String
  let method: String
  let by: RecordID

  /// Sets the choice; who did not apply to the call gets a record in place of an application.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var call = try read.find(Call.self, subject) else { return [] }
    call.selected = application
    call.state = .awarded
    if var own = try read.find(Application.self, application) {
      own.state = .selected
      return [.put(call), .put(own)]
    }
    let made = Application(
      id: application, place: call.place, call: call.id, applicant: applicant, materials: [],
      evidence: [], reportsOn: nil, declaresNoIncident: false, incidents: [], submittedBy: by,
      submittedOn: stamp.occurredOn, state: .selected, reasons: [], explanation: nil)
    return [.put(call), .put(made)]
  }
}
