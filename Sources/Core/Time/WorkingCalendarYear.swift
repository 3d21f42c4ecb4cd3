// SPDX-License-Identifier: Apache-2.0

/// One yearly notice of the State Council on holidays and make-up working days.
package struct WorkingCalendarYear: Codable, Hashable, Sendable {
  /// The year the notice is for; it can name days at the end of the year before.
  package let year: Int
  /// The document number of the notice.
  package let source: String
  /// The days off; empty while no notice is published.
  package let holidays: [Day]
  /// The weekend days on which people work instead.
  package let workdays: [Day]

  /// Makes a year from its parts.
  package init(year: Int, source: String, holidays: [Day], workdays: [Day]) {
    self.year = year
    self.source = source
    self.holidays = holidays
    self.workdays = workdays
  }

  /// Reads `{"year":…, "source":…, "holidays":[…], "workdays":[…]}`.
  ///
  /// Refused are other members, a day outside the year (but December of the year before), a day
  /// named twice, and a make-up day that is no weekend day.
  package static func parse(_ bytes: [UInt8]) throws(WorkingCalendarError) -> Self {
    let json: JSON
    do {
      json = try JSON.parse(bytes)
    } catch {
      throw .malformed(error)
    }
    guard let members = json.object,
      Set(members.keys) == ["year", "source", "holidays", "workdays"],
      let year = json["year"]?.int.flatMap({ Int(exactly: $0) }), (1949...9999).contains(year),
      let source = json["source"]?.string
    else { throw .wrongMembers }
    let result = WorkingCalendarYear(
      year: year, source: source, holidays: try days(json["holidays"], year: year),
      workdays: try days(json["workdays"], year: year))
    let all = result.holidays + result.workdays
    guard Set(all).count == all.count else { throw .dayTwice(year: year) }
    guard result.workdays.allSatisfy(\.weekday.isWeekend) else {
      throw .workdayInTheWeek(year: year)
    }
    return result
  }

  private static func days(
    _ value: JSON?, year: Int
  ) throws(WorkingCalendarError) -> [Day] {
    guard let elements = value?.array, elements.count <= 100 else { throw .wrongMembers }
    var days: [Day] = []
    for element in elements {
      guard let day = element.string.flatMap(Day.init),
        day.year == year || (day.year == year - 1 && day.month == 12)
      else { throw .dayOutside(year: year) }
      days.append(day)
    }
    return days
  }
}

/// Why the data of a calendar year are not accepted.
package enum WorkingCalendarError: Error, Hashable, Sendable {
  /// The text is no JSON.
  case malformed(JSONError)
  /// A member is missing, unknown or of another type.
  case wrongMembers
  /// A day is none, or lies in another year.
  case dayOutside(year: Int)
  /// A day is named twice.
  case dayTwice(year: Int)
  /// A make-up working day is no Saturday or Sunday.
  case workdayInTheWeek(year: Int)
  /// A year is given twice.
  case yearTwice(year: Int)
}

extension WorkingCalendarError: CustomStringConvertible {
  /// The message for people.
  package var description: String {
    switch self {
    case .malformed(let error): error.description
    case .wrongMembers:
      "a calendar year has exactly `year`, `source`, `holidays` and `workdays`, at most 100 days"
    case .dayOutside(let year): "calendar \(year): a day is malformed or lies in another year"
    case .dayTwice(let year): "calendar \(year): a day is named twice"
    case .workdayInTheWeek(let year):
      "calendar \(year): a make-up working day is no Saturday or Sunday"
    case .yearTwice(let year): "calendar \(year) is given twice"
    }
  }
}
