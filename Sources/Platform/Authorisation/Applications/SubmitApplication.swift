// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Applies to a call with the materials it lists and the evidence of eligibility (EZ-02.6-d).
package struct SubmitApplication: Action {
  let call: RecordID
  let materials: [AttachedFile]
  let evidence: [AttachedFile]
  let reportsOn: Day?
  let declaresNoIncident: Bool?
  let incidents: [Day]

  /// The declaration.
  package static let spec = Spec<Self>(
    "application.submit", zh: "提交申报", en: "Apply to a call",
    capacities: [.operator, .industryAuthority],
    clauses: [
      "EZ-02.5-a", "EZ-02.5-b", "EZ-02.5-c", "EZ-02.5-d", "EZ-02.6-b", "EZ-02.6-d", "EZ-A1.3-a",
    ],
    fields: Field("call", zh: "征集公告", en: "Call", refersTo: "call"),
    Field(
      "materials", zh: "申报材料", en: "Materials", bounds: 0...100, offers: .record(.callMaterials)),
    Field(
      "evidence", zh: "准入条件证明", en: "Evidence of eligibility", bounds: 0...100,
      offers: .rules(.eligibilityEvidence)),
    Field("reportsOn", zh: "经营和信用报告出具日", en: "Day of the older report"),
    Field("declaresNoIncident", zh: "声明无安全事件", en: "Declares no incident"),
    Field("incidents", zh: "安全事件日期", en: "Days of incidents", bounds: 0...100),
    make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let call: CallFacts
    let applicant: Organisation?
    let hasApplied: Bool
    let applications: Int
  }

  /// The call, the applicant and its earlier application.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let earlier = try read.all(
      Application.self, .equal("call", call),
      .equal("applicant", context.actor.organisation))
    return Facts(
      call: try CallFacts.read(call, read, context),
      applicant: try read.find(Organisation.self, context.actor.organisation),
      hasApplied: earlier.contains { $0.state != .withdrawn },
      applications: try read.count(Application.self, [.equal("call", call)]))
  }

  /// Refuses before publication, after closing, twice, and with anything missing.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let call = facts.call.call, let state = facts.call.state, let applicant = facts.applicant
    else { return .refused(Call.unknown) }
    if let refusal = context.refusal(closed(call, state, context)) { return refusal }
    var reasons = missing(call, state, context)
    if applicant.capacities.contains(.operator),
      !context.profile.allowsOperator(legalForm: applicant.legalForm.rawValue)
    {
      reasons.append(
        Reason(
          "application.form", clauses: context.profile.operatorFormClauses, zh: "组织形式不符合规定",
          en: "the applicant's legal form is not allowed"))
    }
    if facts.hasApplied {
      reasons.append(
        Reason("application.twice", zh: "本单位已申报", en: "the organisation has applied already"))
    }
    if facts.applications >= Application.perCallMax {
      reasons.append(
        Reason(
          "application.full", zh: "本公告的申报数量已达平台上限", en: "the call has as many applications as fit"))
    }
    if let step = state.procedure.step(doing: .submitApplication),
      let reason = state.notNamed(for: step)
    {
      reasons.append(reason)
    }
    if let reportsOn, reportsOn > context.today {
      reasons.append(Refusals.future(field: "reportsOn"))
    }
    if let refusal = context.refusal(reasons) { return refusal }
    let id = context.newID(Application.table)
    return .allowed(
      Event(
        ApplicationSubmitted(
          subject: id, place: context.place, call: call.id, applicant: applicant.id,
          materials: materials, evidence: evidence, reportsOn: reportsOn,
          declaresNoIncident: declaresNoIncident ?? false, incidents: incidents,
          by: context.actor.account)), id: id)
  }

  private func closed(_ call: Call, _ state: ProcedureState, _ context: Context) -> Reason? {
    guard call.state != .draft else {
      return Reason(
        "application.early",
        clauses: state.procedure.step(doing: .publishCall)?.clauses ?? [],
        zh: "征集公告尚未发布，不能申报", en: "the call is not published yet")
    }
    let step = state.procedure.step(doing: .submitApplication)
    guard call.state == .published, context.today <= call.closesOn else {
      return Reason(
        "application.late", clauses: step?.clauses ?? [], zh: "申报已截止", en: "the call is closed")
    }
    if case .failure(let problem) = state.open(.submitApplication) { return problem.reason }
    return nil
  }

  private func missing(_ call: Call, _ state: ProcedureState, _ context: Context) -> [Reason] {
    let handedIn = Set(materials.map(\.name))
    let absent = call.materials.filter { !handedIn.contains($0) }
    var reasons: [Reason] = []
    if !absent.isEmpty {
      reasons.append(
        Reason(
          "application.material.missing",
          clauses: state.procedure.step(doing: .submitApplication)?.clauses ?? [],
          zh: "缺少公告所列材料：\(absent.joined(separator: "、"))",
          en: "materials of the call are missing: \(absent.joined(separator: ", "))",
          field: "materials"))
    }
    let shown = Set(evidence.map(\.name))
    for item in context.profile.eligibility.items {
      let absent = item.evidence.filter { !shown.contains($0.id) }
      let reason = Refusals.missing(
        "application.evidence.missing", absent, clauses: item.clauses, zh: "缺少准入条件证明",
        en: "evidence of eligibility is missing", field: "evidence")
      if let reason { reasons.append(reason) }
    }
    let age = context.profile.eligibility.reportAgeMonthsMax
    if !age.isSilent, reportsOn == nil {
      reasons.append(
        Reason(
          "application.reports", clauses: age.clauses, zh: "须填写经营和信用报告出具日",
          en: "give the day of the older report", field: "reportsOn"))
    }
    if !context.profile.eligibility.incidentFreeYears.isSilent, declaresNoIncident != true,
      incidents.isEmpty
    {
      reasons.append(
        Reason(
          "application.declaration", clauses: context.profile.eligibility.incidentFreeYears.clauses,
          zh: "须声明无安全事件，或列明事件日期", en: "declare that there was no incident, or name their days",
          field: "declaresNoIncident"))
    }
    return reasons
  }
}

extension Application {
  /// The most applications to one call.
  static let perCallMax = 100
}

/// An application was handed in.
package struct ApplicationSubmitted: DomainEvent {
  /// The stable type.
  package static let type = "application.submitted"
  /// The application.
  package let subject: RecordID
  let place: String
  let call: RecordID
  let applicant: RecordID
  let materials: [AttachedFile]
  let evidence: [AttachedFile]
  let reportsOn: Day?
  let declaresNoIncident: Bool
  let incidents: [Day]
  let by: RecordID

  /// Adds the application.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        Application(
          id: subject, place: place, call: call, applicant: applicant, materials: materials,
          evidence: evidence, reportsOn: reportsOn, declaresNoIncident: declaresNoIncident,
          incidents: incidents, submittedBy: by, submittedOn: stamp.occurredOn, state: .submitted,
          reasons: [], explanation: nil))
    ]
  }
}
