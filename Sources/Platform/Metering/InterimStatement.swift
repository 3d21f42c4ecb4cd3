// SPDX-License-Identifier: Apache-2.0
package import Core

/// What a developer's calls of a product come to so far, on demand: for information, not issued.
///
/// It is no statement: nothing is stated by it, confirmed upon it or paid on it, and the statement
/// of the period is issued as if it had not been asked for.
package struct InterimStatement: Record {
  /// The life of it.
  package enum State: String, Codable, Sendable, CaseIterable {
    case waiting
    case made
  }

  /// The table.
  package static let table = TableSpec(
    "interimStatement", prefix: "STI",
    columns: [
      .text("place"), .text("state"), .text("subscription"), .text("product"),
      .text("developer"), .text("operator"), .text("from"), .text("until"),
    ])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The subscription for which it was asked.
  package let subscription: RecordID
  /// Its product.
  package let product: RecordID
  /// Its developer.
  package let developer: RecordID
  /// Its operator.
  package let `operator`: RecordID
  /// The first day.
  package let from: Day
  /// The day on which it was asked for, up to which it goes.
  package let until: Day
  /// Who asked.
  package let askedBy: RecordID
  /// The life of it.
  package var state: State
  /// The calls so far; nil while it waits, as all that follows.
  package var figures: UsageFigures?
  /// The charged calls by price.
  package var lines: [StatementLine]?
  /// The sum of the lines.
  package var amount: Money?
  /// The digest of the records behind it.
  package var digest: DigestText?
  /// When it was made: calls recorded before that count.
  package var madeAt: InstantText?

  /// Developer and operator are parties.
  package var parties: [RecordID] { [developer, `operator`] }
}
