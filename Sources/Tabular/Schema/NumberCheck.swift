// SPDX-License-Identifier: Apache-2.0

/// Reads numbers from bytes.
enum NumberCheck {
  /// The outcome of reading a value: a number, or why it is none.
  enum Reading {
    case value(Int64)
    case bad(BadRowReason)
  }

  /// Reads a whole number: optional minus, digits, within 64 bits.
  @inline(__always)
  static func integer(_ bytes: Span<UInt8>) -> Reading {
    let count = bytes.count
    var index = 0
    let isNegative = count > 0 && bytes[0] == UInt8(ascii: "-")
    if isNegative { index = 1 }
    guard index < count else { return .bad(.notInteger) }
    if count &- index > 18 { return longInteger(bytes, from: index, isNegative: isNegative) }
    var value: Int64 = 0
    while index < count {
      let digit = bytes[index] &- 0x30
      guard digit < 10 else { return .bad(.notInteger) }
      value = value &* 10 &+ Int64(digit)
      index &+= 1
    }
    return .value(isNegative ? 0 &- value : value)
  }

  /// Reads a decimal number as a multiple of 10^-scale: optional minus, digits, point, digits.
  ///
  /// At most 18 digits in all once scaled; no exponent and no digit grouping.
  @inline(__always)
  static func decimal(_ bytes: Span<UInt8>, scale: Int) -> Reading {
    let count = bytes.count
    var index = 0
    let isNegative = count > 0 && bytes[0] == UInt8(ascii: "-")
    if isNegative { index = 1 }
    var value: Int64 = 0
    var digits = 0
    var significant = 0
    var decimals = -1
    while index < count {
      let byte = bytes[index]
      index &+= 1
      if byte == UInt8(ascii: "."), decimals < 0, digits > 0 {
        decimals = 0
        continue
      }
      let digit = byte &- 0x30
      guard digit < 10 else { return .bad(.notDecimal) }
      digits &+= 1
      if decimals >= 0 {
        decimals &+= 1
        if decimals > scale {
          guard digit == 0 else { return .bad(.tooManyDecimals) }
          continue
        }
      }
      if significant > 0 || digit > 0 { significant &+= 1 }
      guard significant <= 18 else { return .bad(.outOfRange) }
      value = value &* 10 &+ Int64(digit)
    }
    guard digits > 0, decimals != 0 else { return .bad(.notDecimal) }
    var missing = scale &- min(max(decimals, 0), scale)
    if value == 0 { missing = 0 }
    guard significant &+ missing <= 18 else { return .bad(.outOfRange) }
    while missing > 0 {
      value = value &* 10
      missing &-= 1
    }
    return .value(isNegative ? 0 &- value : value)
  }

  /// Reads a whole number of more than 18 characters with overflow checks.
  private static func longInteger(
    _ bytes: Span<UInt8>, from start: Int, isNegative: Bool
  ) -> Reading {
    var value: Int64 = 0
    var isTooLarge = false
    for index in start..<bytes.count {
      let digit = bytes[index] &- 0x30
      guard digit < 10 else { return .bad(.notInteger) }
      let scaled = value.multipliedReportingOverflow(by: 10)
      let next = scaled.partialValue.subtractingReportingOverflow(Int64(digit))
      isTooLarge = isTooLarge || scaled.overflow || next.overflow
      value = next.partialValue
    }
    if isTooLarge || (!isNegative && value == .min) { return .bad(.outOfRange) }
    return .value(isNegative ? value : -value)
  }
}
