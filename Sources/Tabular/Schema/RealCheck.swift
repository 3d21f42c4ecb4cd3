// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Reads floating-point numbers from bytes, for measurements whose decimals have no fixed scale.
enum RealCheck {
  /// Reads a number: optional minus, digits, point and digits, exponent; no infinity, no NaN.
  ///
  /// The value is the order-preserving key of the double. Up to 15 digits and exponents up to
  /// 22 are exact; beyond, the last digits may differ, which matters to no check.
  static func real(_ bytes: Span<UInt8>) -> NumberCheck.Reading {
    let count = bytes.count
    var index = 0
    let isNegative = count > 0 && bytes[0] == UInt8(ascii: "-")
    if isNegative { index = 1 }
    var mantissa: Int64 = 0
    var exponent = 0
    var digits = 0
    var hasPoint = false
    while index < count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "."), !hasPoint, digits > 0, index &+ 1 < count,
        bytes[index &+ 1] &- 0x30 < 10
      {
        hasPoint = true
      } else if byte &- 0x30 < 10 {
        digits &+= 1
        if mantissa < 100_000_000_000_000_000 {
          mantissa = mantissa &* 10 &+ Int64(byte &- 0x30)
          if hasPoint { exponent &-= 1 }
        } else if !hasPoint {
          exponent &+= 1
        }
      } else {
        break
      }
      index &+= 1
    }
    guard digits > 0 else { return .bad(.notReal) }
    if index < count {
      guard let written = writtenExponent(bytes, from: index) else { return .bad(.notReal) }
      exponent &+= written
    }
    let value = scaled(Double(mantissa), exponent)
    guard value.isFinite else { return .bad(.outOfRange) }
    return .value(key(of: isNegative ? -value : value))
  }

  /// Reads e or E, a sign, and one to four digits; nil when it is anything else.
  private static func writtenExponent(_ bytes: Span<UInt8>, from start: Int) -> Int? {
    guard bytes[start] | 0x20 == UInt8(ascii: "e") else { return nil }
    var index = start + 1
    var isNegative = false
    if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == 0x2B {
      isNegative = bytes[index] == UInt8(ascii: "-")
      index += 1
    }
    guard index < bytes.count, bytes.count - index <= 4 else { return nil }
    var value = 0
    while index < bytes.count {
      let digit = bytes[index] &- 0x30
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
      index += 1
    }
    return isNegative ? -value : value
  }

  /// Multiplies by a power of ten; dividing keeps short decimals exact.
  private static func scaled(_ mantissa: Double, _ exponent: Int) -> Double {
    if mantissa == 0 || exponent == 0 { return mantissa }
    if exponent > 0 { return mantissa * pow(10, Double(exponent)) }
    if exponent >= -300 { return mantissa / pow(10, Double(-exponent)) }
    return mantissa / 1e300 / pow(10, Double(-exponent - 300))
  }

  /// The key that orders doubles as whole numbers; both zeros have the same.
  private static func key(of value: Double) -> Int64 {
    if value == 0 { return 0 }
    let bits = Int64(bitPattern: value.bitPattern)
    return bits >= 0 ? bits : Int64.min &- bits
  }

  /// Writes the double of a key.
  static func text(key: Int64) -> String {
    let bits = key >= 0 ? key : Int64.min &- key
    return String(Double(bitPattern: UInt64(bitPattern: bits)))
  }
}
