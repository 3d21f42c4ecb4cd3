// SPDX-License-Identifier: Apache-2.0

/// An exact fraction in lowest terms with a positive denominator.
///
/// Arithmetic that would leave 128 bits gives nothing instead of a wrong number.
struct Rational: Hashable, Sendable {
  let numerator: Int128
  let denominator: Int128

  static let one = Rational(1)

  init(_ whole: Int128) {
    numerator = whole
    denominator = 1
  }

  private init?(_ numerator: Int128, over denominator: Int128) {
    guard denominator != 0, numerator != .min, denominator != .min else { return nil }
    let divisor = Self.commonDivisor(numerator.magnitude, denominator.magnitude)
    let sign: Int128 = denominator < 0 ? -1 : 1
    self.numerator = sign * (numerator / Int128(divisor))
    self.denominator = sign * (denominator / Int128(divisor))
  }

  var isZero: Bool { numerator == 0 }

  func times(_ other: Rational) -> Rational? {
    let top = numerator.multipliedReportingOverflow(by: other.numerator)
    let bottom = denominator.multipliedReportingOverflow(by: other.denominator)
    guard !top.overflow, !bottom.overflow else { return nil }
    return Rational(top.partialValue, over: bottom.partialValue)
  }

  func divided(by other: Rational) -> Rational? {
    guard !other.isZero, let inverse = Rational(other.denominator, over: other.numerator) else {
      return nil
    }
    return times(inverse)
  }

  func minus(_ other: Rational) -> Rational? {
    let left = numerator.multipliedReportingOverflow(by: other.denominator)
    let right = other.numerator.multipliedReportingOverflow(by: denominator)
    let bottom = denominator.multipliedReportingOverflow(by: other.denominator)
    guard !left.overflow, !right.overflow, !bottom.overflow else { return nil }
    let top = left.partialValue.subtractingReportingOverflow(right.partialValue)
    guard !top.overflow else { return nil }
    return Rational(top.partialValue, over: bottom.partialValue)
  }

  private static func commonDivisor(_ a: UInt128, _ b: UInt128) -> UInt128 {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return max(a, 1)
  }
}
