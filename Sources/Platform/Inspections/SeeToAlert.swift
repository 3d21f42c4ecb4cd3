// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Takes a warning: what is to be done, and by when (SZ-10.5.1-f).
package struct TakeAlert: Action {
  let alert: RecordID
  let plan: String
  let dueOn: Day

  /// The declaration.
  package static let spec = Spec<Self>(
    "alert.take", zh: "受理预警", en: "Take a warning", capacities: Alert.seenToBy, clauses: [],
    on: Alert.table.name, inStates: .duty(Alert.State.open),
    fields: Field("alert", zh: "预警", en: "Warning", refersTo: "alert"),
    Field("plan", zh: "处置安排", en: "What is to be done", bounds: 1...1_000),
    Field("dueOn", zh: "整改期限", en: "By when"), make: Self.init)

  /// The warning, and how long one may take where a document set it.
  package func facts(
    _ read: any RecordReader, _ context: Context
  ) throws -> (alert: Alert?, setting: OpenSetting?) {
    (
      try Alert.here(alert, read, context),
      try OpenSetting.find("security.alertWorkingDaysMax", read, context)
    )
  }

  /// Only while nobody has, with a day that is not over and within the working days that the
  /// place's rules, or the document that they leave it to, let a warning take.
  package func decide(
    _ facts: (alert: Alert?, setting: OpenSetting?), _ context: Context
  ) -> Decision {
    guard let alert = facts.alert else { return .refused(Alert.unknown) }
    guard alert.state == .open else { return .refused(alert.wrongState) }
    let last = last(facts.setting, context)
    if let refusal = context.refusal(dayReason(last, facts.setting, context)) { return refusal }
    return .allowed(
      Event(
        AlertTaken(
          subject: alert.id, by: context.actor.organisation, plan: plan, dueOn: dueOn,
          isUncertain: isUncertain(last) ? true : nil)),
      id: alert.id)
  }

  /// The last day that the place's rules let a warning take; nil where they set none.
  private func last(_ setting: OpenSetting?, _ context: Context) -> Deadline? {
    context.profile.security.alertWorkingDaysMax?.number(or: setting).map {
      context.calendar.deadline(from: context.today, workingDays: $0)
    }
  }

  /// Whether the day lies in the part of the period that is counted over an unpublished year.
  private func isUncertain(_ last: Deadline?) -> Bool {
    last?.unpublishedYear.map { dueOn.year >= $0 } ?? false
  }

  private func dayReason(
    _ last: Deadline?, _ setting: OpenSetting?, _ context: Context
  ) -> Reason? {
    guard dueOn >= context.today else {
      return Reason(
        "alert.due", zh: "整改期限不能早于今天", en: "the day by which it is put right is over",
        field: "dueOn")
    }
    guard let rule = context.profile.security.alertWorkingDaysMax else { return nil }
    guard let days = rule.number(or: setting), let last else {
      return Reason(
        "alert.due.unset", clauses: rule.clauses,
        zh: "规定未写明期限：须先由数据主管部门凭文件设定预警整改的最长工作日数",
        en: "the rules leave the period open: the data authority first sets by a document how many"
          + " working days a warning may take", field: "dueOn")
    }
    guard dueOn > last.day else { return nil }
    let mark = LocalText.unpublished(last.unpublishedYear)
    return Reason(
      "alert.due", clauses: rule.clauses,
      zh: "整改期限最长 \(days) 个工作日，不晚于 \(last.day)\(mark.zh)",
      en: "a warning may take \(days) working days, so not after \(last.day)\(mark.en)",
      field: "dueOn")
  }
}

/// Closes a warning once a later inspection found nothing more (SZ-10.7.p1-b).
package struct CloseAlert: Action {
  let alert: RecordID
  let measure: String

  /// The declaration.
  package static let spec = Spec<Self>(
    "alert.close", zh: "办结预警", en: "Close a warning", capacities: Alert.seenToBy, clauses: [],
    on: Alert.table.name, inStates: .duty(Alert.State.taken),
    fields: Field("alert", zh: "预警", en: "Warning", refersTo: "alert"),
    Field("measure", zh: "处置结果", en: "What was done", bounds: 1...2_000), make: Self.init)

  /// What the decision needs.
  package struct Found: Sendable {
    let alert: Alert
    let inspection: SelfInspection?
  }

  /// The warning and the inspection as it stands.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Found? {
    guard let alert = try Alert.here(alert, read, context) else { return nil }
    return Found(alert: alert, inspection: try read.find(SelfInspection.self, alert.inspection))
  }

  /// Not while the last inspection still found something.
  package func decide(_ facts: Found?, _ context: Context) -> Decision {
    guard let facts else { return .refused(Alert.unknown) }
    guard facts.alert.state == .taken else { return .refused(facts.alert.wrongState) }
    var reasons: [Reason] = []
    if facts.inspection?.state != .passed {
      reasons.append(
        Reason(
          "alert.close.failing", zh: "最近一次自检仍发现问题，请整改后要求再次自检，通过后办结",
          en: "the last inspection still found something: put it right, ask for another one, and "
            + "close the warning when it passed"))
    }
    if let refusal = context.refusal(reasons) { return refusal }
    return .allowed(
      Event(AlertClosed(subject: facts.alert.id, measure: measure)), id: facts.alert.id)
  }
}

extension Alert {
  /// Who sees to warnings.
  static let seenToBy: Set<Capacity> = [
    .implementingBody, .dataAuthority, .securityAuthority, .platformOperator,
  ]
}

/// A warning was taken.
package struct AlertTaken: DomainEvent {
  /// The stable type.
  package static let type = "alert.taken"
  /// The warning.
  package let subject: RecordID
  let by: RecordID
  let plan: String
  let dueOn: Day
  var isUncertain: Bool?

  /// Notes who sees to it.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var alert = try read.find(Alert.self, subject) else { return [] }
    alert.state = .taken
    alert.takenBy = by
    alert.takenOn = stamp.occurredOn
    alert.plan = plan
    alert.dueOn = dueOn
    alert.isUncertain = isUncertain
    return [.put(alert)]
  }
}

/// A warning was closed.
package struct AlertClosed: DomainEvent {
  /// The stable type.
  package static let type = "alert.closed"
  /// The warning.
  package let subject: RecordID
  let measure: String

  /// Notes what was done.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var alert = try read.find(Alert.self, subject) else { return [] }
    alert.state = .closed
    alert.measure = measure
    alert.closedOn = stamp.occurredOn
    return [.put(alert)]
  }
}
