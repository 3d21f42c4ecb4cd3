// SPDX-License-Identifier: Apache-2.0

import Core

/// Days and months as the files write them.
enum CityDate {
  /// A day as `2025-01-31`.
  static func day(_ day: Day) -> [UInt8] {
    let (year, month, dayOfMonth) = day.civil
    return Array(String(year).utf8) + [0x2D] + two(month) + [0x2D] + two(dayOfMonth)
  }

  /// The month so many months after a year's January, as `2025-01`.
  static func month(_ offset: Int, from year: Int) -> [UInt8] {
    Array(String(year + offset / 12).utf8) + [0x2D] + two(offset % 12 + 1)
  }

  private static func two(_ number: Int) -> [UInt8] {
    [UInt8(48 + number / 10), UInt8(48 + number % 10)]
  }
}
