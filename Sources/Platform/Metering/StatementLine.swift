// SPDX-License-Identifier: Apache-2.0
package import Core

/// The charged calls of a statement at one price.
package struct StatementLine: StructuredValue, Hashable {
  /// The price of one call in fen.
  package let price: Money
  /// How many calls.
  package let charged: Int
  /// Price times calls, in fen.
  package let amount: Money

  /// Makes a line.
  package init(price: Money, charged: Int, amount: Money) {
    self.price = price
    self.charged = charged
    self.amount = amount
  }

  /// An example in JSON; amounts in fen.
  package static let example = #"{"price":50,"charged":100,"amount":5000}"#

  /// Whether the amount is the price times the calls, exactly.
  package var addsUp: Bool {
    do { return try price.multiplied(by: Int64(charged)) == amount } catch { return false }
  }

  /// No figure is negative.
  package func problem() -> FieldProblem? {
    charged >= 0 && price >= .zero && amount >= .zero ? nil : .bounds(0...1_000_000_000_000)
  }
}
