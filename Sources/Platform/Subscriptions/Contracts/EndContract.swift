// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Either side ends a contract; subscriptions under it end and their keys are revoked.
package struct EndContract: Action {
  let contract: RecordID

  /// The declaration.
  package static let spec = Spec<Self>(
    "contract.end", zh: "终止场景合作协议", en: "End a scenario contract",
    capacities: [.operator, .developer], clauses: ["EZ-02.10-d"], on: ScenarioContract.table.name,
    inStates: .except(ScenarioContract.State.ended),
    fields: Field("contract", zh: "场景合作协议", en: "Contract", refersTo: "scenarioContract"),
    make: Self.init)

  /// The contract.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> ScenarioContract? {
    try read.find(ScenarioContract.self, contract)
  }

  /// By a party, once.
  package func decide(_ found: ScenarioContract?, _ context: Context) -> Decision {
    guard let found, found.place == context.place,
      found.parties.contains(context.actor.organisation)
    else { return .refused(ScenarioContract.unknown()) }
    guard found.state != .ended else { return .refused(found.stateReason(context)) }
    return .allowed(Event(ContractEnded(subject: contract)), id: contract)
  }
}

/// A contract ended.
package struct ContractEnded: DomainEvent {
  /// The stable type.
  package static let type = "contract.ended"
  /// The contract.
  package let subject: RecordID

  /// Ends it with all that rests on it.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard let contract = try read.find(ScenarioContract.self, subject) else { return [] }
    return try MarketEnding.changes(forContract: contract, stamp, read)
  }
}
