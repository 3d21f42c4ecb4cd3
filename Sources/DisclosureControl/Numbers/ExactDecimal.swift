// SPDX-License-Identifier: Apache-2.0

/// An exact decimal number held as a count of millionths.
///
/// Every decision of this module is made on such numbers and never on binary floating point.
/// The magnitude is bounded by `unitsMax`, so that a product with a share in basis points
/// (at most 10 000) can not overflow 128 bits.
package struct ExactDecimal: Hashable, Sendable, Comparable {
  /// Digits kept behind the decimal point.
  package static let scale = 6
  /// Millionths in one.
  package static let unitsPerOne: Int128 = 1_000_000
  /// The largest magnitude in millionths (10 to the power of 34).
  package static let unitsMax: Int128 = 10_000_000_000_000_000 * 1_000_000_000_000_000_000
  /// Zero.
  package static let zero = ExactDecimal(unchecked: 0)

  /// The number in millionths, from `-unitsMax` to `unitsMax`.
  package let units: Int128

  /// Makes a number from millionths, or nothing when it is out of bounds.
  package init?(units: Int128) {
    guard units >= -Self.unitsMax, units <= Self.unitsMax else { return nil }
    self.units = units
  }

  /// Makes a number from a whole number.
  package init(_ whole: Int) {
    units = Int128(whole) * Self.unitsPerOne
  }

  private init(unchecked units: Int128) {
    self.units = units
  }

  /// Reads plain decimal text: an optional minus, digits, optionally a point and digits.
  ///
  /// Refuses exponents, plus signs, white space, `NaN`, infinities, more than 28 digits before
  /// the point and digits behind the sixth place other than zero.
  package init(parsing text: some StringProtocol) throws(ExactDecimalError) {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty, bytes.count <= 48 else { throw .malformed }
    var position = 0
    let negative = bytes[0] == UInt8(ascii: "-")
    if negative { position = 1 }
    let parts = bytes[position...].split(
      separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = parts.first, !whole.isEmpty else { throw .malformed }
    var fraction = Array(parts.count == 2 ? parts[1] : [])
    guard parts.count == 1 || !fraction.isEmpty else { throw .malformed }
    guard whole.count <= 28 else { throw .outOfBounds }
    while fraction.count > Self.scale {
      guard fraction.removeLast() == UInt8(ascii: "0") else { throw .tooPrecise }
    }
    while fraction.count < Self.scale { fraction.append(UInt8(ascii: "0")) }
    var units: Int128 = 0
    for byte in Array(whole) + fraction {
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { throw .malformed }
      units = units * 10 + Int128(byte - UInt8(ascii: "0"))
    }
    guard let checked = Self(units: negative ? -units : units) else { throw .outOfBounds }
    self = checked
  }

  /// The magnitude without the sign.
  package var magnitude: ExactDecimal { ExactDecimal(unchecked: units < 0 ? -units : units) }

  /// Compares by value.
  package static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
    left.units < right.units
  }

  /// The mean of a total over a number of values, rounded half away from zero at the sixth place,
  /// or nothing when there are no values.
  package func divided(by count: Int) -> ExactDecimal? {
    guard count > 0 else { return nil }
    return ExactDecimal(units: Self.roundedQuotient(units, Int128(count)))
  }

  /// Renders with exactly `places` digits behind the point (0 to 6), rounding half away from zero.
  package func text(places: Int) -> String {
    let places = min(max(places, 0), Self.scale)
    var step: Int128 = 1
    for _ in places..<Self.scale { step *= 10 }
    let rounded = Self.roundedQuotient(units, step)
    var digits = String(rounded < 0 ? -rounded : rounded)
    if places > 0 {
      while digits.count <= places { digits = "0" + digits }
      digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -places))
    }
    return rounded < 0 ? "-" + digits : digits
  }

  private static func roundedQuotient(_ value: Int128, _ divisor: Int128) -> Int128 {
    let half = divisor / 2
    let magnitude = value < 0 ? -value : value
    let quotient = magnitude / divisor
    let remainder = magnitude % divisor
    let up = remainder > half || (divisor % 2 == 0 && remainder == half)
    let result = up ? quotient + 1 : quotient
    return value < 0 ? -result : result
  }
}
