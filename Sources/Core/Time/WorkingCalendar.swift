// SPDX-License-Identifier: Apache-2.0

/// Which days are working days, from the State Council's yearly notices.
///
/// A day is a working day when a notice makes it one, or when it is Monday to Friday and no notice
/// makes it a day off. A year whose notice is not published (none given, or without days) is never
/// guessed silently: every answer that touches it is flagged.
package struct WorkingCalendar: Sendable {
  private let published: Set<Int>
  private let holidays: Set<Day>
  private let workdays: Set<Day>

  /// The longest period that can be counted, in working days.
  package static let workingDaysMax = 5000

  /// Makes a calendar of yearly notices in any order.
  package init(_ years: [WorkingCalendarYear]) throws(WorkingCalendarError) {
    var seen: Set<Int> = []
    for year in years where !seen.insert(year.year).inserted {
      throw .yearTwice(year: year.year)
    }
    published = Set(years.filter { !$0.holidays.isEmpty }.map(\.year))
    holidays = Set(years.flatMap(\.holidays))
    workdays = Set(years.flatMap(\.workdays))
  }

  /// Whether the notice for a year is known.
  package func isPublished(_ year: Int) -> Bool { published.contains(year) }

  /// Whether people work on a day; nil when the notice for its year is not published.
  package func isWorkingDay(_ day: Day) -> Bool? {
    isPublished(day.year) ? assumesWorking(day) : nil
  }

  /// The last day of a period of working days; the day of the event is not counted.
  ///
  /// A period of 0 working days ends on the day of the event.
  /// - Parameter workingDays: 0 to `workingDaysMax`; whoever reads the number checks it.
  package func deadline(from event: Day, workingDays: Int) -> Deadline {
    precondition(
      (0...Self.workingDaysMax).contains(workingDays), "the period is out of bounds")
    var tracker = Tracker(calendar: self)
    tracker.visit(event)
    var day = event
    var remaining = workingDays
    while remaining > 0, day < .max {
      day = day.adding(days: 1)
      tracker.visit(day)
      if assumesWorking(day) { remaining -= 1 }
    }
    return tracker.deadline(day)
  }

  /// The day itself, or the next working day when it is a day off (Civil Code art. 203).
  ///
  /// For periods of days, months and years; weekends count as days off.
  package func movedOffHoliday(_ day: Day) -> Deadline {
    var tracker = Tracker(calendar: self)
    var result = day
    tracker.visit(result)
    while !assumesWorking(result), result < .max {
      result = result.adding(days: 1)
      tracker.visit(result)
    }
    return tracker.deadline(result)
  }

  /// The number of working days after one day up to and including another; nil when it touches a
  /// year without a notice. Zero when the other day is not later.
  package func workingDays(after start: Day, through end: Day) -> Int? {
    guard start < end else { return 0 }
    guard (start.year...end.year).allSatisfy(isPublished) else { return nil }
    return (start.number + 1...end.number).count { assumesWorking(Day(clamping: $0)) }
  }

  private func assumesWorking(_ day: Day) -> Bool {
    workdays.contains(day) || (!holidays.contains(day) && !day.weekday.isWeekend)
  }

  private struct Tracker {
    let calendar: WorkingCalendar
    var unpublishedYear: Int?

    mutating func visit(_ day: Day) {
      if unpublishedYear == nil, !calendar.isPublished(day.year) { unpublishedYear = day.year }
    }

    func deadline(_ day: Day) -> Deadline {
      guard let unpublishedYear else { return .certain(day) }
      return .flagged(day, unpublishedYear: unpublishedYear)
    }
  }
}
