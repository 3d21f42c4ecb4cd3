// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@Suite struct DayTests {
  static func day(_ text: String) throws -> Day { try #require(Day(text), "\(text)") }

  @Test(arguments: [
    ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2026-11-21", 20_778),
    ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
  ])
  func `text and day number agree`(text: String, number: Int) throws {
    let day = try Self.day(text)
    #expect(day.number == number)
    #expect(Day(clamping: number).description == text)
  }

  @Test(arguments: [
    "2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00",
    "0000-01-01", "2026-1-01", "26-01-01", "2026/01/01", "2026-01-01 ", "+026-01-01",
    "２０２６-01-01", "", "2026-01-01T00:00:00Z",
  ])
  func `what is no day is refused`(text: String) {
    #expect(Day(text) == nil)
    #expect(throws: DecodingError.self) { try JSON.string(text).decode(Day.self) }
  }

  @Test func `every day of four hundred years follows the one before`() throws {
    var expected = try Self.day("1800-01-01")
    for year in 1800..<2200 {
      for month in 1...12 {
        for date in 1...Day.count(ofMonth: month, year: year) {
          let day = try #require(Day(year: year, month: month, day: date))
          guard day == expected, day.civil == (year, month, date) else {
            Issue.record("wrong at \(day)")
            return
          }
          expected = expected.adding(days: 1)
        }
      }
    }
  }

  @Test(arguments: [
    ("2026-03-01", 6, "2026-09-01", 184), ("2026-02-28", 6, "2026-08-28", 181),
    ("2025-08-31", 6, "2026-02-28", 181), ("2024-02-29", 6, "2024-08-29", 182),
    ("2026-01-31", 1, "2026-02-28", 28), ("2024-01-31", 1, "2024-02-29", 29),
    ("2026-12-31", 2, "2027-02-28", 59), ("2026-05-31", -3, "2026-02-28", -92),
    ("2026-01-15", -1, "2025-12-15", -31), ("2026-01-15", 0, "2026-01-15", 0),
  ])
  func `a period of months ends on the same number or the end of the month`(
    from: String, months: Int, to: String, days: Int
  ) throws {
    let start = try Self.day(from)
    let end = start.adding(months: months)
    #expect(end == (try Self.day(to)))
    #expect(start.days(until: end) == days)
  }

  @Test(arguments: [
    ("2024-02-29", 1, "2025-02-28"), ("2024-02-29", 4, "2028-02-29"),
    ("2026-11-21", 5, "2031-11-21"), ("2026-11-21", -5, "2021-11-21"),
  ])
  func `a period of years ends on the corresponding day`(
    from: String, years: Int, to: String
  ) throws {
    #expect(try Self.day(from).adding(years: years) == Self.day(to))
  }

  @Test func `arithmetic stops at the ends of the range`() throws {
    let day = try Self.day("2026-11-21")
    #expect(day.adding(days: .max) == .max)
    #expect(day.adding(days: .min) == .min)
    #expect(day.adding(months: .max) == .max)
    #expect(day.adding(months: .min) == .min)
    #expect(day.adding(years: .max) == .max)
    #expect(day.adding(years: .min) == .min)
    #expect(Day.max.description == "9999-12-31")
    #expect(Day.min.description == "0001-01-01")
    #expect(Day.max.adding(days: 1) == .max)
  }

  @Test(arguments: [
    ("1970-01-01", Weekday.thursday), ("2026-11-21", .saturday), ("2026-11-23", .monday),
    ("2000-02-29", .tuesday), ("0001-01-01", .monday), ("1969-12-28", .sunday),
  ])
  func `the weekday is right`(text: String, weekday: Weekday) throws {
    #expect(try Self.day(text).weekday == weekday)
    #expect(weekday.isWeekend == (weekday == .saturday || weekday == .sunday))
  }

  @Test func `days are coded as text and sort by time`() throws {
    let day = try Self.day("2026-11-21")
    #expect(try JSON(encoding: day) == "2026-11-21")
    #expect(try JSON.string("2026-11-21").decode(Day.self) == day)
    #expect(try Self.day("1999-12-31") < Self.day("2000-01-01"))
    #expect((day.year, day.month, day.day) == (2026, 11, 21))
  }
}
