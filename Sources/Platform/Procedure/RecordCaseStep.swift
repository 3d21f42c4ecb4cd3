// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// Records a step of a case that has no action of its own, such as a plan drafted or filed.
///
/// Where the profile wants each of several bodies, each records its part and the last one passes
/// the step. Who may act, on which materials and by when, is the profile's word.
package struct RecordCaseStep: Action {
  let file: RecordID
  let step: String?
  let outcome: StepResult
  let documentNumber: String
  let digest: DigestText
  let materials: [StepMaterial]
  let sections: KeyedTexts?
  let dueOn: Day?
  let concerns: RecordID?
  let invites: [RecordID]
  let occurredOn: Day?

  /// The declaration.
  package static let spec = Spec<Self>(
    "case.record", zh: "登记程序环节", en: "Record a step of a case",
    capacities: CaseFile.actors, clauses: ["EZ-02.6-a"], on: CaseFile.table.name,
    inStates: .possible(CaseFile.State.open, .active),
    fields: Field("case", zh: "程序", en: "Case", refersTo: "case"),
    Field(
      "step", zh: "环节（不填为当前环节）", en: "Step (the current one unless given)", bounds: 1...60,
      offers: .step(.open)),
    Field("outcome", zh: "结果", en: "Outcome", offers: .step(.outcomes)),
    Field("documentNumber", zh: "文号", en: "Document number", bounds: 1...100),
    Field("digest", zh: "文件", en: "Document"),
    Field("materials", zh: "材料", en: "Materials", bounds: 0...50, offers: .step(.materials)),
    Field("sections", zh: "方案内容", en: "Sections of the plan", offers: .step(.plan)),
    Field("dueOn", zh: "为下一环节规定的期限", en: "Day set for the next step", offers: .step(.due)),
    Field(
      "concerns", zh: "涉及的申报", en: "Application concerned", refersTo: "application",
      offers: .record(.callApplications)),
    Field(
      "invites", zh: "请参加办理的单位", en: "Organisations asked to take part", bounds: 0...50,
      refersTo: "organisation"),
    Field("occurredOn", zh: "发生日", en: "Happened on"), make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let state: ProcedureState?
    /// The step for which the case waits since the named one lapsed; nil where it did not.
    let waiting: ProcedureStep?
    let isConcerned: Bool
    let concerned: Application?
    let invited: [Organisation?]
    let papers: FiledPapers
    /// The agreement whose supply begins again when the case comes to its end.
    let lifted: Agreement?
    /// Why the step is not done yet: the filing that fulfils it has no receipt.
    let unreceived: Reason?
    /// The call that the case carries.
    let call: Call?
  }

  /// Where the case stands, and whether it is the matter of whoever acts.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let found = try ProcedureState.find(file, read, context)
    let before = found?.beforeLapse(of: step)
    let state = before ?? found
    return Facts(
      state: state, waiting: before == nil ? nil : found?.current,
      isConcerned: try state.map { try $0.file.concerns(context.actor, read) } ?? false,
      concerned: try concerns.flatMap { try Application.here($0, read, context) },
      invited: try invites.map { try read.find(Organisation.self, $0) },
      papers: try papers(of: state?.openStep(step), read, context),
      lifted: try state?.suspendedAgreement(read, context),
      unreceived: try state.flatMap { try $0.unreceived($0.openStep(step), read, context) },
      call: try state.flatMap { try Call.here($0.file.subject, read, context) })
  }

  /// The step's paper and its materials.
  private func papers(
    of step: ProcedureStep?, _ read: any RecordReader, _ context: Context
  ) throws -> FiledPapers {
    var papers = FiledPapers(file: file, context)
    try papers.add(digest, field: "digest", read, context)
    try papers.add(
      materials.map { ($0.name, $0.digest) }, of: step, field: "materials", read, context)
    return papers
  }

  /// Only a step that is open, only by those whom the profile names, never by who put it forward,
  /// and with everything that it asks for.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let state = facts.state else {
      return .refused(Refusals.unknown("case", zh: "程序", en: "case", field: "case"))
    }
    guard let step = state.openStep(self.step) else { return .refused(closed(state)) }
    let day = occurredOn ?? context.today
    let late = facts.waiting != nil ? state.notInTime(step, on: occurredOn, context) : nil
    let reasons =
      actorReasons(state, step, facts, context) + dayReasons(state, step, day, context)
      + [late].compactMap { $0 }
      + contentReasons(state, step, facts, day, context)
      + facts.papers.reasons(step.clauses, context)
    if let refusal = context.refusal(reasons) { return refusal }
    let paper = CasePaper(documentNumber: documentNumber, digest: digest)
    let speaksFor = state.speaksFor(step)
    if step.needsAll, outcome == .passed, !state.isComplete(step, with: speaksFor) {
      let mark = StepMark(
        capacities: speaksFor, organisation: context.actor.organisation,
        account: context.actor.account, on: day, paper: paper, materials: materials)
      return .allowed(
        [Event(CaseMarked(subject: state.file.id, mark: mark), clauses: step.clauses)]
          + facts.papers.events,
        result: .object(["id": .string(state.file.id.rawValue)]))
    }
    let recorded = StepRecord(
      paper: paper, materials: materials,
      invited: [facts.concerned?.applicant].compactMap { $0 } + invites,
      plan: step.fillsPlan && outcome == .passed ? sections?.values : nil, dueOn: dueOn,
      isAfterLapse: facts.waiting != nil)
    let events =
      [state.advance(step, outcome.outcome, recorded, on: day, context)]
      + state.endings(step, outcome.outcome, context)
      + reopening(state, step, day, context) + facts.papers.events
      + lifting(state, step, facts, day, context)
      + state.publishing(step, outcome.outcome, on: day, context)
    return .allowed(events, result: .object(["id": .string(state.file.id.rawValue)]))
  }

  private func closed(_ state: ProcedureState) -> Reason {
    if let step {
      return Reason(
        "case.step.closed", clauses: state.procedure.clauses, zh: "此环节现在不能办理：\(step)",
        en: "this step is not open: \(step)", field: "step")
    }
    return state.endedState
  }

  private func actorReasons(
    _ state: ProcedureState, _ step: ProcedureStep, _ facts: Facts, _ context: Context
  ) -> [Reason] {
    var reasons: [Reason] = []
    if step.action != .general {
      reasons.append(
        Reason(
          "case.step.own", clauses: step.clauses, zh: "此环节有专门事项，请用专门事项办理：\(step.label.zh)",
          en: "this step has an action of its own: \(step.label.en)"))
    }
    // Whether it was done in time is said by whoever waits for it, not by who was late.
    let waiting = facts.waiting ?? step
    if let reason = state.notNamed(for: waiting) { reasons.append(reason) }
    if facts.waiting == nil, let reason = state.separation(of: step, context) {
      reasons.append(reason)
    }
    if let missed = state.procedure.missingNeeds(of: step, done: state.done).first {
      reasons.append(state.order(missed))
    }
    let actsAs = state.bodies.intersection(waiting.by)
    if !actsAs.isEmpty, actsAs.isSubset(of: CaseFile.owners), !facts.isConcerned {
      reasons.append(
        Reason(
          "case.step.stranger", clauses: step.clauses, zh: "不是本单位的事项",
          en: "it is not this organisation's matter"))
    }
    if let reason = state.otherBody(doing: waiting, context) { reasons.append(reason) }
    if let reason = inviteReason(actsAs, facts, context) { reasons.append(reason) }
    if step.needsAll, !actsAs.isEmpty, state.speaksFor(step).isEmpty {
      reasons.append(
        Reason(
          "case.step.already", clauses: step.clauses, zh: "本单位已办理此环节，尚待其他单位",
          en: "this body has done its part; others have not"))
    }
    return reasons
  }

  /// Only bodies of the place ask others to take part, and only organisations that are there.
  private func inviteReason(
    _ actsAs: Set<Capacity>, _ facts: Facts, _ context: Context
  ) -> Reason? {
    let isHere = facts.invited.allSatisfy { $0?.place == context.place && $0?.state == .active }
    guard !invites.isEmpty, !isHere || actsAs.isSubset(of: CaseFile.owners) else { return nil }
    return Reason(
      "case.step.invite", zh: "只能由主管部门邀请本地区的在用单位参加办理",
      en: "only a body of the place asks others to take part, and only active organisations here",
      field: "invites")
  }

  private func dayReasons(
    _ state: ProcedureState, _ step: ProcedureStep, _ day: Day, _ context: Context
  ) -> [Reason] {
    var reasons: [Reason] = []
    if day > context.today { reasons.append(Refusals.future(field: "occurredOn")) }
    if let entered = state.earliest(step), day < entered {
      reasons.append(Refusals.early(entered, clauses: step.clauses, field: "occurredOn"))
    }
    return reasons
  }

  private func contentReasons(
    _ state: ProcedureState, _ step: ProcedureStep, _ facts: Facts, _ day: Day,
    _ context: Context
  ) -> [Reason] {
    guard step.action == .general else { return [] }
    var reasons: [Reason] = []
    if state.procedure.target(of: step, outcome: outcome.outcome) == nil {
      reasons.append(
        Reason(
          "case.step.outcome", clauses: step.clauses, zh: "此环节没有这一结果",
          en: "this step has no such outcome", field: "outcome"))
    }
    if concerns != nil, facts.concerned?.call != state.file.subject {
      reasons.append(Application.unknown)
    }
    let earlier = (state.file.marks ?? []).flatMap(\.materials)
    let isLast = !step.needsAll || state.isComplete(step, with: state.speaksFor(step))
    if outcome == .passed, isLast,
      let reason = step.materialsReason((earlier + materials).map(\.name), field: "materials")
    {
      reasons.append(reason)
    }
    if outcome == .passed, step.fillsPlan { reasons += planReasons(facts.call, context) }
    let size =
      materials.reduce(0) { $0 + ($1.text?.utf8.count ?? 0) + $1.name.utf8.count }
      + (sections?.values.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count } ?? 0)
    if size > 40_000 {
      reasons.append(
        Reason(
          "case.text.long", zh: "填写内容总长不超过 40000 字节", en: "the texts have at most 40,000 bytes",
          field: "sections"))
    }
    if let reason = dueReason(state, step, day, context) { reasons.append(reason) }
    if outcome == .passed, let reason = facts.unreceived { reasons.append(reason) }
    return reasons
  }

  private func planReasons(_ call: Call?, _ context: Context) -> [Reason] {
    let empty = context.profile.authorisation.planSections.compactMap { section -> Reason? in
      guard sections?[section.id] == nil else { return nil }
      return Reason(
        "plan.section.empty", clauses: section.clauses, zh: "方案内容尚未写明：\(section.label.zh)",
        en: "a section of the plan is empty: \(section.label.en)", field: "sections")
    }
    let mode = PlanMode(context.profile)?.reason(filling: sections?.values, call: call)
    return empty + (mode.map { [$0] } ?? [])
  }

  /// A day for the next step is asked for where the text leaves it to the case, and nowhere else.
  private func dueReason(
    _ state: ProcedureState, _ step: ProcedureStep, _ day: Day, _ context: Context
  ) -> Reason? {
    guard step.id == state.file.current else { return nil }
    let next = state.way(from: step, outcome.outcome, on: day, context).next
    let isAsked = next?.period?.isSetInCase == true || reopens(state, next)
    guard let dueOn else {
      guard isAsked, let next else { return nil }
      return Reason(
        "case.due.missing", clauses: next.period?.workingDays.clauses ?? next.clauses,
        zh: "须为下一环节规定期限：\(next.label.zh)", en: "set the day for the next step: \(next.label.en)",
        field: "dueOn")
    }
    guard isAsked, dueOn > day, dueOn > context.today else {
      return Reason(
        "case.due", clauses: next?.clauses ?? [], zh: "下一环节的期限不由本次办理规定，或不晚于今天",
        en: "the next step's day is not set here, or does not lie in the future", field: "dueOn")
    }
    return nil
  }

  /// Whether the case goes back to where applications are taken, so that its call opens again.
  private func reopens(_ state: ProcedureState, _ next: ProcedureStep?) -> Bool {
    outcome != .passed && next?.action == .submitApplication && state.carriesCall
  }

  /// Supply begins again with the step that ends the case, and the case has served for it.
  private func lifting(
    _ state: ProcedureState, _ step: ProcedureStep, _ facts: Facts, _ day: Day,
    _ context: Context
  ) -> [Event] {
    guard let agreement = facts.lifted, !state.runsBeside(step),
      state.way(from: step, outcome.outcome, on: day, context).end == .active,
      !context.isOff("case.lift")
    else { return [] }
    return [
      Event(
        AgreementResumed(subject: agreement.id, documentNumber: documentNumber),
        clauses: step.clauses),
      Event(CaseServed(subject: state.file.id, action: ResumeAgreement.spec.info.name)),
    ]
  }

  private func reopening(
    _ state: ProcedureState, _ step: ProcedureStep, _ day: Day, _ context: Context
  ) -> [Event] {
    let next = state.way(from: step, outcome.outcome, on: day, context).next
    guard step.id == state.file.current, reopens(state, next), let dueOn else { return [] }
    return [Event(CallReopened(subject: state.file.subject, closesOn: dueOn))]
  }
}
