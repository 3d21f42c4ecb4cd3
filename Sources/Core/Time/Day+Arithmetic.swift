// SPDX-License-Identifier: Apache-2.0

extension Day {
  /// The day a number of days later, or earlier when negative.
  package func adding(days: Int) -> Day {
    let (sum, overflowed) = number.addingReportingOverflow(days)
    guard !overflowed else { return days > 0 ? .max : .min }
    return Day(clamping: sum)
  }

  /// The last day of a period of months that begins on the day after this one.
  ///
  /// The day of the event is not counted and the period ends on the day of the same number, or on
  /// the month's last day when there is none (Civil Code art. 201 and 202). A negative number
  /// counts backwards by the same rule; the Code leaves backward periods open, this is our reading.
  package func adding(months: Int) -> Day {
    let (year, month, day) = civil
    let bounded = Swift.min(Swift.max(months, -120_000), 120_000)
    let index = year * 12 + month - 1 + bounded
    guard index >= 12 else { return .min }
    guard index < 120_000 else { return .max }
    let (newYear, newMonth) = (index / 12, index % 12 + 1)
    let newDay = Swift.min(day, Day.count(ofMonth: newMonth, year: newYear))
    return Day(clamping: Day.number(year: newYear, month: newMonth, day: newDay))
  }

  /// The last day of a period of years that begins on the next day; see `adding(months:)`.
  package func adding(years: Int) -> Day {
    adding(months: Swift.min(Swift.max(years, -10_000), 10_000) * 12)
  }

  /// The number of days from this day to another; negative when the other is earlier.
  package func days(until other: Day) -> Int { other.number - number }

  /// The moment at which the day begins in a zone.
  package func start(in zone: CivilZone) -> Instant {
    Instant(milliseconds: Int64(number) * 86_400_000 - zone.offsetMilliseconds)
  }
}
