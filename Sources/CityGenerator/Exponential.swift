// SPDX-License-Identifier: Apache-2.0

/// The exponential function from additions and multiplications only.
///
/// A system's mathematics library may round differently from another's; this does not, so a
/// generated file has the same digest everywhere.
enum Exponential {
  /// e to the power of `x`, for -700 to 700, within 4 parts in 10^15.
  static func value(of x: Double) -> Double {
    let bounded = Swift.min(Swift.max(x, -700), 700)
    let power = (bounded * 1.442_695_040_888_963_4).rounded()
    // ln 2 in two parts, so that the remainder keeps its digits.
    let rest = bounded - power * 0.693_147_180_369_123_8 - power * 1.908_214_929_270_587_7e-10
    var term = 1.0
    var sum = 1.0
    for divisor in 1...16 {
      term *= rest / Double(divisor)
      sum += term
    }
    return sum * Double(sign: .plus, exponent: Int(power), significand: 1)
  }
}
