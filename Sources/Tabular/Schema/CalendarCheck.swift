// SPDX-License-Identifier: Apache-2.0

/// Reads days and local times from bytes, proleptic Gregorian.
enum CalendarCheck {
  private static let secondsPerDay: Int64 = 86_400

  /// Reads YYYY-MM-DD as days since 1970-01-01; nil when it is no day.
  @inline(__always)
  static func day(_ bytes: Span<UInt8>) -> Int64? {
    guard bytes.count == 10 else { return nil }
    return dayPrefix(bytes)
  }

  /// Reads YYYY-MM-DD hh:mm[:ss[.ffffff]] as microseconds since 1970-01-01 00:00.
  static func time(_ bytes: Span<UInt8>) -> Int64? {
    let count = bytes.count
    guard count == 16 || count == 19 || (count > 20 && count <= 26) else { return nil }
    guard bytes[10] == 0x20 || bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
      let day = dayPrefix(bytes), let hour = pair(bytes, 11), hour < 24,
      let minute = pair(bytes, 14), minute < 60
    else { return nil }
    var second: Int64 = 0
    var micros: Int64 = 0
    if count > 16 {
      guard bytes[16] == UInt8(ascii: ":"), let read = pair(bytes, 17), read < 60 else {
        return nil
      }
      second = read
    }
    if count > 19 {
      guard bytes[19] == UInt8(ascii: ".") else { return nil }
      for index in 20..<26 {
        let digit = index < count ? bytes[index] &- 0x30 : 0
        guard digit < 10 else { return nil }
        micros = micros * 10 + Int64(digit)
      }
    }
    let seconds = day * secondsPerDay + hour * 3_600 + minute * 60 + second
    return seconds * 1_000_000 + micros
  }

  /// Says whether eight digits at an index are a day between 1800 and 2099, YYYYMMDD.
  static func isCompactDay(_ bytes: Span<UInt8>, at index: Int) -> Bool {
    guard let century = pair(bytes, index), let year = pair(bytes, index + 2),
      let month = pair(bytes, index + 4), let day = pair(bytes, index + 6)
    else { return false }
    let full = century * 100 + year
    return (1800...2099).contains(full) && isDay(full, month, day)
  }

  /// Writes days since 1970-01-01 as YYYY-MM-DD.
  static func text(day: Int64) -> String {
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let date = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(date, 2))"
  }

  /// Writes microseconds since 1970-01-01 00:00 as YYYY-MM-DD hh:mm:ss[.ffffff].
  static func text(time micros: Int64) -> String {
    let perDay = secondsPerDay * 1_000_000
    let day = micros >= 0 ? micros / perDay : -((-micros + perDay - 1) / perDay)
    let rest = micros - day * perDay
    let seconds = rest / 1_000_000
    let clock = [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }
    let fraction = rest % 1_000_000
    return text(day: day) + " " + clock.joined(separator: ":")
      + (fraction == 0 ? "" : "." + padded(fraction, 6))
  }

  private static func padded(_ value: Int64, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  @inline(__always)
  private static func dayPrefix(_ bytes: Span<UInt8>) -> Int64? {
    guard bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let century = pair(bytes, 0), let rest = pair(bytes, 2), let month = pair(bytes, 5),
      let day = pair(bytes, 8)
    else { return nil }
    let year = century * 100 + rest
    guard year > 0, isDay(year, month, day) else { return nil }
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  @inline(__always)
  private static func isDay(_ year: Int64, _ month: Int64, _ day: Int64) -> Bool {
    guard month >= 1, month <= 12, day >= 1, day <= 31 else { return false }
    if day <= 28 { return true }
    switch month {
    case 2:
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      return isLeap && day == 29
    case 4, 6, 9, 11: return day <= 30
    default: return true
    }
  }

  @inline(__always)
  private static func pair(_ bytes: Span<UInt8>, _ index: Int) -> Int64? {
    let tens = bytes[index] &- 0x30
    let ones = bytes[index &+ 1] &- 0x30
    guard tens < 10, ones < 10 else { return nil }
    return Int64(tens) &* 10 &+ Int64(ones)
  }
}
