// SPDX-License-Identifier: Apache-2.0

/// A moment of universal time in whole milliseconds, within the years 0001 to 9999.
///
/// Arithmetic that would leave this range stops at its end.
package struct Instant: Hashable, Sendable {
  /// Milliseconds since 1970-01-01T00:00:00Z; negative before.
  package let milliseconds: Int64

  /// The first moment that can be written.
  package static let min = Instant(milliseconds: .min)
  /// The last moment that can be written.
  package static let max = Instant(milliseconds: .max)

  /// Makes a moment from milliseconds since 1970; beyond the range, the range's end.
  package init(milliseconds: Int64) {
    self.milliseconds = Swift.min(
      Swift.max(milliseconds, -62_135_596_800_000), 253_402_300_799_999)
  }

  /// The moment some milliseconds later, or earlier when negative.
  package func adding(milliseconds: Int64) -> Instant {
    let (sum, overflowed) = self.milliseconds.addingReportingOverflow(milliseconds)
    guard !overflowed else { return milliseconds > 0 ? .max : .min }
    return Instant(milliseconds: sum)
  }

  /// The number of milliseconds from this moment to another; negative when the other is earlier.
  package func milliseconds(until other: Instant) -> Int64 {
    other.milliseconds - milliseconds
  }

  /// The civil day on which the moment falls in a zone.
  package func day(in zone: CivilZone) -> Day {
    Day(clamping: Int((milliseconds + zone.offsetMilliseconds).flooredDivision(by: 86_400_000)))
  }
}

extension Instant: Comparable {
  /// Orders by time.
  package static func < (left: Instant, right: Instant) -> Bool {
    left.milliseconds < right.milliseconds
  }
}

extension Instant {
  /// Reads the form `2026-11-21T03:00:00.123Z` exactly; nil for anything else.
  ///
  /// Universal time only, three decimals, no leap second.
  package init?(_ text: String) {
    var scanner = DigitScanner(text)
    guard let year = scanner.number(4), scanner.skip("-"), let month = scanner.number(2),
      scanner.skip("-"), let day = scanner.number(2), scanner.skip("T"),
      let hour = scanner.number(2), scanner.skip(":"), let minute = scanner.number(2),
      scanner.skip(":"), let second = scanner.number(2), scanner.skip("."),
      let millisecond = scanner.number(3), scanner.skip("Z"), scanner.isAtEnd,
      hour < 24, minute < 60, second < 60,
      let date = Day(year: year, month: month, day: day)
    else { return nil }
    let ofDay = ((hour * 60 + minute) * 60 + second) * 1000 + millisecond
    self = date.start(in: .utc).adding(milliseconds: Int64(ofDay))
  }
}

extension Instant: CustomStringConvertible {
  /// The form `2026-11-21T03:00:00.123Z` of ISO 8601.
  package var description: String {
    let date = day(in: .utc)
    let ofDay = Int(milliseconds - date.start(in: .utc).milliseconds)
    let time = [ofDay / 3_600_000, ofDay / 60_000 % 60, ofDay / 1000 % 60]
    let clock = time.map { padded($0, 2) }.joined(separator: ":")
    return "\(date)T\(clock).\(padded(ofDay % 1000, 3))Z"
  }
}

extension Instant: Codable {
  /// Reads a string of the form `2026-11-21T03:00:00.123Z`.
  package init(from decoder: any Decoder) throws {
    self = try decoder.decodeChecked("a time such as 2026-11-21T03:00:00.123Z", Instant.init)
  }

  /// Writes a string of the form `2026-11-21T03:00:00.123Z`.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension Int64 {
  /// The quotient rounded towards minus infinity; the divisor is positive.
  fileprivate func flooredDivision(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
