// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@Suite struct InstantTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00.000Z", Int64(0)), ("2026-11-21T03:00:00.123Z", 1_795_230_000_123),
    ("1969-12-31T23:59:59.999Z", -1), ("0001-01-01T00:00:00.000Z", -62_135_596_800_000),
    ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
  ])
  func `text and milliseconds agree`(text: String, milliseconds: Int64) throws {
    let instant = try #require(Instant(text))
    #expect(instant.milliseconds == milliseconds)
    #expect(Instant(milliseconds: milliseconds).description == text)
    #expect(try JSON(encoding: instant) == .string(text))
    #expect(try JSON.string(text).decode(Instant.self) == instant)
  }

  @Test(arguments: [
    "2026-11-21T03:00:00Z", "2026-11-21T03:00:00.12Z", "2026-11-21T03:00:00.1234Z",
    "2026-11-21T24:00:00.000Z", "2026-11-21T03:60:00.000Z", "2026-11-21T03:00:60.000Z",
    "2026-11-21T03:00:00.000+08:00", "2026-11-21 03:00:00.000Z", "2026-02-30T03:00:00.000Z",
    "2026-11-21T03:00:00.000z", "", "2026-11-21", "2026-11-21T03:00:00.000Z ",
  ])
  func `any other form is refused`(text: String) {
    #expect(Instant(text) == nil)
    #expect(throws: DecodingError.self) { try JSON.string(text).decode(Instant.self) }
  }

  @Test(arguments: [
    ("2026-11-20T15:59:59.999Z", "2026-11-20", "2026-11-20"),
    ("2026-11-20T16:00:00.000Z", "2026-11-20", "2026-11-21"),
    ("1969-12-31T15:59:59.999Z", "1969-12-31", "1969-12-31"),
    ("1969-12-31T16:00:00.000Z", "1969-12-31", "1970-01-01"),
  ])
  func `the civil day depends on the zone`(text: String, utc: String, china: String) throws {
    let instant = try #require(Instant(text))
    #expect(instant.day(in: .utc).description == utc)
    #expect(instant.day(in: .china).description == china)
  }

  @Test func `a day in China begins at four in the afternoon of universal time`() throws {
    let day = try #require(Day("2026-11-21"))
    #expect(day.start(in: .china).description == "2026-11-20T16:00:00.000Z")
    #expect(day.start(in: .china).day(in: .china) == day)
    #expect(day.start(in: .china).adding(milliseconds: -1).day(in: .china) == day.adding(days: -1))
  }

  @Test func `arithmetic stops at the ends of the range`() {
    let instant = Instant(milliseconds: 0)
    #expect(instant.adding(milliseconds: .max) == .max)
    #expect(Instant(milliseconds: -1).adding(milliseconds: .min) == .min)
    #expect(instant.adding(milliseconds: 1500).description == "1970-01-01T00:00:01.500Z")
    #expect(instant.milliseconds(until: Instant(milliseconds: 5)) == 5)
    #expect(Instant.min.day(in: .china) == Day.min)
    #expect(Instant.max.day(in: .china) == Day.max)
    #expect(Instant.min < Instant.max)
  }

  @Test(arguments: [UInt64(5), 6])
  func `every moment survives its text`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let range = Instant.min.milliseconds...Instant.max.milliseconds
    for _ in 0..<1000 {
      let instant = Instant(milliseconds: Int64.random(in: range, using: &random))
      #expect(Instant(instant.description) == instant, "seed \(seed)")
    }
  }
}
