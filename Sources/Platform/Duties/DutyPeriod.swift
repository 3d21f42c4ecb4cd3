// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// One period of the calendar, such as the year `2026`, its first half `2026H1` or the quarter
/// `2026Q3`.
package struct DutyPeriod: Hashable, Sendable, CustomStringConvertible {
  /// How long it is.
  package let length: CalendarPeriod
  /// The year.
  package let year: Int
  /// Which of its year, from 1.
  package let number: Int

  private init(_ length: CalendarPeriod, year: Int, number: Int) {
    self.length = length
    self.year = year
    self.number = number
  }

  /// The period in which a day lies.
  package init(_ length: CalendarPeriod, containing day: Day) {
    let months = 12 / length.perYear
    self.init(length, year: day.year, number: (day.month - 1) / months + 1)
  }

  /// Reads `2026`, `2026H1` or `2026Q3`, as the length wants it; nil for anything else.
  package init?(_ length: CalendarPeriod, _ text: String) {
    let parts = Array(text.utf8)
    guard parts.count >= 4, let year = Int(text.prefix(4)), (1949...9998).contains(year) else {
      return nil
    }
    let rest = text.dropFirst(4)
    guard let mark = DutyPeriod.mark(of: length) else {
      guard rest.isEmpty else { return nil }
      self.init(length, year: year, number: 1)
      return
    }
    guard rest.count == 2, rest.first == mark, let number = rest.last?.wholeNumberValue,
      (1...length.perYear).contains(number)
    else { return nil }
    self.init(length, year: year, number: number)
  }

  /// The form in which a record names it.
  package var description: String {
    DutyPeriod.mark(of: length).map { "\(year)\($0)\(number)" } ?? String(year)
  }

  /// Its first day.
  package var firstDay: Day {
    Day(year: year, month: (number - 1) * (12 / length.perYear) + 1, day: 1) ?? .max
  }

  /// Its last day.
  package var lastDay: Day {
    let month = number * (12 / length.perYear)
    return Day(year: year, month: month, day: Day.count(ofMonth: month, year: year)) ?? .max
  }

  /// The period after it.
  package var next: DutyPeriod {
    number < length.perYear
      ? DutyPeriod(length, year: year, number: number + 1)
      : DutyPeriod(length, year: year + 1, number: 1)
  }

  private static func mark(of length: CalendarPeriod) -> Character? {
    switch length {
    case .year: nil
    case .halfYear: "H"
    case .quarter: "Q"
    }
  }
}
