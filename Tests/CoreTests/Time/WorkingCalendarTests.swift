// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@Suite struct WorkingCalendarTests {
  static func day(_ text: String) throws -> Day { try #require(Day(text), "\(text)") }

  @Test(arguments: [
    ("2026-09-18", 10, "2026-10-09"), ("2026-02-10", 10, "2026-03-02"),
    ("2025-09-26", 20, "2025-10-30"), ("2025-03-01", 30, "2025-04-14"),
    ("2026-09-18", 1, "2026-09-20"), ("2026-09-18", 0, "2026-09-18"),
    ("2026-01-01", 1, "2026-01-04"), ("2025-12-31", 1, "2026-01-04"),
  ])
  func `the day of the event is not counted and make-up days are`(
    from: String, workingDays: Int, to: String
  ) throws {
    let deadline = try SharedData.calendar().deadline(
      from: Self.day(from), workingDays: workingDays)
    #expect(try deadline == .certain(Self.day(to)))
    #expect(deadline.unpublishedYear == nil)
  }

  @Test func `the counted days of a period over the National Day are these`() throws {
    let calendar = try SharedData.calendar()
    let expected = [
      "2026-09-20", "2026-09-21", "2026-09-22", "2026-09-23", "2026-09-24", "2026-09-28",
      "2026-09-29", "2026-09-30", "2026-10-08", "2026-10-09",
    ]
    for (index, text) in expected.enumerated() {
      let deadline = try calendar.deadline(from: Self.day("2026-09-18"), workingDays: index + 1)
      #expect(deadline.day.description == text)
    }
  }

  @Test(
    arguments: [
      ("2026-01-02", false), ("2026-01-04", true), ("2026-02-14", true), ("2026-02-24", true),
      ("2026-02-28", true), ("2026-05-09", true), ("2026-09-20", true), ("2026-10-08", true),
      ("2026-10-10", true), ("2022-12-31", nil), ("2027-01-04", nil), ("2023-01-02", false),
    ] as [(String, Bool?)])
  func `a day is working or off as its notice says`(text: String, expected: Bool?) throws {
    #expect(try SharedData.calendar().isWorkingDay(Self.day(text)) == expected)
  }

  @Test(arguments: [(2023, 249), (2024, 251), (2025, 248), (2026, 248)])
  func `the working days of a year add up`(year: Int, expected: Int) throws {
    let before = try Self.day("\(year - 1)-12-31")
    let days = (1...(Day.isLeap(year: year) ? 366 : 365)).map { before.adding(days: $0) }
    let calendar = try SharedData.calendar()
    #expect(days.count { calendar.isWorkingDay($0) == true } == expected)
  }

  @Test(arguments: [(2023, 27, 7), (2024, 28, 8), (2025, 28, 5), (2026, 33, 6)])
  func `each notice has its number of days`(year: Int, holidays: Int, workdays: Int) throws {
    let notice = try SharedData.calendarYear(year)
    #expect(notice.year == year)
    #expect(notice.holidays.count == holidays)
    #expect(notice.workdays.count == workdays)
    #expect(notice.source.hasPrefix("国办发明电〔\(year - 1)〕"))
  }

  @Test(arguments: [
    ("2026-12-25", 10, 2027), ("2026-12-31", 1, 2027), ("2027-03-01", 0, 2027),
    ("2022-12-30", 1, 2022), ("2030-06-01", 5, 2030),
  ])
  func `a period that touches a year without a notice is flagged`(
    from: String, workingDays: Int, year: Int
  ) throws {
    let deadline = try SharedData.calendar().deadline(
      from: Self.day(from), workingDays: workingDays)
    #expect(deadline.unpublishedYear == year)
    #expect(deadline == .flagged(deadline.day, unpublishedYear: year))
  }

  @Test func `the last working day of the last published year is certain`() throws {
    let calendar = try SharedData.calendar()
    #expect(
      try calendar.deadline(from: Self.day("2026-12-25"), workingDays: 4)
        == .certain(Self.day("2026-12-31")))
  }

  @Test func `a year with an empty list is not published`() throws {
    let calendar = try WorkingCalendar([
      WorkingCalendarYear(year: 2027, source: "", holidays: [], workdays: [])
    ])
    #expect(!calendar.isPublished(2027))
    #expect(try calendar.isWorkingDay(Self.day("2027-06-01")) == nil)
  }

  @Test(arguments: [
    ("2026-10-01", "2026-10-08"), ("2026-10-09", "2026-10-09"), ("2026-10-10", "2026-10-10"),
    ("2026-10-11", "2026-10-12"), ("2026-02-15", "2026-02-24"),
  ])
  func `a last day that is a day off moves to the next working day`(
    from: String, to: String
  ) throws {
    #expect(
      try SharedData.calendar().movedOffHoliday(Self.day(from)) == .certain(Self.day(to)))
  }

  @Test func `moving into an unpublished year is flagged`() throws {
    let calendar = try SharedData.calendar()
    #expect(
      try calendar.movedOffHoliday(Self.day("2027-01-02"))
        == .flagged(Self.day("2027-01-04"), unpublishedYear: 2027))
  }

  @Test func `counting is the inverse of the deadline`() throws {
    let calendar = try SharedData.calendar()
    let start = try Self.day("2025-01-10")
    for count in [1, 5, 17, 100, 300] {
      let end = calendar.deadline(from: start, workingDays: count).day
      #expect(calendar.workingDays(after: start, through: end) == count)
    }
    #expect(calendar.workingDays(after: start, through: start) == 0)
    #expect(try calendar.workingDays(after: start, through: Self.day("2027-01-01")) == nil)
  }

  @Test(arguments: [
    (#"{"year":2026,"source":"s","holidays":["2026-01-01"]}"#, WorkingCalendarError.wrongMembers),
    (#"{"year":2026,"source":"s","holidays":[],"workdays":[],"x":1}"#, .wrongMembers),
    (#"{"year":"2026","source":"s","holidays":[],"workdays":[]}"#, .wrongMembers),
    (
      #"{"year":2026,"source":"s","holidays":["2027-01-01"],"workdays":[]}"#,
      .dayOutside(year: 2026)
    ),
    (
      #"{"year":2026,"source":"s","holidays":["2025-11-30"],"workdays":[]}"#,
      .dayOutside(year: 2026)
    ),
    (
      #"{"year":2026,"source":"s","holidays":["2026-02-30"],"workdays":[]}"#,
      .dayOutside(year: 2026)
    ),
    (
      #"{"year":2026,"source":"s","holidays":["2026-01-03"],"workdays":["2026-01-03"]}"#,
      .dayTwice(year: 2026)
    ),
    (
      #"{"year":2026,"source":"s","holidays":[],"workdays":["2026-01-05"]}"#,
      .workdayInTheWeek(year: 2026)
    ),
    ("{", .malformed(.endsEarly(offset: 1))),
  ])
  func `malformed calendar data are refused`(text: String, expected: WorkingCalendarError) {
    let error = #expect(throws: expected) { try WorkingCalendarYear.parse(Array(text.utf8)) }
    #expect(error?.description.isEmpty == false)
  }

  @Test func `a year given twice is refused`() throws {
    let year = try SharedData.calendarYear(2025)
    #expect(throws: WorkingCalendarError.yearTwice(year: 2025)) {
      try WorkingCalendar([year, year])
    }
  }

  @Test(.enabled(if: SharedData.exists, "the shared reference data are absent"))
  func `the shipped lists agree with the reference`() throws {
    var expected: [Int: [Bool: Set<String>]] = [:]
    for line in try SharedData.text("data/holidays/holidays_2023_2026.csv").split(
      whereSeparator: \.isNewline
    ).dropFirst() {
      let fields = line.split(separator: ",").map(String.init)
      let year = try #require(Int(fields[0]))
      expected[year, default: [:]][fields[3] == "true", default: []].insert(fields[1])
    }
    #expect(expected.count == 4)
    for (year, lists) in expected {
      let notice = try SharedData.calendarYear(year)
      #expect(Set(notice.holidays.map(\.description)) == lists[true])
      #expect(Set(notice.workdays.map(\.description)) == lists[false])
    }
  }
}
