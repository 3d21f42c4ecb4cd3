// SPDX-License-Identifier: Apache-2.0

/// An exact amount of renminbi in whole 分 (a hundredth of a yuan).
///
/// Arithmetic throws instead of overflowing; there is no floating point anywhere.
package struct Money: Hashable, Sendable {
  /// The amount in 分; negative for a debt or a correction.
  package let fen: Int64

  /// No money.
  package static let zero = Money(fen: 0)

  /// Makes an amount from whole 分.
  package init(fen: Int64) { self.fen = fen }

  /// The sum with another amount.
  package func adding(_ other: Money) throws(MoneyError) -> Money {
    let (sum, overflowed) = fen.addingReportingOverflow(other.fen)
    guard !overflowed else { throw .overflow }
    return Money(fen: sum)
  }

  /// The difference from another amount.
  package func subtracting(_ other: Money) throws(MoneyError) -> Money {
    let (difference, overflowed) = fen.subtractingReportingOverflow(other.fen)
    guard !overflowed else { throw .overflow }
    return Money(fen: difference)
  }

  /// The amount a whole number of times.
  package func multiplied(by count: Int64) throws(MoneyError) -> Money {
    let (product, overflowed) = fen.multipliedReportingOverflow(by: count)
    guard !overflowed else { throw .overflow }
    return Money(fen: product)
  }

  /// A share of the amount, rounded to whole 分.
  package func share(_ rate: BasisPoints, rounding: Rounding) throws(MoneyError) -> Money {
    let (product, overflowed) = fen.multipliedReportingOverflow(by: rate.value)
    guard !overflowed else { throw .overflow }
    return Money(fen: rounding.divide(product, by: 10_000))
  }

  /// The sum of amounts.
  package static func sum(_ amounts: some Sequence<Money>) throws(MoneyError) -> Money {
    var total = Money.zero
    for amount in amounts { total = try total.adding(amount) }
    return total
  }
}

extension Money: Comparable {
  /// Orders by amount.
  package static func < (left: Money, right: Money) -> Bool { left.fen < right.fen }
}

extension Money: Codable {
  /// Reads a whole number of 分.
  package init(from decoder: any Decoder) throws {
    self.init(fen: try decoder.singleValueContainer().decode(Int64.self))
  }

  /// Writes a whole number of 分.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(fen)
  }
}
