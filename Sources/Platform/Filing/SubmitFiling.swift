// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Hands something in for filing; it counts as filed only with the other body's receipt.
package struct SubmitFiling: Action {
  let kind: String
  let subject: RecordID
  let digest: DigestText
  let eventOn: Day
  let items: [FiledItem]
  let occurredOn: Day?

  /// The declaration.
  package static let spec = Spec<Self>(
    "filing.submit", zh: "提交备案", en: "Submit a filing",
    capacities: [
      .operator, .developer, .implementingBody, .dataAuthority, .sourceUnit, .platformOperator,
      .grantor,
    ],
    clauses: ["EZ-02.10-e"],
    fields: Field("kind", zh: "备案事项", en: "Kind", bounds: 1...60, offers: .rules(.filings)),
    Field("subject", zh: "备案对象", en: "Record filed", offers: .records(FiledRecord.tables)),
    Field("digest", zh: "备案材料", en: "Papers"),
    Field("eventOn", zh: "起算日", en: "Day from which the period runs"),
    Field("items", zh: "逐项材料", en: "Papers one by one", bounds: 0...50),
    Field("occurredOn", zh: "提交日", en: "Handed in on"), make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let isFiled: Bool
    let days: OpenSetting?
    let own: Organisation?
    let filed: FiledRecord?
    /// The case that is filed; nil where another record is.
    let state: ProcedureState?
    /// The agreement that is filed; nil where another record is.
    let agreement: Agreement?
  }

  /// Earlier filings of the record, the period where the text leaves it open, who files.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let earlier = try read.all(
      FilingRecord.self, .equal("place", context.place), .equal("subject", subject),
      .equal("kind", kind))
    let agreement =
      subject.prefix == Agreement.table.prefix ? try read.find(Agreement.self, subject) : nil
    // An agreement that was amended since is filed anew.
    let isAmended = agreement.map { $0.filedVersion != ($0.version ?? 1) } ?? false
    return Facts(
      isFiled: earlier.contains { $0.state == .submitted || $0.state == .filed && !isAmended },
      days: try OpenSetting.find("operation.filings.\(kind).workingDays", read, context),
      own: try read.find(Organisation.self, context.actor.organisation),
      filed: try FiledRecord.find(subject, read, context),
      state: try ProcedureState.find(subject, read, context),
      agreement: agreement)
  }

  /// Refuses unknown kinds and filers, others' records, days to come, and a second filing; late
  /// is marked.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let rule = context.profile.filing(kind) else {
      let names = context.profile.operation.filings.map(\.id).joined(separator: ", ")
      return .refused(
        Reason(
          "filing.kind", clauses: context.profile.operation.filings.flatMap(\.clauses),
          zh: "备案事项应为：\(names)", en: "the kinds are: \(names)", field: "kind"))
    }
    var reasons: [Reason] = []
    if facts.own?.capacities.contains(rule.by) != true {
      reasons.append(
        Reason("filing.by", clauses: rule.clauses, zh: "此项由其他单位备案", en: "others file this"))
    }
    if facts.filed?.isOwn(of: context.actor.organisation, filing: rule) != true {
      reasons.append(
        Reason(
          "filing.subject", clauses: rule.clauses, zh: "备案对象不存在，或不是本单位的事项，由其本单位备案",
          en: "there is no such record, or it is another body's, which files it itself",
          field: "subject"))
    }
    if facts.isFiled {
      reasons.append(Reason("filing.already", zh: "已提交备案", en: "it was handed in already"))
    }
    if Set(items.map(\.digest)).count != items.count || Set(items.map(\.name)).count != items.count
    {
      reasons.append(
        Reason("filing.items", zh: "材料重复", en: "a paper is named twice", field: "items"))
    }
    if eventOn > context.today { reasons.append(Refusals.future(field: "eventOn")) }
    reasons += handedInReasons(rule, context)
    reasons += [startReason(rule, facts)].compactMap { $0 }
    if let refusal = context.refusal(reasons) { return refusal }
    let isOff = context.isOff("operation.filings.\(kind).workingDays")
    let days = isOff ? nil : rule.workingDays.number(or: facts.days)
    let due = days.map { context.calendar.counted(from: eventOn, workingDays: $0) }
    let id = context.newID(FilingRecord.table)
    let isRegistered =
      rule.isOfAgreement && subject.prefix == Agreement.table.prefix
      && !context.isOff("agreement.filing")
    let event = FilingSubmitted(
      subject: id, place: context.place, kind: kind, about: subject,
      organisation: context.actor.organisation, digest: digest, eventOn: eventOn, dueOn: due?.day,
      by: context.actor.account, items: items.isEmpty ? nil : items,
      isOfAgreement: isRegistered ? true : nil, uncertain: due?.uncertain)
    return .allowed(
      [Event(event, clauses: rule.clauses)],
      result: .object([
        "id": .string(id.rawValue), "dueOn": due.map { .string($0.day.description) } ?? .null,
        "isUncertain": .bool(due?.uncertain != nil), "periodIsOpen": .bool(days == nil),
      ]))
  }
}

extension SubmitFiling {
  /// Why it was not handed in on the day that was given: not yet, or before there was anything.
  private func handedInReasons(_ rule: FilingRule, _ context: Context) -> [Reason] {
    guard let occurredOn else { return [] }
    var reasons: [Reason] = []
    if occurredOn > context.today { reasons.append(Refusals.future(field: "occurredOn")) }
    if occurredOn < eventOn {
      reasons.append(
        Reason(
          "filing.early", clauses: rule.clauses, zh: "提交日早于起算日 \(eventOn)",
          en: "it was handed in before \(eventOn), from which the period runs",
          field: "occurredOn"))
    }
    return reasons
  }

  /// Why the period does not run from the day that was given.
  private func startReason(_ rule: FilingRule, _ facts: Facts) -> Reason? {
    if rule.isOfAgreement {
      let signedOn = facts.agreement?.signedOn
      let isFirst = (facts.agreement?.version ?? 1) == 1
      if let signedOn, isFirst ? eventOn == signedOn : eventOn >= signedOn { return nil }
      guard let day = signedOn else {
        return Reason(
          "filing.event", clauses: rule.clauses, zh: "备案对象应为已签署的协议",
          en: "what is filed is an agreement that was signed", field: "subject")
      }
      return Reason(
        "filing.event", clauses: rule.clauses, zh: "期限自协议签署之日（变更的自变更之日）起算：\(day)",
        en: "the period runs from the day on which the agreement was signed, or amended: \(day)",
        field: "eventOn")
    }
    guard rule.step != nil, rule.runsFrom(facts.state) != eventOn else { return nil }
    guard let day = rule.runsFrom(facts.state) else {
      return Reason(
        "filing.event", clauses: rule.clauses, zh: "该程序尚未到达报备环节，或已办结报备",
        en: "the case has not come to the step of filing, or is beyond it", field: "subject")
    }
    return Reason(
      "filing.event", clauses: rule.clauses, zh: "期限自到达报备环节之日起算：\(day)",
      en: "the period runs from the day on which the step of filing was reached: \(day)",
      field: "eventOn")
  }
}

/// Something was handed in for filing.
package struct FilingSubmitted: DomainEvent {
  /// The stable type.
  package static let type = "filing.submitted"
  /// The filing.
  package let subject: RecordID
  let place: String
  let kind: String
  let about: RecordID
  let organisation: RecordID
  let digest: DigestText
  let eventOn: Day
  let dueOn: Day?
  let by: RecordID
  var items: [FiledItem]?
  var isOfAgreement: Bool?
  /// Why the due day is not certain; nil when it is.
  var uncertain: UncertainCount?

  /// Adds the filing; the agreement says that it was handed in.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    var filing = FilingRecord(
      id: subject, place: place, kind: kind, subject: about, organisation: organisation,
      digest: digest, eventOn: eventOn, submittedOn: stamp.occurredOn, dueOn: dueOn,
      submittedBy: by, state: .submitted, receiptNumber: nil, receivedOn: nil, items: items)
    filing.isOfAgreement = isOfAgreement
    filing.uncertain = uncertain
    return try [.put(filing)] + filing.changesOfAgreement(read)
  }
}
