// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Records a step of a person's admission, such as the pass of the training, the number of the
/// filing or the signed confidentiality agreement (QZ-18-a, QZ-20.1-a to QZ-20.1-c, QZ-20.1-e).
package struct RecordAdmissionStep: Action {
  let admission: RecordID
  let step: String
  let conclusion: Conclusion
  let digest: DigestText
  let items: KeyedTexts
  let until: Day?

  /// The declaration.
  package static let spec = Spec<Self>(
    "admission.record", zh: "登记准入环节", en: "Record a step of an admission",
    capacities: [
      .operator, .developer, .platformOperator, .implementingBody, .dataAuthority,
      .supervisingAuthority,
    ],
    clauses: ["QZ-18-a", "QZ-20.1-a", "QZ-20.1-b", "QZ-20.1-c", "QZ-20.1-e"],
    on: Admission.table.name, inStates: .possible(Admission.State.open, .admitted),
    fields: Field("admission", zh: "人员准入", en: "Admission", refersTo: "admission"),
    Field("step", zh: "环节", en: "Step", bounds: 1...60, offers: .rules(.admissionSteps)),
    Field("conclusion", zh: "结论", en: "Conclusion"),
    Field("digest", zh: "文件摘要", en: "Digest of the paper"),
    Field(
      "items", zh: "应填事项", en: "What is to be filled in", offers: .rules(.admissionItems)),
    Field("until", zh: "有效期至", en: "Holds until"), make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let admission: Admission?
    let account: Account?
    let own: Organisation?
  }

  /// The admission with its person, and for whom the actor acts.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let found = try Admission.here(admission, read, context)
    return Facts(
      admission: found, account: try found.flatMap { try read.find(Account.self, $0.account) },
      own: try read.find(Organisation.self, context.actor.organisation))
  }

  /// Only whom the profile names, after what it needs, and with everything that it asks for.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let admission = facts.admission else { return .refused(Admission.unknown) }
    guard admission.state.isLive else { return .refused(admission.wrongState) }
    guard let procedure = DomainEntry.procedure(context.profile),
      let step = procedure.step(self.step)
    else {
      let names = DomainEntry.procedure(context.profile)?.steps.map(\.id) ?? []
      return .refused(
        Reason(
          "admission.step", zh: "环节应为：\(names.joined(separator: "、"))",
          en: "the steps are: \(names.joined(separator: ", "))", field: "step"))
    }
    let reasons =
      actorReasons(admission, step, facts, context)
      + contentReasons(admission, procedure, step, facts, context)
    if let refusal = context.refusal(reasons) { return refusal }
    let recorded = AdmissionStep(
      id: step.id, isPassed: conclusion == .approved, digest: digest, until: until,
      by: context.actor.account, organisation: context.actor.organisation, on: context.today)
    let done = admission.done(on: context.today).union(recorded.isPassed ? [step.id] : [])
    let isWhole = procedure.steps.allSatisfy { done.contains($0.id) }
    let fact = AdmissionStepRecorded(subject: admission.id, step: recorded, isWhole: isWhole)
    let texts = items.values.mapValues(JSON.string)
    return .allowed(
      [Event(fact, payload: ["items": .object(texts)], clauses: step.clauses)],
      result: ["id": .string(admission.id.rawValue), "admitted": .bool(isWhole)])
  }

  private func actorReasons(
    _ admission: Admission, _ step: ProcedureStep, _ facts: Facts, _ context: Context
  ) -> [Reason] {
    var reasons: [Reason] = []
    let held = context.actor.capacities.intersection(facts.own?.capacities ?? [])
    if held.isDisjoint(with: step.by) {
      reasons.append(
        Reason(
          "admission.by", clauses: step.clauses, zh: "此环节由其他单位办理：\(step.label.zh)",
          en: "others do this step: \(step.label.en)", field: "step"))
    }
    let isOwn =
      switch step.separation {
      case .none: false
      case .person: context.actor.account == admission.account
      case .organisation: context.actor.organisation == admission.organisation
      }
    if isOwn {
      reasons.append(
        Reason(
          "admission.self", clauses: step.clauses, zh: "申请方不能审查自己的人员",
          en: "who put a person forward does not vet them", field: "step"))
    }
    return reasons
  }

  private func contentReasons(
    _ admission: Admission, _ procedure: Procedure, _ step: ProcedureStep, _ facts: Facts,
    _ context: Context
  ) -> [Reason] {
    guard conclusion == .approved else { return [] }
    var reasons: [Reason] = []
    let early = procedure.missingNeeds(of: step, done: admission.done(on: context.today))
    if let first = early.first {
      reasons.append(
        Reason(
          "admission.order", clauses: step.clauses, zh: "请先完成：\(first.label.zh)",
          en: "this comes first: \(first.label.en)", field: "step"))
    }
    let asked = step.materials.filter { !step.optionalMaterials.contains($0.id) }
    let missing = Refusals.missing(
      "admission.items", asked.filter { items[$0.id] == nil }, clauses: step.clauses, zh: "请填写",
      en: "fill in", field: "items")
    if let missing { reasons.append(missing) }
    if step.kind == .sign, until == nil {
      reasons.append(
        Reason(
          "admission.term", clauses: step.clauses, zh: "请填写有效期的最后一日",
          en: "say until which day it holds", field: "until"))
    }
    if let until, until < context.today {
      reasons.append(
        Reason(
          "admission.past", clauses: step.clauses, zh: "有效期已过",
          en: "it has run out already", field: "until"))
    }
    if facts.account?.assurance == .unverified, step.kind == .register, step.by == [.operator] {
      reasons.append(unverified(step))
    }
    return reasons
  }

  private func unverified(_ step: ProcedureStep) -> Reason {
    Reason(
      "admission.unverified", clauses: step.clauses, zh: "该账号尚未实名核验，请安全管理员先行核验",
      en: "the person behind the account is not verified; the security administrator does that",
      field: "step")
  }
}

/// A step of an admission was recorded.
package struct AdmissionStepRecorded: DomainEvent {
  /// The stable type.
  package static let type = "admission.recorded"
  /// The admission.
  package let subject: RecordID
  let step: AdmissionStep
  /// Whether every step holds with this one.
  let isWhole: Bool

  /// Adds the step.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var admission = try read.find(Admission.self, subject) else { return [] }
    admission.steps.append(step)
    if let items = payload?["items"], case .object(let texts) = items {
      admission.items = (admission.items ?? [:]).merging(texts.compactMapValues(\.string)) { $1 }
    }
    admission.state = step.isPassed ? (isWhole ? .admitted : .open) : .refused
    return [.put(admission)]
  }
}
