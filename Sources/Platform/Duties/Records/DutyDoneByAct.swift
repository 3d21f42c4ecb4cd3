// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// A duty that an action did by itself: when it was due, and the last time with this one.
///
/// What is made public with all its items is the duty itself (HD-20-b); a separate record of it
/// would be a word for the deed.
struct DutyDoneByAct: Sendable {
  private let rule: DutyRule
  private let subject: DutySubject
  private let latest: DutyLatest?
  private let number: Int?

  /// The duties that an action does for an agreement, as far as the actor bears them.
  static func find(
    _ act: DutyAct, for agreement: Agreement, _ read: any RecordReader, _ context: Context
  ) throws -> [DutyDoneByAct] {
    let subject = DutySubject(agreement)
    return try context.profile.duties.filter {
      $0.doneBy == act && subject.isInForce && subject.isBorne(by: context.actor, $0)
    }.map { rule in
      DutyDoneByAct(
        rule: rule, subject: subject,
        latest: try DutyLatest.find(rule.id, about: subject.about, in: context.place, read),
        number: try rule.number(context.profile, in: context.place, read))
    }
  }

  /// By when it was due; nil while nobody set how often.
  func wasDueOn(_ context: Context) -> Day? {
    DutySchedule(rule.cadence, number: number, calendar: context.calendar)
      .next(subject, latest: latest, today: context.today)?.deadline?.day
  }

  /// The last time, once the action's record of a day is counted.
  func with(_ record: RecordID, on day: Day, at index: Int, _ context: Context) -> DutyLatest {
    let before =
      latest
      ?? DutyLatest(
        id: context.newID(DutyLatest.table, index), place: context.place, duty: rule.id,
        about: subject.about, record: record, lastOn: day, periods: [])
    return before.adding(record, on: day, period: nil)
  }
}

extension RecordDuty {
  /// The duty is done by an action and by nothing else.
  static func doneByAct(_ rule: DutyRule) -> Reason? {
    guard let act = rule.doneBy else { return nil }
    return Reason(
      "duty.doneBy", clauses: rule.clauses,
      zh: "此项义务不单独登记，办理“\(act.label.zh)”时自动登记履行",
      en: "this is not recorded by itself: “\(act.label.en)” does it and notes it", field: "duty")
  }
}

extension DutyAct {
  /// The words of the action.
  var label: LocalText {
    switch self {
    case .disclosure: PublishDisclosure.spec.info.label
    }
  }
}
