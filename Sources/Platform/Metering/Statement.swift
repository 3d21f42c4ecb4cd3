// SPDX-License-Identifier: Apache-2.0
package import Core

/// What a developer's calls of a product in a period come to.
package struct Statement: Record {
  /// The life of a statement.
  package enum State: String, Codable, Sendable, CaseIterable {
    case issued
    case confirmed
  }

  /// The table.
  package static let table = TableSpec(
    "statement", prefix: "STM",
    columns: [
      .text("place"), .text("state"), .text("product"), .text("developer"), .text("operator"),
      .text("from"), .text("until"),
    ],
    unique: [["product", "developer", "from"]])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The product.
  package let product: RecordID
  /// The developer.
  package let developer: RecordID
  /// The operator.
  package let `operator`: RecordID
  /// The first day of the period.
  package let from: Day
  /// Its last day.
  package let until: Day
  /// The calls of the period.
  package let figures: UsageFigures
  /// The charged calls by price.
  package let lines: [StatementLine]
  /// The sum of the lines.
  package let amount: Money
  /// The digest of the records behind it.
  package let digest: DigestText
  /// The day of issue.
  package let issuedOn: Day
  /// The life of the statement.
  package var state: State
  /// Who confirmed it.
  package var confirmedBy: RecordID?
  /// The day of confirmation.
  package var confirmedOn: Day?

  /// Developer and operator are parties.
  package var parties: [RecordID] { [developer, `operator`] }
}
