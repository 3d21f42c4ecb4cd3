// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// When a duty is due next: from the last time, or from the day since when it is owed.
///
/// Days, months and years are counted by the Civil Code (art. 200 to 203): the day of the event is
/// not counted, and a last day that is a day off moves to the next working day.
package struct DutySchedule: Sendable {
  /// The most calendar periods that are looked at.
  private static let periodsMax = 400

  private let cadence: DutyCadence
  private let number: Int?
  private let calendar: WorkingCalendar

  /// The schedule of a cadence; without its number, which is then still to be set, nothing is due.
  package init(_ cadence: DutyCadence, number: Int?, calendar: WorkingCalendar) {
    self.cadence = cadence
    self.number = number
    self.calendar = calendar
  }

  /// What is due next for a subject; nil where no day can be computed.
  ///
  /// - Parameters:
  ///   - latest: the last time.
  ///   - today: by which the first calendar period is found where nobody can say since when it is
  ///     owed.
  package func next(_ subject: DutySubject, latest: DutyLatest?, today: Day) -> DutyDue? {
    let start = subject.start
    let last = [latest?.lastOn, start].compactMap(\.self).max()
    switch cadence {
    case .once, .onEvent: return nil
    case .within:
      guard latest == nil, let start, let number else { return nil }
      return DutyDue(
        period: nil, deadline: calendar.deadline(from: start, workingDays: number))
    case .beforeEnd:
      guard latest == nil, let window = window(of: subject) else { return nil }
      return DutyDue(period: nil, deadline: .certain(window.upperBound))
    case .days: return after(last) { $0.adding(days: $1) }
    case .months: return after(last) { $0.adding(months: $1) }
    case .calendar(let length, _): return open(length, start: start, latest, today)
    case .yearly: return open(.year, start: start, latest, today)
    }
  }

  /// The days on which something can be done before an agreement's end; nil for any other cadence
  /// and while the number is to be set. Counted back in months from the last day.
  package func window(of subject: DutySubject) -> ClosedRange<Day>? {
    guard case .beforeEnd(_, let opens) = cadence, let number, let end = subject.endsOn else {
      return nil
    }
    let last = end.adding(months: -number)
    let first = opens.map { end.adding(months: -$0) } ?? .min
    return min(first, last)...last
  }

  /// By when the record of a period is due; nil while the number is to be set.
  package func due(of period: DutyPeriod) -> Deadline? {
    guard let number else { return nil }
    switch cadence {
    case .once, .within, .beforeEnd, .onEvent, .days, .months: return nil
    case .calendar:
      let last = period.lastDay
      // What is to be done within the period itself ends with it.
      return number == 0 ? .certain(last) : calendar.movedOffHoliday(last.adding(days: number))
    case .yearly:
      let year = period.year + 1
      let day = Day(year: year, month: number, day: Day.count(ofMonth: number, year: year))
      return day.map(calendar.movedOffHoliday)
    }
  }

  private func after(_ day: Day?, _ add: (Day, Int) -> Day) -> DutyDue? {
    guard let day, let number else { return nil }
    return DutyDue(period: nil, deadline: calendar.movedOffHoliday(add(day, number)))
  }

  /// The first period for which nothing is recorded.
  private func open(
    _ length: CalendarPeriod, start: Day?, _ latest: DutyLatest?, _ today: Day
  ) -> DutyDue? {
    let done = Set(latest?.periods ?? [])
    var period = DutyPeriod(length, containing: start ?? latest?.lastOn ?? today)
    for _ in 0..<Self.periodsMax where done.contains(period.description) { period = period.next }
    return DutyDue(period: period, deadline: due(of: period))
  }
}

/// What is due next of a duty.
package struct DutyDue: Hashable, Sendable {
  /// The calendar period for which it is due; nil where it goes by the last time.
  package let period: DutyPeriod?
  /// By when; nil while the number of days is to be set.
  package let deadline: Deadline?
}
