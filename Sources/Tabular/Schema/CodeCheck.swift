// SPDX-License-Identifier: Apache-2.0

/// Checks national codes on bytes, for the speed of whole files.
package enum CodeCheck {
  /// Says whether bytes are a valid code of a kind.
  package static func isValid(_ bytes: Span<UInt8>, _ kind: CodeKind) -> Bool {
    switch kind {
    case .uscc: isUSCC(bytes)
    case .residentID: isResidentID(bytes)
    case .division: isDivision(bytes)
    case .phone: isPhone(bytes)
    case .bankCard: isBankCard(bytes)
    }
  }

  /// A unified social credit code: 18 characters, a division's digits, modulo 31 check.
  ///
  /// The weights 3^i mod 31 of the standard are Horner's scheme from the right.
  package static func isUSCC(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count == 18 else { return false }
    var sum = 0
    for index in stride(from: 16, through: 0, by: -1) {
      let value = usccValue(bytes[index])
      guard value < 31 else { return false }
      if index >= 2, index < 8, value > 9 { return false }
      sum = sum &* 3 &+ value
    }
    return usccValue(bytes[17]) == (31 - sum % 31) % 31
  }

  /// A resident identity number: division, a real day of birth, modulo 11-2 check.
  ///
  /// A lower-case x at the end is read as the capital.
  ///
  /// The weights 2^(17 - i) mod 11 of the standard are Horner's scheme from the left.
  package static func isResidentID(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count == 18, isProvince(bytes), !skipsLevel(bytes) else { return false }
    var sum = 0
    for index in 0..<17 {
      let digit = bytes[index] &- 0x30
      guard digit < 10 else { return false }
      sum = (sum &+ Int(digit)) &* 2
    }
    guard CalendarCheck.isCompactDay(bytes, at: 6) else { return false }
    let remainder = (12 - sum % 11) % 11
    let expected = remainder == 10 ? UInt8(ascii: "X") : 0x30 + UInt8(remainder)
    let last = bytes[17] == UInt8(ascii: "x") ? UInt8(ascii: "X") : bytes[17]
    return last == expected
  }

  /// A division: 6, 9 or 12 digits below a province that exists.
  package static func isDivision(_ bytes: Span<UInt8>) -> Bool {
    let count = bytes.count
    guard count == 6 || count == 9 || count == 12, isProvince(bytes), !skipsLevel(bytes) else {
      return false
    }
    return areDigits(bytes, from: 0)
  }

  /// A mobile number (11 digits from 13 to 19, +86 or 86 before it allowed) or a fixed line
  /// (area code with 0, 7 or 8 digits, a hyphen between allowed).
  package static func isPhone(_ bytes: Span<UInt8>) -> Bool {
    var start = 0
    if bytes.count == 14, bytes[0] == 0x2B, bytes[1] == 0x38, bytes[2] == 0x36 { start = 3 }
    if bytes.count == 13, bytes[0] == 0x38, bytes[1] == 0x36 { start = 2 }
    guard bytes.count >= 10 else { return false }
    let length = bytes.count - start
    if length == 11, bytes[start] == 0x31, bytes[start + 1] >= 0x33 {
      return areDigits(bytes, from: start)
    }
    guard start == 0, bytes[0] == 0x30, bytes[1] >= 0x31, bytes[1] <= 0x39 else { return false }
    var digits = 0
    for index in 0..<length {
      if bytes[index] == UInt8(ascii: "-") {
        guard index == 3 || index == 4, digits == index else { return false }
      } else {
        guard bytes[index] &- 0x30 < 10 else { return false }
        digits += 1
      }
    }
    return digits >= 10 && digits <= 12
  }

  /// A bank card: 16, 17 or 19 digits of an issuer of banking (3 to 6), and the check digit of
  /// Luhn's formula (ISO/IEC 7812-1, annex B). 18 digits are left to the other codes.
  package static func isBankCard(_ bytes: Span<UInt8>) -> Bool {
    let count = bytes.count
    guard count == 16 || count == 17 || count == 19, bytes[0] >= 0x33, bytes[0] <= 0x36 else {
      return false
    }
    var sum = 0
    for index in 0..<count {
      let digit = Int(bytes[count - 1 - index]) - 0x30
      guard (0...9).contains(digit) else { return false }
      let twice = index % 2 == 1 ? digit * 2 : digit
      sum += twice > 9 ? twice - 9 : twice
    }
    return sum % 10 == 0
  }

  /// The value of one of the 31 characters of GB 32100-2015 (no I, O, S, V, Z), else 31.
  @inline(__always)
  private static func usccValue(_ byte: UInt8) -> Int {
    switch byte {
    case 0x30...0x39: Int(byte) - 0x30
    case 0x41...0x48: Int(byte) - 0x41 + 10
    case 0x4A...0x4E: Int(byte) - 0x4A + 18
    case 0x50...0x52: Int(byte) - 0x50 + 23
    case 0x54...0x55: Int(byte) - 0x54 + 26
    case 0x57...0x59: Int(byte) - 0x57 + 28
    default: 31
    }
  }

  @inline(__always)
  private static func areDigits(_ bytes: Span<UInt8>, from start: Int) -> Bool {
    for index in start..<bytes.count where bytes[index] &- 0x30 >= 10 { return false }
    return true
  }

  /// Whether a county stands below no city, which no division does.
  @inline(__always)
  private static func skipsLevel(_ bytes: Span<UInt8>) -> Bool {
    bytes[2] == 0x30 && bytes[3] == 0x30 && (bytes[4] != 0x30 || bytes[5] != 0x30)
  }

  /// The first two digits of GB/T 2260: 11-15, 21-23, 31-37, 41-46, 50-54, 61-65, 71, 81-83.
  @inline(__always)
  private static func isProvince(_ bytes: Span<UInt8>) -> Bool {
    guard bytes[0] &- 0x30 < 10, bytes[1] &- 0x30 < 10 else { return false }
    switch (bytes[0] - 0x30) * 10 + bytes[1] - 0x30 {
    case 11...15, 21...23, 31...37, 41...46, 50...54, 61...65, 71, 81...83: return true
    default: return false
    }
  }
}
