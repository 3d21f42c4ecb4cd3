// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// The platform says what the calls of a period come to so far, as it was asked.
package struct MakeInterimStatement: Action {
  let interim: RecordID
  let usage: StatedUsage

  /// The declaration.
  package static let spec = Spec<Self>(
    "statement.interim", zh: "生成期中对账单", en: "Make an interim statement",
    capacities: [.system], clauses: ["EZ-02.12-c", "EZ-02.12-d"],
    on: InterimStatement.table.name, inStates: .possible(InterimStatement.State.waiting),
    fields: Field<RecordID>(
      "interim", zh: "期中对账单", en: "Interim statement", refersTo: "interimStatement"),
    StatedUsage.charged, StatedUsage.free, StatedUsage.refused, StatedUsage.linesField,
    StatedUsage.amountField, StatedUsage.digestField,
    make: { interim, charged, free, refused, lines, amount, digest in
      Self(interim: interim, usage: StatedUsage(charged, free, refused, lines, amount, digest))
    })

  /// What the decision needs.
  package struct Facts: Sendable {
    let interim: InterimStatement?
    let product: Product?
    let total: UsageTotal?
  }

  /// What was asked for, its product, and what is anchored.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let found = try read.find(InterimStatement.self, interim)
    return Facts(
      interim: found, product: try found.flatMap { try read.find(Product.self, $0.product) },
      total: try found.flatMap {
        try read.find(
          UsageTotal.self, UsageTotal.id(product: $0.product, developer: $0.developer))
      })
  }

  /// Once, and under the rules of a statement: every figure adds up, none is beyond what is
  /// anchored.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let found = facts.interim, found.place == context.place, let product = facts.product
    else {
      return .refused(
        Refusals.unknown(
          "statement.interim", zh: "期中对账单", en: "interim statement", field: "interim"))
    }
    guard found.state == .waiting else {
      return .refused(
        Reason("statement.interim.already", zh: "该期中对账单已生成", en: "it is made already"))
    }
    let reasons = usage.reasons(
      of: product, anchored: facts.total?.anchored ?? .none, context)
    if let refusal = context.refusal(reasons) { return refusal }
    return .allowed(
      Event(
        InterimStatementMade(
          subject: interim, figures: usage.figures, lines: usage.lines, amount: usage.amount,
          digest: usage.digest)),
      id: interim)
  }
}

/// An interim statement was made.
package struct InterimStatementMade: DomainEvent {
  /// The stable type.
  package static let type = "statement.interimMade"
  /// The interim statement.
  package let subject: RecordID
  let figures: UsageFigures
  let lines: [StatementLine]
  let amount: Money
  let digest: DigestText

  /// Fills it in. No total changes: nothing is stated by it.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var interim = try read.find(InterimStatement.self, subject) else { return [] }
    interim.state = .made
    interim.figures = figures
    interim.lines = lines
    interim.amount = amount
    interim.digest = digest
    interim.madeAt = InstantText(stamp.recordedAt)
    return [.put(interim)]
  }
}
