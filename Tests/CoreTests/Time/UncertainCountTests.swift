// SPDX-License-Identifier: Apache-2.0
import Core
import Testing

/// Due days that were counted before a year's notice was known, and what becomes of them.
@Suite struct UncertainCountTests {
  private func day(_ text: String) throws -> Day { try #require(Day(text), "\(text)") }

  @Test func `a count within published years is certain and stays as it was kept`() throws {
    let calendar = try SharedData.calendar()
    let kept = calendar.counted(from: try day("2026-09-18"), workingDays: 10)
    #expect(try kept == CountedDay(day: day("2026-10-09"), uncertain: nil))
    #expect(calendar.settled(kept) == .certain(kept.day))
    #expect(!calendar.isLate(kept.day, after: kept))
    #expect(calendar.isLate(kept.day.adding(days: 1), after: kept))
  }

  @Test func `one over an unpublished year keeps what it rests on and makes nobody late`() throws {
    let calendar = try SharedData.calendar()
    let kept = calendar.counted(from: try day("2026-12-24"), workingDays: 10)
    #expect(try kept.day == day("2027-01-07"))
    let count = try #require(kept.uncertain)
    #expect(try count.from == day("2026-12-24"))
    #expect(count.workingDays == 10 && count.unpublishedYear == 2027)
    #expect(calendar.settled(kept) == .flagged(kept.day, unpublishedYear: 2027))
    #expect(try !calendar.isLate(day("2027-06-01"), after: kept))
  }

  @Test func `once the notice is known the day is counted again and not taken from the guess`()
    throws
  {
    let before = try WorkingCalendar([])
    let kept = before.counted(from: try day("2026-09-18"), workingDays: 10)
    // The National Day and the make-up Sunday were not known.
    #expect(try kept.day == day("2026-10-02") && kept.uncertain?.unpublishedYear == 2026)
    let after = try SharedData.calendar()
    #expect(try after.settled(kept) == .certain(day("2026-10-09")))
    #expect(try !after.isLate(day("2026-10-09"), after: kept))
    #expect(try after.isLate(day("2026-10-10"), after: kept))
  }

  @Test func `a length out of bounds, as no rule has it, is not counted again`() throws {
    let calendar = try SharedData.calendar()
    for days in [-1, WorkingCalendar.workingDaysMax + 1] {
      let kept = CountedDay(
        day: try day("2026-10-09"),
        uncertain: UncertainCount(
          from: try day("2026-09-18"), workingDays: days, unpublishedYear: 2026))
      #expect(calendar.settled(kept) == .certain(kept.day))
    }
  }
}
