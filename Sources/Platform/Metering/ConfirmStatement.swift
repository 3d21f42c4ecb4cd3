// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// A developer confirms a statement.
package struct ConfirmStatement: Action {
  let statement: RecordID

  /// The declaration.
  package static let spec = Spec<Self>(
    "statement.confirm", zh: "确认对账单", en: "Confirm a statement", capacities: [.developer],
    clauses: ["EZ-02.12-d"], on: Statement.table.name, inStates: .duty(Statement.State.issued),
    fields: Field("statement", zh: "对账单", en: "Statement", refersTo: "statement"),
    make: Self.init)

  /// The statement.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Statement? {
    try read.find(Statement.self, statement)
  }

  /// Its own, once.
  package func decide(_ found: Statement?, _ context: Context) -> Decision {
    guard let found, found.place == context.place,
      found.developer == context.actor.organisation
    else {
      return .refused(Refusals.unknown("statement", zh: "对账单", en: "statement", field: "statement"))
    }
    guard found.state == .issued else {
      return .refused(
        Refusals.state(
          "statement", is: found.state.rawValue, zh: "对账单已确认", en: "it is confirmed already"))
    }
    return .allowed(
      Event(StatementConfirmed(subject: statement, by: context.actor.account)), id: statement)
  }
}

/// A statement was confirmed.
package struct StatementConfirmed: DomainEvent {
  /// The stable type.
  package static let type = "statement.confirmed"
  /// The statement.
  package let subject: RecordID
  let by: RecordID

  /// Notes who and when.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var statement = try read.find(Statement.self, subject) else { return [] }
    statement.state = .confirmed
    statement.confirmedBy = by
    statement.confirmedOn = stamp.occurredOn
    return [.put(statement)]
  }
}
