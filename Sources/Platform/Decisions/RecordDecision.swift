// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Records a decision that another body made on a case, with its paper (EZ-02.6-g).
package struct RecordDecision: Action {
  let file: RecordID
  let body: String
  let documentNumber: String
  let occurredOn: Day
  let conclusion: Conclusion
  let attachments: [AttachedFile]

  /// The declaration.
  package static let spec = Spec<Self>(
    "decision.record", zh: "登记外部决定", en: "Record a decision made elsewhere",
    capacities: CaseFile.actors,
    clauses: ["EZ-02.6-g"], on: CaseFile.table.name, inStates: .possible(CaseFile.State.open),
    fields: Field("case", zh: "程序", en: "Case", refersTo: "case"),
    Field("body", zh: "决定机构", en: "Body", bounds: 1...200),
    Field("documentNumber", zh: "文号", en: "Document number", bounds: 1...100),
    Field("occurredOn", zh: "决定日期", en: "Decided on"),
    Field("conclusion", zh: "结论", en: "Conclusion"),
    Field("attachments", zh: "附件", en: "Attachments", bounds: 1...20, offers: .step(.materials)),
    make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let state: ProcedureState?
    let papers: FiledPapers
  }

  /// Where the case stands, and whether its papers stand for another one.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let state = try ProcedureState.find(file, read, context)
    var papers = FiledPapers(file: file, context)
    if !context.profile.papers.sharesDecisions {
      try papers.add(number: documentNumber, of: body, field: "documentNumber", read, context)
      try papers.add(
        attachments.map { ($0.name, $0.digest) }, of: state?.current, field: "attachments", read,
        context)
    }
    return Facts(state: state, papers: papers)
  }

  /// Refuses out of order, by who put the matter forward, and days before the step was reached.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let state = facts.state else {
      return .refused(Refusals.unknown("case", zh: "程序", en: "case", field: "case"))
    }
    let step: ProcedureStep
    switch state.open(.recordDecision) {
    case .success(let open): step = open
    case .failure(let problem): return .refused(problem.reason)
    }
    var reasons = [state.notNamed(for: step), state.separation(of: step, context)].compactMap { $0 }
    if occurredOn > context.today { reasons.append(Refusals.future(field: "occurredOn")) }
    if let reached = state.earliest(step), occurredOn < reached {
      let before = state.file.steps.last.flatMap { state.procedure.step($0.id) } ?? step
      reasons.append(
        Reason(
          "decision.early", clauses: before.clauses + step.clauses,
          zh: "决定日期早于“\(before.label.zh)”完成日 \(reached)",
          en: "the decision lies before \(reached), when the step before was done",
          field: "occurredOn"))
    }
    if conclusion == .approved,
      let reason = step.materialsReason(
        attachments.map(\.name) + ExternalDecision.ownMaterials, field: "attachments")
    {
      reasons.append(reason)
    }
    reasons += facts.papers.reasons(step.clauses, context)
    if let refusal = context.refusal(reasons) { return refusal }
    let id = context.newID(ExternalDecision.table)
    var events = [
      Event(
        DecisionRecorded(
          subject: id, place: context.place, about: state.file.subject, kind: step.id, body: body,
          documentNumber: documentNumber, conclusion: conclusion, attachments: attachments,
          by: context.actor.account, late: occurredOn < context.today)),
      state.advance(
        step, conclusion == .approved ? .passed : .rejected, record: id, on: occurredOn, context),
    ]
    events += state.endings(step, conclusion == .approved ? .passed : .rejected, context)
    events += facts.papers.events
    return .allowed(events, result: .object(["id": .string(id.rawValue)]))
  }
}

/// A decision made elsewhere was recorded.
package struct DecisionRecorded: DomainEvent {
  /// The stable type.
  package static let type = "decision.recorded"
  /// The decision.
  package let subject: RecordID
  let place: String
  let about: RecordID
  let kind: String
  let body: String
  let documentNumber: String
  let conclusion: Conclusion
  let attachments: [AttachedFile]
  let by: RecordID
  let late: Bool

  /// Adds the decision.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        ExternalDecision(
          id: subject, place: place, subject: about, kind: kind, body: body,
          documentNumber: documentNumber, decidedOn: stamp.occurredOn, conclusion: conclusion,
          attachments: attachments, recordedBy: by, late: late))
    ]
  }
}
