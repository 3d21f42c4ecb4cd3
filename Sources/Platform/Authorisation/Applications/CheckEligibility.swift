// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Finds whether an applicant shows what the profile requires (EZ-02.5).
package struct CheckEligibility: Action {
  let application: RecordID
  let incidentsFound: [Day]
  let findings: [ItemFinding]

  /// The declaration.
  package static let spec = Spec<Self>(
    "eligibility.check", zh: "核查准入条件", en: "Check eligibility",
    capacities: [.grantor, .implementingBody, .dataAuthority],
    clauses: ["EZ-02.5-a", "EZ-02.5-b", "EZ-02.5-c", "EZ-02.5-d"], on: Application.table.name,
    inStates: .duty(Application.State.submitted),
    fields: Field("application", zh: "申报", en: "Application", refersTo: "application"),
    Field("incidentsFound", zh: "查得的安全事件日期", en: "Days of incidents found", bounds: 0...100),
    Field(
      "findings", zh: "逐项核查结果", en: "Finding for each condition", bounds: 0...100,
      offers: .rules(.eligibilityItems)),
    make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let application: Application?
    let call: CallFacts?
    let reportAge: OpenSetting?
    /// The days of incidents in the applicant's other applications, withdrawn ones among them.
    let known: [Day]
  }

  /// The application with its call and case, how old a report may be, and what the applicant said
  /// or was found to have had elsewhere.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let application = try Application.here(application, read, context)
    return Facts(
      application: application,
      call: try application.map { try CallFacts.read($0.call, read, context) },
      reportAge: try OpenSetting.find("eligibility.reportAgeMonthsMax", read, context),
      known: try application.map { one in
        try read.every(
          Application.self, [.equal("place", context.place), .equal("applicant", one.applicant)]
        ).filter { $0.id != one.id }.flatMap(\.incidents)
      } ?? [])
  }

  /// Allowed either way: the finding and its reasons go to the applicant.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let application = facts.application, let call = facts.call?.call,
      application.applicant != context.actor.organisation
    else { return .refused(Application.unknown) }
    guard application.state == .submitted else { return .refused(application.wrongState) }
    guard call.state == .closed else { return .refused(call.wrongState) }
    let open =
      incomplete(context) + [supplement(facts.call?.state, context)].compactMap { $0 }
    if let refusal = context.refusal(open) { return refusal }
    let reasons = context.controls.standing(
      incidents(application, facts.known, call, context) + judged(context)
        + [reports(application, facts.reportAge, context)].compactMap { $0 })
    return .allowed(
      [
        Event(
          EligibilityChecked(
            subject: application.id, isEligible: reasons.isEmpty, incidentsFound: incidentsFound,
            reasons: reasons))
      ],
      result: .object([
        "id": .string(application.id.rawValue), "eligible": .bool(reasons.isEmpty),
      ]))
  }

  /// Nobody is found not to have what may still be handed in: neither while the step for it is open
  /// nor before the papers were sent back, wherever the case stands (QZ-14.1-b).
  private func supplement(_ state: ProcedureState?, _ context: Context) -> Reason? {
    guard let state, let step = state.procedure.steps.first(where: Self.isSupplement) else {
      return nil
    }
    if state.file.current == step.id {
      return Reason(
        "eligibility.supplement", clauses: step.clauses,
        zh: "补交材料的期限未满，期满或补交办结后再核查",
        en: "the missing materials may still be handed in; check once that step is over")
    }
    guard !state.file.steps.contains(where: { $0.id == step.id }), lacks(step.clauses, context)
    else { return nil }
    let current = state.file.current.flatMap { state.procedure.step($0) }
    guard current?.outcomes[StepOutcome.returned.rawValue] == step.id else {
      return Reason(
        "eligibility.supplement.first", clauses: step.clauses,
        zh: "预审已通过、未要求补交，不能再以材料不全或不合要求作出结论",
        en: "the papers passed the preliminary review and no supplement was asked for: nobody is "
          + "found ineligible for them now", field: "findings")
    }
    return Reason(
      "eligibility.supplement.first", clauses: step.clauses,
      zh: "材料不全的先退回并规定补交期限，期满未补齐再作出结论",
      en: "send incomplete papers back with a day first; who has not handed them in by then is "
        + "found ineligible", field: "findings")
  }

  private static func isSupplement(_ step: ProcedureStep) -> Bool {
    step.kind == .submit && step.by.contains(.operator) && step.period?.isSetInCase == true
  }

  /// Whether a condition of one of the clauses is found not to be met.
  private func lacks(_ clauses: [ClauseID], _ context: Context) -> Bool {
    let items = context.profile.eligibility.items.filter {
      !Set($0.clauses).isDisjoint(with: clauses)
    }.map(\.id)
    return findings.contains { !$0.holds && items.contains($0.item) }
  }

  /// From so many years before the application to the last day of the call: what happened between
  /// the two is known before anybody is chosen (QZ-13.1-c).
  private func incidents(
    _ application: Application, _ known: [Day], _ call: Call, _ context: Context
  ) -> [Reason] {
    let rule = context.profile.eligibility.incidentFreeYears
    guard let years = rule.value else { return [] }
    let since = application.submittedOn.adding(years: -years)
    let counted = (application.incidents + incidentsFound + known).filter { day in
      since <= day && day <= max(application.submittedOn, call.closesOn)
    }
    guard !counted.isEmpty else { return [] }
    return [
      Reason(
        "eligibility.incident", clauses: rule.clauses, zh: "申报前 \(years) 年至征集截止日发生过安全事件",
        en: "there was a security incident within \(years) years before the application or until "
          + "the call closed")
    ]
  }

  private func reports(
    _ application: Application, _ setting: OpenSetting?, _ context: Context
  ) -> Reason? {
    let rule = context.profile.eligibility.reportAgeMonthsMax
    guard let months = rule.number(or: setting), let reportsOn = application.reportsOn,
      reportsOn < application.submittedOn.adding(months: -months)
    else { return nil }
    return Reason(
      "eligibility.report.old", clauses: rule.clauses, zh: "经营或信用报告早于申报前 \(months) 个月",
      en: "a report is older than \(months) months")
  }

  /// Every condition of the profile has a finding, and no other has.
  private func incomplete(_ context: Context) -> [Reason] {
    let items = context.profile.eligibility.items
    let found = findings.map(\.item)
    var reasons = items.filter { !found.contains($0.id) }.map { item in
      Reason(
        "eligibility.finding.missing", clauses: item.clauses, zh: "尚未核查：\(item.label.zh)",
        en: "there is no finding on: \(item.label.en)", field: "findings")
    }
    if Set(found).count != found.count || !Set(items.map(\.id)).isSuperset(of: found) {
      let names = items.map(\.id).joined(separator: ", ")
      reasons.append(
        Reason(
          "eligibility.finding", zh: "每项条件核查一次，条件为：\(names)",
          en: "one finding for each of: \(names)", field: "findings"))
    }
    return reasons
  }

  private func judged(_ context: Context) -> [Reason] {
    let found = Dictionary(findings.map { ($0.item, $0.holds) }) { first, _ in first }
    return context.profile.eligibility.items.compactMap { item in
      guard found[item.id] == false else { return nil }
      return Reason(
        "eligibility.\(item.id)", clauses: item.clauses, zh: "不符合准入条件：\(item.label.zh)",
        en: "a condition is not met: \(item.label.en)")
    }
  }
}

/// Whether an applicant meets one condition of the profile.
package struct ItemFinding: StructuredValue, Hashable {
  /// The condition's name in the profile.
  package let item: String
  /// Whether it is met.
  package let holds: Bool

  /// Its members.
  package static let members = [
    Field<String>("item", zh: "条件", en: "Condition", bounds: 1...60).info,
    Field<Bool>("holds", zh: "是否符合", en: "Is it met").info,
  ]

  /// An example in JSON.
  package static let example = #"{"item":"standing","holds":true}"#
}

/// An applicant's eligibility was found.
package struct EligibilityChecked: DomainEvent {
  /// The stable type.
  package static let type = "application.checked"
  /// The application.
  package let subject: RecordID
  let isEligible: Bool
  let incidentsFound: [Day]
  let reasons: [Reason]

  /// Sets the finding.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var application = try read.find(Application.self, subject) else { return [] }
    application.state = isEligible ? .eligible : .ineligible
    application.incidents = Set(application.incidents + incidentsFound).sorted()
    application.reasons = reasons
    return [.put(application)]
  }
}
