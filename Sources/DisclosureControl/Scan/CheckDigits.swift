// SPDX-License-Identifier: Apache-2.0

/// The check computations of the codes a scan looks for.
enum CheckDigits {
  /// ISO 7064 MOD 11-2 over 17 digits: the value of the check character, ten for X.
  static func mod11(_ digits: [Int]) -> Int {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 }
    return (12 - sum % 11) % 11
  }

  /// Whether digits end in a right Luhn digit (ISO/IEC 7812-1 annex B).
  static func isLuhn(_ digits: [Int]) -> Bool {
    var sum = 0
    for (index, digit) in digits.reversed().enumerated() {
      let doubled = index % 2 == 1 ? digit * 2 : digit
      sum += doubled > 9 ? doubled - 9 : doubled
    }
    return sum % 10 == 0
  }

  /// Whether 18 ASCII capitals and digits end in a right MOD 31-3 character (GB 32100-2015).
  static func isCreditCode(_ bytes: [UInt8]) -> Bool {
    let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
    let values = bytes.compactMap { alphabet.firstIndex(of: $0) }
    guard values.count == 18, bytes.count == 18 else { return false }
    var weight = 1
    var sum = 0
    for value in values.dropLast() {
      sum += value * weight
      weight = weight * 3 % 31
    }
    return (31 - sum % 31) % 31 == values[17]
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
