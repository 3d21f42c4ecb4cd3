// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// Records that a duty of the place's rules was done: which, for what, when, by which paper.
///
/// Who bears it, how often and what a record says is the profile's word; what is recorded late is
/// marked.
package struct RecordDuty: Action {
  let duty: String
  let about: RecordID?
  let period: String?
  let title: String
  let documentNumber: String?
  let digest: DigestText
  let parts: KeyedTexts?
  let verdict: DutyVerdict?
  let findings: String?
  let dueOn: Day?
  let occurredOn: Day?

  /// The declaration.
  package static let spec = Spec<Self>(
    "duty.record", zh: "登记制度与义务履行", en: "Record that a duty was done",
    capacities: Duties.bearers, clauses: [],
    fields: Field("duty", zh: "制度或义务", en: "Duty", bounds: 1...60, of: .duties),
    Field(
      "about", zh: "对象（本单位或本地区的不填）", en: "For what, unless the place or own body",
      offers: .records(DutySubject.tables)),
    Field("period", zh: "所属期间（如 2026、2026H1）", en: "Period, such as 2026 or 2026H1", bounds: 4...6),
    Field("title", zh: "文件标题", en: "Title of the paper", bounds: 1...200),
    Field("documentNumber", zh: "文号", en: "Document number", bounds: 1...100),
    Field("digest", zh: "文件", en: "Paper"),
    Field("parts", zh: "应载明事项", en: "What it says", offers: .rules(.dutyParts)),
    Field("verdict", zh: "结论（须作结论的填写）", en: "Verdict, where one is given"),
    Field("findings", zh: "发现的问题或待办事项", en: "What was found or is to be done", bounds: 1...2_000),
    Field("dueOn", zh: "整改或办结期限", en: "To be put right or done by"),
    Field("occurredOn", zh: "发生日（不是录入日）", en: "Happened on"), make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let rule: DutyRule?
    let subject: DutySubject?
    let latest: DutyLatest?
    let number: Int?
    let isPaperUsed: Bool
    /// The duties that have to be done before, with the last time.
    let before: [(rule: DutyRule, latest: DutyLatest?)]
    /// The records that this one must name.
    var linked: [LinkedRecords] = []
  }

  /// The duty, its subject, the last time and the number of its cadence.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    guard let rule = context.profile.duty(duty) else {
      return Facts(
        rule: nil, subject: nil, latest: nil, number: nil, isPaperUsed: false, before: [])
    }
    let subject = try DutySubject.find(about, of: rule, read, context)
    let used = try read.first(
      DutyRecord.self, .equal("place", context.place), .equal("digest", digest.text))
    return Facts(
      rule: rule, subject: subject,
      latest: try subject.flatMap {
        try DutyLatest.find(duty, about: $0.about, in: context.place, read)
      },
      number: try rule.number(context.profile, in: context.place, read), isPaperUsed: used != nil,
      before: try rule.after.compactMap(context.profile.duty).map { other in
        (
          other,
          try subject.flatMap {
            try DutyLatest.find(other.id, about: $0.about, in: context.place, read)
          }
        )
      },
      linked: try subject.map {
        try LinkedRecords.all(of: rule, about: $0, read, context)
      } ?? [])
  }

  /// Only a duty of the place, by whom it names, for a subject in force, with everything it asks.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let rule = facts.rule else {
      let own = context.profile.duties.filter { $0.by.contains(where: context.actor.holds) }
      let names = own.map(\.id).joined(separator: ", ")
      return .refused(
        Reason(
          "duty.unknown", zh: "没有这项制度或义务，本单位可登记：\(names)",
          en: "there is no such duty; yours are: \(names)", field: "duty"))
    }
    if let refusal = context.refusal(Self.doneByAct(rule)) { return refusal }
    let day = occurredOn ?? context.today
    let period = rule.cadence.period.flatMap { length in
      self.period.flatMap { DutyPeriod(length, $0) }
    }
    let reasons =
      bearerReasons(rule, facts, context) + dayReasons(rule, period, day, context)
      + orderReasons(rule, facts, day, context) + contentReasons(rule, facts, day)
      + figureReasons(rule) + facts.linked.flatMap { $0.reasons(parts, rule) }
    if let refusal = context.refusal(reasons) { return refusal }
    guard let subject = facts.subject else {
      return .refused(Self.noSubject(rule))
    }
    return allow(rule, subject, period, facts, on: day, context)
  }

  /// When it is due; a scenario that takes the interval away finds no day.
  func schedule(_ rule: DutyRule, _ facts: Facts, _ context: Context) -> DutySchedule {
    let key = rule.cadence.interval.map { context.profile.number(of: $0).key }
    let isOff = key.map(context.isOff) ?? false
    return DutySchedule(
      rule.cadence, number: isOff ? nil : facts.number, calendar: context.calendar)
  }

  private func allow(
    _ rule: DutyRule, _ subject: DutySubject, _ period: DutyPeriod?, _ facts: Facts, on day: Day,
    _ context: Context
  ) -> Decision {
    let schedule = schedule(rule, facts, context)
    let was =
      period.flatMap(schedule.due)
      ?? schedule.next(subject, latest: facts.latest, today: context.today)?.deadline
    let id = context.newID(DutyRecord.table)
    let before =
      facts.latest
      ?? DutyLatest(
        id: context.newID(DutyLatest.table), place: context.place, duty: duty,
        about: subject.about, record: id, lastOn: day, periods: [])
    let latest = before.adding(id, on: day, period: period?.description, verdict: verdict)
    let isKept = rule.confirmation == nil || context.isOff("duty.confirm")
    let next = schedule.next(
      subject, latest: isKept ? latest : facts.latest, today: context.today)
    let fact = DutyRecorded(
      subject: id, place: context.place, duty: duty, about: subject.about,
      organisation: context.actor.organisation,
      concerned: subject.bearer(rule) ?? subject.owners.values.sorted().first, title: title,
      documentNumber: documentNumber, digest: digest, on: day, recordedOn: context.today,
      period: period?.description, wasDueOn: was?.day,
      isLate: was.map { day > $0.day } ?? false, hasFindings: findings != nil, dueOn: dueOn,
      by: context.actor.account, latest: isKept ? latest : nil, verdict: verdict)
    let opened = opening(rule, subject, context)
    return .allowed(
      [Event(fact, payload: payload, clauses: rule.clauses)] + (opened.map { [$0.event] } ?? []),
      result: .object([
        "id": .string(id.rawValue), "isLate": .bool(fact.isLate),
        "case": opened.map { .string($0.id.rawValue) } ?? .null,
        "wasDueOn": was.map { .string($0.day.description) } ?? .null,
        "nextDueOn": next?.deadline.map { .string($0.day.description) } ?? .null,
        "nextPeriod": next?.period.map { .string($0.description) } ?? .null,
      ]))
  }

  /// The case that follows when what was judged failed.
  private func opening(
    _ rule: DutyRule, _ subject: DutySubject, _ context: Context
  ) -> (id: RecordID, event: Event)? {
    guard verdict == .failed, !context.isOff("duty.failed"),
      let procedure = rule.failedOpens.flatMap(context.profile.procedure),
      let first = procedure.first
    else { return nil }
    return ProcedureState.opening(
      procedure, first: first, about: subject.id, title: procedure.label.zh,
      invited: subject.owners.values.sorted().filter { $0 != context.actor.organisation },
      context)
  }

  private var payload: JSON? {
    var members: [String: JSON] = [:]
    if let parts { members["parts"] = .object(parts.values.mapValues { .string($0) }) }
    if let findings { members["findings"] = .string(findings) }
    return members.isEmpty ? nil : .object(members)
  }
}
