// SPDX-License-Identifier: Apache-2.0

/// Why an amount of money cannot be made.
package enum MoneyError: Error, Hashable, Sendable {
  /// The result does not fit in 64 bits of 分.
  case overflow
  /// The text is no amount of yuan such as `12.34`.
  case malformed
  /// The ratios of a division are empty, more than 100,000, negative or all zero.
  case ratios
}

extension MoneyError: CustomStringConvertible {
  /// The message for people.
  package var description: String {
    switch self {
    case .overflow: "the amount is too large"
    case .malformed: "an amount is written in yuan with at most two decimals, such as 12.34"
    case .ratios: "an amount is divided by 1 to 100,000 ratios, none negative, not all zero"
    }
  }
}
