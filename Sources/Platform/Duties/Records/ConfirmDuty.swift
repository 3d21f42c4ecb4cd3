// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Confirms a record that does not count before another one agreed, or sends it back.
package struct ConfirmDuty: Action {
  let record: RecordID
  let conclusion: Conclusion
  let opinion: String?

  /// The declaration.
  package static let spec = Spec<Self>(
    "duty.confirm", zh: "复核登记", en: "Confirm a record", capacities: Duties.bearers, clauses: [],
    on: DutyRecord.table.name, inStates: .duty(DutyRecord.State.confirming),
    fields: Field("dutyRecord", zh: "履行记录", en: "Record of the duty", refersTo: "dutyRecord"),
    Field("conclusion", zh: "结论", en: "Conclusion"),
    Field("opinion", zh: "意见（退回必填）", en: "Opinion, needed to send it back", bounds: 1...500),
    make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let found: DutyRecord?
    let latest: DutyLatest?
    /// The verified people behind the accounts of who recorded and who confirms.
    var people: ReviewPeople?
  }

  /// The record of the actor's place, the last time before it, and the people.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    guard let found = try read.find(DutyRecord.self, record), found.place == context.place else {
      return Facts(found: nil, latest: nil)
    }
    return Facts(
      found: found,
      latest: try DutyLatest.find(found.duty, about: found.about, in: context.place, read),
      people: try ReviewPeople.read(
        voter: context.actor.account, requester: found.recordedBy, voters: [], read))
  }

  /// Only by whom the profile names, and never by who recorded it.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let found = facts.found, let rule = context.profile.duty(found.duty) else {
      return .refused(
        Refusals.unknown("dutyRecord", zh: "履行记录", en: "record of a duty", field: "dutyRecord"))
    }
    guard found.state == .confirming, let confirmation = rule.confirmation else {
      return .refused(
        Refusals.state(
          "dutyRecord", is: found.state.rawValue, clauses: rule.clauses, zh: "没有待复核的登记",
          en: "nothing waits to be confirmed"))
    }
    let reasons = reasons(found, rule, confirmation, facts.people, context)
    if let refusal = context.refusal(reasons) { return refusal }
    let before =
      facts.latest
      ?? DutyLatest(
        id: context.newID(DutyLatest.table), place: context.place, duty: found.duty,
        about: found.about, record: found.id, lastOn: found.occurredOn, periods: [])
    let latest =
      conclusion == .approved
      ? before.adding(
        found.id, on: found.occurredOn, period: found.period, verdict: found.verdict) : nil
    return .allowed(
      [
        Event(
          DutyConfirmed(
            subject: found.id, conclusion: conclusion, latest: latest, by: context.actor.account),
          payload: opinion.map { .object(["opinion": .string($0)]) }, clauses: rule.clauses)
      ], result: .object(["id": .string(found.id.rawValue)]))
  }

  private func reasons(
    _ found: DutyRecord, _ rule: DutyRule, _ confirmation: DutyConfirmation,
    _ people: ReviewPeople?, _ context: Context
  ) -> [Reason] {
    var reasons: [Reason] = []
    if !confirmation.by.contains(where: context.actor.holds) {
      let words = confirmation.by.map { context.profile.word(for: $0) }
      reasons.append(
        Reason(
          "duty.confirm.by", clauses: rule.clauses,
          zh: "此项登记由\(words.map(\.zh).joined(separator: "、"))复核",
          en: "this is confirmed by: \(words.map(\.en).joined(separator: ", "))"))
    }
    // One person with two accounts is one person.
    let isSamePerson = people?.isSamePerson ?? false
    let isSelf =
      confirmation.separation == .organisation
      ? found.organisation == context.actor.organisation || isSamePerson
      : found.recordedBy == context.actor.account || isSamePerson
    if isSelf {
      reasons.append(
        Reason(
          "duty.confirm.self", clauses: rule.clauses, zh: "登记人不能复核自己的登记，请由其他人办理",
          en: "nobody confirms what they recorded themselves; another one must"))
    }
    // One of several operators confirms its own records alone.
    let isOwner = context.actor.capacities.intersection(confirmation.by).isSubset(
      of: CaseFile.owners)
    if isOwner, !found.parties.contains(context.actor.organisation) {
      reasons.append(
        Reason(
          "duty.confirm.stranger", clauses: rule.clauses, zh: "不是本单位的事项",
          en: "it is not this organisation's matter"))
    }
    if conclusion == .rejected, opinion == nil {
      reasons.append(
        Reason(
          "duty.confirm.opinion", clauses: rule.clauses, zh: "退回须写明意见",
          en: "say why it is sent back", field: "opinion"))
    }
    return reasons
  }
}

/// A record was confirmed, or sent back.
package struct DutyConfirmed: DomainEvent {
  /// The stable type.
  package static let type = "duty.confirmed"
  /// The record.
  package let subject: RecordID
  let conclusion: Conclusion
  /// When it was last done, with this record; nil where it was sent back.
  let latest: DutyLatest?
  let by: RecordID

  /// Closes the wait; a confirmed record counts from now on.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var record = try read.find(DutyRecord.self, subject) else { return [] }
    switch conclusion {
    case .approved: record.state = record.dueOn == nil ? .kept : .rectifying
    case .rejected: record.state = .declined
    }
    record.confirmedBy = by
    record.confirmedOn = stamp.occurredOn
    record.opinion = payload?["opinion"]?.string
    return [.put(record)] + (latest.map { [.put($0)] } ?? [])
  }
}
