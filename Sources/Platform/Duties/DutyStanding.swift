// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// How a duty stands for one subject: the last time, the next due day, and what is missing.
package struct DutyStanding: Sendable {
  /// How it stands.
  package enum Standing: String, Sendable, CaseIterable {
    /// Past its due day.
    case overdue
    /// Due soon, within the days of warning.
    case due
    /// Never recorded, or not for a period that is over, without a due day.
    case missing
    /// Nothing is missing, but how often or by when is still to be set.
    case unset
    /// In order.
    case done
    /// Nothing called for it yet.
    case idle
  }

  /// The duty.
  package let rule: DutyRule
  /// For what.
  package let subject: DutySubject
  /// The last time; nil where it was never done.
  package let latest: DutyLatest?
  /// The day of the last time, also where the subject itself says it; nil where never.
  package let lastOn: Day?
  /// What is due next.
  package let next: DutyDue?
  /// How it stands.
  package let standing: Standing
  /// The path under which its interval is to be set; nil where it is known.
  package let openKey: String?
  /// Whether whoever asks bears it.
  package internal(set) var isOwn: Bool
  /// The name of the authority below whose matter it is; nil for the place that asks.
  package internal(set) var place: String?

  /// The due day.
  package var dueOn: Day? { next?.deadline?.day }
  /// Whether something has to be done that was not, or never was.
  package var isMissing: Bool { standing == .overdue || standing == .missing }
  /// Whether it belongs among the tasks of who bears it.
  package var isTask: Bool { isMissing || standing == .due }
}

extension DutyStanding {
  /// Judges how a duty stands on a day.
  package init(
    _ rule: DutyRule, _ subject: DutySubject, latest: DutyLatest?, number: Int?, openKey: String?,
    today: Day, calendar: WorkingCalendar, isOwn: Bool
  ) {
    let schedule = DutySchedule(rule.cadence, number: number, calendar: calendar)
    let next = schedule.next(subject, latest: latest, today: today)
    self.rule = rule
    self.subject = subject
    self.latest = latest
    self.next = next
    self.openKey = number == nil ? openKey : nil
    self.isOwn = isOwn
    let confirmedOn = rule.by.contains(.sourceUnit) ? subject.confirmedOn : nil
    lastOn = [latest?.lastOn, confirmedOn].compactMap(\.self).max()
    standing = Self.judge(rule, lastOn, next, isOpen: self.openKey != nil, today)
  }

  private static func judge(
    _ rule: DutyRule, _ lastOn: Day?, _ next: DutyDue?, isOpen: Bool, _ today: Day
  ) -> Standing {
    if let due = next?.deadline?.day {
      if due < today { return .overdue }
      if due.adding(days: -rule.warnDays) <= today { return .due }
    }
    switch rule.cadence {
    case .onEvent: return lastOn == nil ? .idle : .done
    case .once: return lastOn == nil ? .missing : .done
    case .within:
      guard lastOn == nil else { return .done }
      return isOpen ? .missing : .due
    case .days, .months:
      guard lastOn != nil || next?.deadline != nil else { return .missing }
      return isOpen ? .unset : .done
    case .beforeEnd: return isOpen ? .unset : .done
    case .calendar, .yearly:
      guard isOpen, let period = next?.period else { return .done }
      // Nobody has set a day yet, but the period itself is over.
      return period.lastDay < today ? .missing : .unset
    }
  }
}
