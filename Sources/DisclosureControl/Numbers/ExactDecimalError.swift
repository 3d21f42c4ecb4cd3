// SPDX-License-Identifier: Apache-2.0

/// Why a text is not an exact decimal number.
package enum ExactDecimalError: Error, Hashable, Sendable {
  /// The text is not plain decimal notation (exponents, `NaN` and infinities included).
  case malformed
  /// The number is too large.
  case outOfBounds
  /// The number has more than six digits behind the point.
  case tooPrecise
}
