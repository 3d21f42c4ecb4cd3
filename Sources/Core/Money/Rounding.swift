// SPDX-License-Identifier: Apache-2.0

/// How a fraction of a 分 is rounded.
package enum Rounding: String, Codable, CaseIterable, Hashable, Sendable {
  /// Towards zero.
  case down
  /// To the nearest; a half away from zero (四舍五入).
  case halfUp
  /// To the nearest; a half to the even neighbour (GB/T 8170).
  case halfEven

  /// The rounded quotient; the divisor is positive and at most 2^62.
  func divide(_ dividend: Int64, by divisor: Int64) -> Int64 {
    let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
    let doubled = remainder.magnitude * 2
    let away: Bool =
      switch self {
      case .down: false
      case .halfUp: doubled >= divisor.magnitude
      case .halfEven:
        doubled > divisor.magnitude || (doubled == divisor.magnitude && quotient & 1 == 1)
      }
    return away ? quotient + dividend.signum() : quotient
  }
}
