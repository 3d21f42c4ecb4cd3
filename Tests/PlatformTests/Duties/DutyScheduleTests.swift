// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// Due days of duties: intervals, calendar periods, windows before an end.
@Suite struct DutyScheduleTests {
  private static let clauses: [ClauseID] = ["EZ-02.15-c"]

  /// The first three days of October 2026 are off, Saturday the tenth is worked.
  private func calendar() throws -> WorkingCalendar {
    try WorkingCalendar([
      WorkingCalendarYear(
        year: 2026, source: "test", holidays: ["2026-10-01", "2026-10-02", "2026-10-03"].map(on),
        workdays: [on("2026-10-10")])
    ])
  }

  private func on(_ text: String) -> Day { Day(text) ?? .min }

  private func own(_ number: Int?) -> DutyInterval {
    .own(key: "duties.x.cadence", ProfileValue(number, clauses: Self.clauses))
  }

  private func latest(_ day: String, _ periods: [String] = []) -> DutyLatest {
    let id = RecordID.make(prefix: "DTL", random: [UInt8](repeating: 1, count: 16))
    return DutyLatest(
      id: id, place: "ezhou", duty: "x", about: "ezhou", record: id, lastOn: on(day),
      periods: periods)
  }

  private func next(
    _ cadence: DutyCadence, _ number: Int?, start: String?, _ latest: DutyLatest? = nil,
    today: String = "2026-06-01"
  ) throws -> DutyDue? {
    let subject = DutySubject.place("ezhou", start: start.map(on))
    return DutySchedule(cadence, number: number, calendar: try calendar())
      .next(subject, latest: latest, today: on(today))
  }

  @Test func `days and months run from the last time, the first from the beginning`() throws {
    let days = DutyCadence.days(own(30))
    #expect(try next(days, 30, start: "2026-05-01")?.deadline?.day == on("2026-06-01"))
    #expect(try next(days, 30, start: nil) == nil)
    let again = try next(days, 30, start: "2026-05-01", latest("2026-06-10"))
    #expect(again?.deadline?.day == on("2026-07-10"))
    let months = DutyCadence.months(own(6))
    let half = try next(months, 6, start: nil, latest("2026-03-31"))
    // 30 September has the same number as no other day of that month's end.
    #expect(half?.deadline == .certain(on("2026-09-30")))
  }

  @Test func `a last day that is off moves, and a year without a notice is flagged`() throws {
    let days = DutyCadence.days(own(30))
    let off = try next(days, 30, start: nil, latest("2026-09-01"))
    // 1 October is off, and so are the two after it and the Sunday.
    #expect(off?.deadline == .certain(on("2026-10-05")))
    let far = try next(.months(own(12)), 12, start: nil, latest("2026-03-02"))
    #expect(far?.deadline?.day == on("2027-03-02") && far?.deadline?.unpublishedYear == 2027)
  }

  @Test func `without its number nothing is due, but the period is known`() throws {
    #expect(try next(.days(own(nil)), nil, start: "2026-01-01") == nil)
    let year = try next(.yearly(month: own(nil)), nil, start: "2026-04-01")
    #expect(year?.period?.description == "2026" && year?.deadline == nil)
  }

  @Test func `a report of a year is due by the end of a month of the next`() throws {
    let cadence = DutyCadence.yearly(month: own(3))
    let first = try next(cadence, 3, start: "2025-04-01")
    #expect(first?.period?.description == "2025")
    #expect(first?.deadline == .certain(on("2026-03-31")))
    let second = try next(cadence, 3, start: "2025-04-01", latest("2026-03-01", ["2025"]))
    #expect(second?.period?.description == "2026" && second?.deadline?.day == on("2027-03-31"))
    // Done out of order: the gap is what is due.
    let gap = try next(cadence, 3, start: "2024-04-01", latest("2026-03-01", ["2025"]))
    #expect(gap?.period?.description == "2024" && gap?.deadline?.day == on("2025-03-31"))
  }

  @Test func `what is done within a period ends with it, a summary some days later`() throws {
    let within = DutyCadence.calendar(.year, days: own(0))
    #expect(try next(within, 0, start: "2026-04-01")?.deadline == .certain(on("2026-12-31")))
    let half = DutyCadence.calendar(.halfYear, days: own(15))
    let summary = try next(half, 15, start: "2026-02-01")
    #expect(summary?.period?.description == "2026H1")
    #expect(summary?.deadline == .certain(on("2026-07-15")))
  }

  @Test func `working days run from the beginning, and nothing more is due once it is done`() throws
  {
    let cadence = DutyCadence.within(workingDays: own(5))
    let due = try next(cadence, 5, start: "2026-09-28")
    // 29 and 30 September, then 5, 6 and 7 October.
    #expect(due?.deadline == .certain(on("2026-10-07")))
    #expect(try next(cadence, 5, start: "2026-09-28", latest("2026-09-29")) == nil)
  }

  @Test(arguments: [
    ("2026", CalendarPeriod.year, "2026-01-01", "2026-12-31", "2027"),
    ("2026H1", .halfYear, "2026-01-01", "2026-06-30", "2026H2"),
    ("2026H2", .halfYear, "2026-07-01", "2026-12-31", "2027H1"),
    ("2024Q1", .quarter, "2024-01-01", "2024-03-31", "2024Q2"),
    ("2026Q4", .quarter, "2026-10-01", "2026-12-31", "2027Q1"),
  ])
  func `a period is read, bounded and followed`(
    _ text: String, _ length: CalendarPeriod, _ first: String, _ last: String, _ next: String
  ) throws {
    let period = try #require(DutyPeriod(length, text))
    #expect(period.description == text)
    #expect(period.firstDay == on(first) && period.lastDay == on(last))
    #expect(period.next.description == next)
    #expect(DutyPeriod(length, containing: on(first)) == period)
    #expect(DutyPeriod(length, containing: on(last)) == period)
  }

  @Test(arguments: [
    ("2026H1", CalendarPeriod.year), ("2026", .halfYear), ("2026H3", .halfYear),
    ("2026H0", .halfYear), ("2026Q5", .quarter), ("26", .year), ("二零二六", .year),
    ("1900", .year), ("2026H1x", .halfYear), ("2026h1", .halfYear), ("", .year),
  ])
  func `what is no period of the length is not read`(_ text: String, _ length: CalendarPeriod) {
    #expect(DutyPeriod(length, text) == nil)
  }
}
