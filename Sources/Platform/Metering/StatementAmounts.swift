// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// What holds for the figures of a statement, issued or interim.
enum StatementAmounts {
  /// More calls than are anchored.
  static let beyondAnchored = Reason(
    "statement.figures", zh: "次数超出已固化的使用记录", en: "more calls than are anchored",
    field: "charged")

  /// Why an amount is not what charged calls of a product come to.
  static func reasons(
    _ lines: [StatementLine], charged: Int, amount: Money, of product: Product,
    _ profile: Profile
  ) -> [Reason] {
    var reasons: [Reason] = []
    if profile.isFree(useClass: product.useClass), amount != .zero {
      reasons.append(
        Reason(
          "statement.free", clauses: profile.pricing.freeUseClasses.clauses, zh: "该用途类别免费",
          en: "this class of use is free", field: "amount"))
    }
    let prices = Set(product.prices.map(\.amount))
    let knowsPrices = lines.allSatisfy { prices.contains($0.price) }
    if !knowsPrices || !lines.allSatisfy(\.addsUp)
      || lines.reduce(0, { $0 + $1.charged }) != charged || sum(lines) != amount
    {
      reasons.append(
        Reason(
          "statement.sum", zh: "明细与合计不符", en: "lines and total do not add up", field: "lines"))
    }
    return reasons
  }

  private static func sum(_ lines: [StatementLine]) -> Money? {
    do { return try Money.sum(lines.map(\.amount)) } catch { return nil }
  }
}
