// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

/// Periods against slow and obvious ways of counting them.
@Suite struct PeriodPropertyTests {
  @Test(arguments: [UInt64(51), 52])
  func `a deadline is the day found by counting one by one`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let years = try (2023...2026).map(SharedData.calendarYear)
    let calendar = try WorkingCalendar(years)
    let off = Set(years.flatMap(\.holidays).map(\.description))
    let on = Set(years.flatMap(\.workdays).map(\.description))
    let first = try #require(Day("2023-01-01"))
    for _ in 0..<300 {
      let start = first.adding(days: Int.random(in: 0..<1200, using: &random))
      let count = Int.random(in: 0...60, using: &random)
      var day = start
      var left = count
      while left > 0 {
        day = day.adding(days: 1)
        let text = day.description
        let isWeekday = day.weekday.rawValue <= 5
        if on.contains(text) || (isWeekday && !off.contains(text)) { left -= 1 }
      }
      let expected: Deadline =
        day.year > 2026 ? .flagged(day, unpublishedYear: 2027) : .certain(day)
      #expect(
        calendar.deadline(from: start, workingDays: count) == expected,
        "seed \(seed), \(count) from \(start)")
    }
  }

  @Test(arguments: [UInt64(53)])
  func `a longer period never ends earlier`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let calendar = try SharedData.calendar()
    let start = try #require(Day("2024-03-01")).adding(
      days: Int.random(in: 0..<300, using: &random))
    let ends = (0...200).map { calendar.deadline(from: start, workingDays: $0).day }
    for (earlier, later) in zip(ends, ends.dropFirst()) {
      #expect(earlier < later, "seed \(seed)")
    }
  }

  @Test(arguments: [UInt64(54), 55])
  func `a period of months ends in the right month on the right day`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<2000 {
      let start = Day(clamping: Int.random(in: -200_000...200_000, using: &random))
      let months = Int.random(in: -300...300, using: &random)
      let end = start.adding(months: months)
      let index = start.year * 12 + start.month - 1 + months
      #expect(end.year * 12 + end.month - 1 == index, "seed \(seed), \(start) \(months)")
      let last = Day.count(ofMonth: end.month, year: end.year)
      #expect(end.day == min(start.day, last), "seed \(seed), \(start) \(months)")
    }
  }

  @Test(arguments: [UInt64(56)])
  func `days added one after the other are days added at once`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<1000 {
      let start = Day(clamping: Int.random(in: -700_000...2_900_000, using: &random))
      let first = Int.random(in: -5000...5000, using: &random)
      let second = Int.random(in: -5000...5000, using: &random)
      let once = start.adding(days: first + second)
      #expect(start.adding(days: first).adding(days: second) == once, "seed \(seed)")
      #expect(start.days(until: once) == first + second, "seed \(seed)")
      #expect(Day(once.description) == once, "seed \(seed)")
    }
  }

  @Test func `a period out of bounds is a broken invariant`() async {
    await #expect(processExitsWith: .failure) {
      let calendar = try WorkingCalendar([])
      _ = calendar.deadline(from: .min, workingDays: -1)
    }
    await #expect(processExitsWith: .failure) {
      let calendar = try WorkingCalendar([])
      _ = calendar.deadline(from: .min, workingDays: WorkingCalendar.workingDaysMax + 1)
    }
  }

  @Test func `counting stops at the end of the calendar`() throws {
    let calendar = try WorkingCalendar([])
    let end = calendar.deadline(from: Day.max.adding(days: -3), workingDays: 5000)
    #expect(end == .flagged(.max, unpublishedYear: 9999))
  }
}
