// SPDX-License-Identifier: Apache-2.0

/// Checks national codes on bytes, for the speed of whole files.
package enum CodeCheck {
  /// The 31 characters of GB 32100-2015, without I, O, S, V and Z; 0xFF marks the others.
  private static let usccValues: InlineArray<256, UInt8> = {
    var values = InlineArray<256, UInt8>(repeating: 0xFF)
    for (value, byte) in "0123456789ABCDEFGHJKLMNPQRTUWXY".utf8.enumerated() {
      values[Int(byte)] = UInt8(value)
    }
    return values
  }()
  /// 3^i mod 31, the weights of GB 32100-2015.
  private static let usccWeights: InlineArray<17, Int> = [
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28,
  ]
  /// 2^(17 - i) mod 11, the weights of GB 11643-1999.
  private static let residentWeights: InlineArray<17, Int> = [
    7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2,
  ]

  /// Says whether bytes are a valid code of a kind.
  package static func isValid(_ bytes: Span<UInt8>, _ kind: CodeKind) -> Bool {
    switch kind {
    case .uscc: isUSCC(bytes)
    case .residentID: isResidentID(bytes)
    case .division: isDivision(bytes)
    case .phone: isPhone(bytes)
    }
  }

  /// A unified social credit code: 18 characters, a division's digits, modulo 31 check.
  package static func isUSCC(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count == 18 else { return false }
    var sum = 0
    for index in 0..<17 {
      let value = usccValues[Int(bytes[index])]
      guard value != 0xFF else { return false }
      if index >= 2, index < 8, value > 9 { return false }
      sum &+= Int(value) &* usccWeights[index]
    }
    let check = (31 - sum % 31) % 31
    return Int(usccValues[Int(bytes[17])]) == check
  }

  /// A resident identity number: division, a real day of birth, modulo 11-2 check.
  package static func isResidentID(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count == 18, isProvince(bytes) else { return false }
    var sum = 0
    for index in 0..<17 {
      let digit = bytes[index] &- 0x30
      guard digit < 10 else { return false }
      sum &+= Int(digit) &* residentWeights[index]
    }
    guard CalendarCheck.isCompactDay(bytes, at: 6) else { return false }
    let remainder = (12 - sum % 11) % 11
    let expected = remainder == 10 ? UInt8(ascii: "X") : 0x30 + UInt8(remainder)
    return bytes[17] == expected
  }

  /// A division: 6, 9 or 12 digits below a province that exists.
  package static func isDivision(_ bytes: Span<UInt8>) -> Bool {
    let count = bytes.count
    guard count == 6 || count == 9 || count == 12, isProvince(bytes) else { return false }
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

  @inline(__always)
  private static func areDigits(_ bytes: Span<UInt8>, from start: Int) -> Bool {
    for index in start..<bytes.count where bytes[index] &- 0x30 >= 10 { return false }
    return true
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
