// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// The platform states what a developer's calls of a product in a period come to.
package struct IssueStatement: Action {
  let product: RecordID
  let developer: RecordID
  let from: Day
  let until: Day
  let charged: Int
  let free: Int
  let refused: Int
  let lines: [StatementLine]
  let amount: Money
  let digest: DigestText

  /// The declaration.
  package static let spec = Spec<Self>(
    "statement.issue", zh: "出具对账单", en: "Issue a statement", capacities: [.system],
    clauses: ["EZ-02.12-c", "EZ-02.12-d"], on: Product.table.name,
    fields: Field("product", zh: "产品", en: "Product", refersTo: "product"),
    Field("developer", zh: "开发商", en: "Developer", refersTo: "organisation"),
    Field("from", zh: "起始日", en: "From"), Field("until", zh: "截止日", en: "Until"),
    Field("charged", zh: "收费次数", en: "Charged calls"),
    Field("free", zh: "免费次数", en: "Free calls"),
    Field("refused", zh: "拒绝次数", en: "Refused calls"),
    Field("lines", zh: "明细", en: "Lines", bounds: 0...100),
    Field("amount", zh: "金额（元）", en: "Amount in yuan"),
    Field("digest", zh: "记录摘要", en: "Digest of the records"), make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let product: Product?
    let total: UsageTotal?
    let overlapping: [Statement]
  }

  /// The product, what is anchored, and statements of the same days.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    Facts(
      product: try read.find(Product.self, product),
      total: try read.find(UsageTotal.self, UsageTotal.id(product: product, developer: developer)),
      overlapping: try read.list(
        Statement.self,
        [
          .equal("product", product), .equal("developer", developer),
          Condition("from", .lessOrEqual, .string(until.description)),
          Condition("until", .greaterOrEqual, .string(from.description)),
        ], limit: 2))
  }

  /// Every figure adds up, none is beyond what is anchored, no day is stated twice.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let product = facts.product, product.place == context.place else {
      return .refused(MarketReasons.unknownProduct())
    }
    if facts.overlapping.contains(where: { $0.from == from && $0.until == until }) {
      return .refused(
        Reason("statement.issue.already", zh: "该期间已出具", en: "this period is stated already"))
    }
    let figures = UsageFigures(charged: charged, free: free, refused: refused)
    var reasons: [Reason] = []
    if until < from || until >= context.today || !facts.overlapping.isEmpty {
      reasons.append(
        Reason(
          "statement.period", zh: "期间须已结束且不与已出具的重叠",
          en: "the period must be over and not overlap one that is stated", field: "until"))
    }
    let stated = facts.total?.stated ?? .none
    if !stated.adding(figures).isWithin(facts.total?.anchored ?? .none) {
      reasons.append(StatementAmounts.beyondAnchored)
    }
    reasons += StatementAmounts.reasons(
      lines, charged: charged, amount: amount, of: product, context.profile)
    if let refusal = context.refusal(reasons) { return refusal }
    let id = context.newID(Statement.table)
    let statement = Statement(
      id: id, place: context.place, product: product.id, developer: developer,
      operator: product.operator, from: from, until: until, figures: figures, lines: lines,
      amount: amount, digest: digest, issuedOn: context.today, state: .issued)
    return .allowed(Event(StatementIssued(subject: id, statement: statement)), id: id)
  }
}

/// A statement was issued.
package struct StatementIssued: DomainEvent {
  /// The stable type.
  package static let type = "statement.issued"
  /// The statement.
  package let subject: RecordID
  let statement: Statement

  /// Adds the statement and notes what is stated.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    let id = UsageTotal.id(product: statement.product, developer: statement.developer)
    guard var total = try read.find(UsageTotal.self, id) else { return [.put(statement)] }
    total.stated = total.stated.adding(statement.figures)
    return [.put(statement), .put(total)]
  }
}
