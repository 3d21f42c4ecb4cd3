// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// What the calls of a period come to: the figures of a statement, also of an interim one.
///
/// Both actions that bring it declare its fields here, so that they cannot drift apart.
package struct StatedUsage: Sendable, Hashable {
  /// The calls.
  package let figures: UsageFigures
  /// The charged calls by price.
  package let lines: [StatementLine]
  /// The sum of the lines.
  package let amount: Money
  /// The digest of the records behind it.
  package let digest: DigestText

  /// Gathers the values of the fields, in their order.
  init(
    _ charged: Int, _ free: Int, _ refused: Int, _ lines: [StatementLine], _ amount: Money,
    _ digest: DigestText
  ) {
    figures = UsageFigures(charged: charged, free: free, refused: refused)
    self.lines = lines
    self.amount = amount
    self.digest = digest
  }

  static let charged = Field<Int>("charged", zh: "收费次数", en: "Charged calls")
  static let free = Field<Int>("free", zh: "免费次数", en: "Free calls")
  static let refused = Field<Int>("refused", zh: "拒绝次数", en: "Refused calls")
  static let linesField = Field<[StatementLine]>("lines", zh: "明细", en: "Lines", bounds: 0...100)
  static let amountField = Field<Money>("amount", zh: "金额（元）", en: "Amount in yuan")
  static let digestField = Field<DigestText>("digest", zh: "记录摘要", en: "Digest of the records")

  /// Why it cannot stand: figures that do not add up, or that are beyond what is anchored besides
  /// what was stated before.
  func reasons(
    of product: Product, anchored: UsageFigures, stated: UsageFigures = .none, _ context: Context
  ) -> [Reason] {
    let beyond =
      stated.adding(figures).isWithin(anchored) ? [] : [StatementAmounts.beyondAnchored]
    return beyond
      + StatementAmounts.reasons(
        lines, charged: figures.charged, amount: amount, of: product, context.profile)
  }
}
