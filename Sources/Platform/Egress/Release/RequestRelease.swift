// SPDX-License-Identifier: Apache-2.0
package import Core
import DisclosureControl
import Regulation

/// Asks that something leave the domain: a table, a cube, answers about one subject, a file.
package struct RequestRelease: Action {
  let kind: ReleaseKind
  let grant: RecordID?
  let output: RecordID?
  let spec: ReleaseSpec
  let contextStatement: String
  let controlsStatement: String
  let standing: Bool?
  let callsPerDay: Int?
  let expiresOn: Day?
  let driftPercent: Int?
  let refreshDays: Int?
  let decideWithinDays: Int?

  /// The declaration.
  package static let spec = Spec<Self>(
    "egress.request", zh: "申请出域", en: "Ask that something leave the domain",
    capacities: [.operator], clauses: ["EZ-02.13-a", "EZ-02.13-e"],
    fields: Field("kind", zh: "出域类型", en: "Kind"),
    Field("grant", zh: "授权数据集", en: "Grant set", refersTo: "grant"),
    Field("output", zh: "作业产出", en: "Output of a job", refersTo: "output"),
    Field("spec", zh: "规格", en: "Specification"),
    Field("context", zh: "用途与形成过程", en: "Purpose and making", bounds: 2...2_000),
    Field("controls", zh: "已采取的保护措施", en: "What was done against disclosure", bounds: 2...2_000),
    Field("standing", zh: "长期有效", en: "Standing"),
    Field("callsPerDay", zh: "每日次数上限", en: "Most calls a day", bounds: 1...1_000_000),
    Field("expiresOn", zh: "到期日", en: "Last day"),
    Field(
      "driftPercent", zh: "自动更新允许的变动（%）", en: "Change that needs no people, %", bounds: 1...100),
    Field("refreshDays", zh: "两次更新最少间隔（天）", en: "Least days between refreshes", bounds: 1...366),
    Field(
      "decideWithinDays", zh: "暂缓更新的审定时限（工作日）",
      en: "Working days to decide on a refresh that is held", bounds: 1...60), make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let source: ReleaseSource?
    let agreement: Agreement?
    let scenario: Scenario?
    let checkers: OpenSetting?
    /// Whether somebody left of whom the job read rows.
    let hasDepartures: Bool
    /// Whether a file can still be held against the data that its job read.
    let isComparable: Bool
    /// Whether whoever asks may enter the domain.
    let entry: DomainEntry
  }

  /// The source with what stands behind it.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let source = try ReleaseSource.find(grant: grant, output: output, read)
    return Facts(
      source: source, agreement: try source.flatMap { try read.find(Agreement.self, $0.agreement) },
      scenario: try source.flatMap { try read.find(Scenario.self, $0.scenario) },
      checkers: try OpenSetting.find("egress.checkers", read, context),
      hasDepartures: try Release.hasDepartures(output: output, on: context.today, read),
      isComparable: try Release.isComparable(output: output, read),
      entry: try DomainEntry(read, context))
  }

  /// The source must be there and ready, the specification sound, the bounds set.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard (grant == nil) != (output == nil),
      kind.isFile == spec.isFile
    else {
      return .refused(
        Reason(
          "egress.source", zh: "须且只须指定授权数据集或作业产出之一，规格须与类型一致",
          en: "name either a grant set or an output, and a specification of the same kind",
          field: "grant"))
    }
    guard let source = facts.source, source.place == context.place,
      source.operator == context.actor.organisation, let agreement = facts.agreement
    else {
      return .refused(
        Refusals.unknown(
          "egress.source", zh: "授权数据集或作业产出", en: "grant set or output",
          field: grant == nil ? "output" : "grant"))
    }
    let rules = context.profile.egress
    if kind == .microdata, let refusal = context.refusal(Self.records(rules)) { return refusal }
    let checkers = rules.checkers.number(or: facts.checkers)
    var reasons = source.reasons(for: kind, clauses: rules.checkers.clauses)
    if facts.hasDepartures {
      reasons.append(Release.departed("egress.output.consents", context, field: "output"))
    }
    if kind.isFile || kind == .subject, reasons.isEmpty, !facts.isComparable {
      reasons.append(
        Reason(
          "egress.output.data", clauses: rules.checkers.clauses,
          zh: "任务读取的授权数据已更新，无法与之比对，请重新运行任务后申请",
          en: "the data that the job read were written anew, so the file cannot be held against "
            + "them: run the job again", field: "output"))
    }
    if rules.disclosureParameters == nil || checkers == nil {
      reasons.append(Refusals.toBeConfigured("egress", clauses: rules.checkers.clauses))
    }
    if !agreement.isInForce(on: context.today) {
      reasons.append(MarketReasons.agreement(context.profile))
    }
    if facts.scenario?.state != .approved {
      reasons.append(MarketReasons.scenario(context.profile))
    }
    reasons += SpecCheck(spec: spec, kind: kind, source: source, values: rules.subjectValues)
      .reasons(rules.checkers.clauses)
    reasons += limitReasons(agreement, context) + facts.entry.reasons(context)
    if let refusal = context.refusal(reasons) { return refusal }
    guard let checkers else {
      return .refused(Refusals.toBeConfigured("egress", clauses: rules.checkers.clauses))
    }
    return requested(source, checkers: checkers, context)
  }

  /// Where the text lets nothing leave record by record, records are no kind of release.
  private static func records(_ rules: EgressRules) -> [Reason] {
    guard let rule = rules.recordLevel, rule.value == false || rule.isOpen else { return [] }
    return [
      Reason(
        "egress.records", clauses: rule.clauses, zh: "本地规定原始数据不得导出，不放行记录级数据，请改为汇总或主体答复",
        en: "nothing leaves here record by record; ask for a table or answers about a subject",
        field: "kind")
    ]
  }

  private func limitReasons(_ agreement: Agreement, _ context: Context) -> [Reason] {
    let clauses = context.profile.egress.checkers.clauses
    let isRefreshed = standing == true && kind == .query
    if driftPercent ?? refreshDays ?? decideWithinDays != nil, !isRefreshed {
      return [
        Reason(
          "egress.standing.refresh", clauses: clauses,
          zh: "更新的变动上限、间隔和时限只用于长期有效查询接口",
          en: "limits of refreshes are for standing queries",
          field: driftPercent != nil
            ? "driftPercent" : refreshDays != nil ? "refreshDays" : "decideWithinDays")
      ]
    }
    guard standing == true else {
      guard kind == .subject else { return [] }
      return [
        Reason(
          "egress.standing.needed", clauses: clauses, zh: "主体授权查询须申请长期有效并设上限",
          en: "answers about subjects need a standing release with limits", field: "standing")
      ]
    }
    guard kind.canStand else {
      return [
        Reason(
          "egress.standing.kind", clauses: clauses, zh: "只有查询接口和主体授权查询可以长期有效",
          en: "only queries and answers about subjects can stand", field: "standing")
      ]
    }
    guard callsPerDay != nil, let expiresOn else {
      return [
        Reason(
          "egress.standing.limits", clauses: clauses, zh: "长期有效须填写每日次数上限和到期日",
          en: "a standing release needs the most calls a day and a last day",
          field: callsPerDay == nil ? "callsPerDay" : "expiresOn")
      ]
    }
    guard (context.today...max(context.today, agreement.endsOn)).contains(expiresOn) else {
      return [
        Reason(
          "egress.standing.days", clauses: clauses, zh: "到期日须在今天与协议到期日之间",
          en: "the last day must lie between today and the agreement's last day",
          field: "expiresOn")
      ]
    }
    return []
  }

  private func requested(
    _ source: ReleaseSource, checkers: Int, _ context: Context
  ) -> Decision {
    let id = context.newID(Release.table)
    var limits: StandingLimits?
    if standing == true, let callsPerDay, let expiresOn {
      limits = StandingLimits(
        callsPerDay: callsPerDay, expiresOn: expiresOn, driftPercent: driftPercent,
        refreshDays: refreshDays, decideWithinDays: decideWithinDays)
    }
    let fact = ReleaseRequested(
      subject: id, place: context.place, kind: kind, operator: source.operator,
      agreement: source.agreement, scenario: source.scenario, grant: grant, output: output,
      resources: source.resources.map(\.id).sorted(), imports: source.imports, spec: spec,
      standing: limits,
      checkersNeeded: checkers, by: context.actor.account)
    let payload: JSON = [
      "context": .string(contextStatement), "controls": .string(controlsStatement),
    ]
    return .allowed([Event(fact, payload: payload)], result: ["id": .string(id.rawValue)])
  }
}

/// A release was asked for.
package struct ReleaseRequested: DomainEvent {
  /// The stable type.
  package static let type = "egress.requested"
  /// The release.
  package let subject: RecordID
  let place: String
  let kind: ReleaseKind
  let `operator`: RecordID
  let agreement: RecordID
  let scenario: RecordID
  let grant: RecordID?
  let output: RecordID?
  let resources: [RecordID]
  /// Absent where no imported data are behind it.
  let imports: [RecordID]?
  let spec: ReleaseSpec
  let standing: StandingLimits?
  let checkersNeeded: Int
  let by: RecordID

  /// Adds the release.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        Release(
          id: subject, place: place, kind: kind, operator: `operator`, agreement: agreement,
          scenario: scenario, grant: grant, output: output, resources: resources, imports: imports,
          spec: spec,
          standing: standing, checkersNeeded: checkersNeeded, requestedBy: by,
          requestedOn: stamp.occurredOn, context: payload?["context"]?.string,
          controls: payload?["controls"]?.string, state: .requested, votesCast: 0))
    ]
  }
}
