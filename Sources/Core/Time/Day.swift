// SPDX-License-Identifier: Apache-2.0

/// A civil day of the Gregorian calendar, 0001-01-01 to 9999-12-31, without a time zone.
///
/// Arithmetic that would leave this range stops at its end.
package struct Day: Hashable, Sendable {
  /// Days since 1970-01-01; negative before.
  package let number: Int

  /// The first day that can be written, 0001-01-01.
  package static let min = Day(clamping: -719_162)
  /// The last day that can be written, 9999-12-31.
  package static let max = Day(clamping: 2_932_896)

  /// Makes a day from its number of days since 1970-01-01; beyond the range, the range's end.
  package init(clamping number: Int) {
    self.number = Swift.min(Swift.max(number, -719_162), 2_932_896)
  }

  /// Makes a day from year (1 to 9999), month (1 to 12) and day of the month; nil if none such.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Day.count(ofMonth: month, year: year)
    else { return nil }
    number = Day.number(year: year, month: month, day: day)
  }

  /// The year, 1 to 9999.
  package var year: Int { civil.year }
  /// The month, 1 to 12.
  package var month: Int { civil.month }
  /// The day of the month, 1 to 31.
  package var day: Int { civil.day }

  /// Year, month and day at once.
  package var civil: (year: Int, month: Int, day: Int) {
    // The era algorithm: years begin in March, 400 years are 146,097 days.
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// The day of the week.
  package var weekday: Weekday {
    // 1970-01-01 was a Thursday.
    Weekday.allCases[((number + 3) % 7 + 7) % 7]
  }

  /// Whether a year has a 29 February.
  package static func isLeap(year: Int) -> Bool {
    year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
  }

  /// The number of days, 28 to 31, in a month (1 to 12).
  package static func count(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: isLeap(year: year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  static func number(year: Int, month: Int, day: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

extension Day: Comparable {
  /// Orders by time.
  package static func < (left: Day, right: Day) -> Bool { left.number < right.number }
}
