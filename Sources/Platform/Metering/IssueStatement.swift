// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// The platform states what a developer's calls of a product in a period come to.
package struct IssueStatement: Action {
  let product: RecordID
  let developer: RecordID
  let from: Day
  let until: Day
  let usage: StatedUsage

  /// The declaration.
  package static let spec = Spec<Self>(
    "statement.issue", zh: "出具对账单", en: "Issue a statement", capacities: [.system],
    clauses: ["EZ-02.12-c", "EZ-02.12-d"], on: Product.table.name,
    inStates: .every(Product.State.self),
    fields: Field<RecordID>("product", zh: "产品", en: "Product", refersTo: "product"),
    Field<RecordID>("developer", zh: "开发商", en: "Developer", refersTo: "organisation"),
    Field<Day>("from", zh: "起始日", en: "From"), Field<Day>("until", zh: "截止日", en: "Until"),
    StatedUsage.charged, StatedUsage.free, StatedUsage.refused, StatedUsage.linesField,
    StatedUsage.amountField, StatedUsage.digestField,
    make: { product, developer, from, until, charged, free, refused, lines, amount, digest in
      Self(
        product: product, developer: developer, from: from, until: until,
        usage: StatedUsage(charged, free, refused, lines, amount, digest))
    })

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
    var reasons: [Reason] = []
    if until < from || until >= context.today || !facts.overlapping.isEmpty {
      reasons.append(
        Reason(
          "statement.period", zh: "期间须已结束且不与已出具的重叠",
          en: "the period must be over and not overlap one that is stated", field: "until"))
    }
    reasons += usage.reasons(
      of: product, anchored: facts.total?.anchored ?? .none, stated: facts.total?.stated ?? .none,
      context)
    if let refusal = context.refusal(reasons) { return refusal }
    let id = context.newID(Statement.table)
    let statement = Statement(
      id: id, place: context.place, product: product.id, developer: developer,
      operator: product.operator, from: from, until: until, figures: usage.figures,
      lines: usage.lines, amount: usage.amount, digest: usage.digest, issuedOn: context.today,
      state: .issued)
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
