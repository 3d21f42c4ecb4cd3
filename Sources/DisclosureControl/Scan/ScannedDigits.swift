// SPDX-License-Identifier: Apache-2.0

/// What digits must be for a scan to take them for a card or a day.
enum ScannedDigits {
  /// Whether digits end in a right Luhn digit (ISO/IEC 7812-1 annex B).
  static func isLuhn(_ digits: [Int]) -> Bool {
    var sum = 0
    for (index, digit) in digits.reversed().enumerated() {
      let doubled = index % 2 == 1 ? digit * 2 : digit
      sum += doubled > 9 ? doubled - 9 : doubled
    }
    return sum % 10 == 0
  }

  /// Whether six noughts or nines stand in a row, as at the end of a rounded binary fraction.
  static func isNoise(_ digits: [Int]) -> Bool {
    var run = 0
    var last = -1
    for digit in digits {
      run = digit == last ? run + 1 : 1
      last = digit
      if run == 6, digit == 0 || digit == 9 { return true }
    }
    return false
  }

  /// Whether year, month and day (eight digits) are a day from 1800 to 2199.
  static func isDay(_ digits: ArraySlice<Int>) -> Bool {
    let number = digits.reduce(0) { $0 * 10 + $1 }
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100)
    guard (1800..<2200).contains(year), (1...12).contains(month) else { return false }
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...lengths[month - 1]).contains(day)
  }
}
