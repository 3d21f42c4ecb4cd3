// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Hands a signed contract in to the bureau; it is filed only with the bureau's receipt.
package struct FileContract: Action {
  let contract: RecordID
  let occurredOn: Day?

  /// The declaration.
  package static let spec = Spec<Self>(
    "contract.file", zh: "场景合作协议报备", en: "File a scenario contract", capacities: [.operator],
    clauses: ["EZ-02.10-e"], on: ScenarioContract.table.name,
    inStates: .duty(ScenarioContract.State.signed),
    fields: Field("contract", zh: "场景合作协议", en: "Contract", refersTo: "scenarioContract"),
    Field("occurredOn", zh: "报备日", en: "Handed in on"), make: Self.init)

  /// The contract.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> ScenarioContract? {
    try read.find(ScenarioContract.self, contract)
  }

  /// Its own, signed; late is marked, not refused.
  package func decide(_ found: ScenarioContract?, _ context: Context) -> Decision {
    guard let found, found.place == context.place,
      found.operator == context.actor.organisation
    else { return .refused(ScenarioContract.unknown()) }
    guard context.profile.filing(SignContract.filing) != nil else {
      return .refused(
        Reason(
          "contract.file.unasked", zh: "本地规定不要求协议备案，签署后即可使用",
          en: "the place asks for no filing of contracts: a signed one suffices"))
    }
    guard found.state == .signed else { return .refused(found.stateReason(context)) }
    let day = occurredOn ?? context.today
    guard day <= context.today else { return .refused(Refusals.future(field: "occurredOn")) }
    guard day >= found.signedOn else {
      return .refused(
        Reason(
          "contract.file.early", clauses: found.clauses(context), zh: "报备日早于签署日",
          en: "it is handed in before it was signed", field: "occurredOn"))
    }
    let filing = context.newID(FilingRecord.table)
    return .allowed(
      [
        Event(ContractHandedIn(subject: contract, filing: filing)),
        Event(
          FilingSubmitted(
            subject: filing, place: context.place, kind: SignContract.filing, about: contract,
            organisation: found.operator, digest: found.digest, eventOn: found.signedOn,
            dueOn: found.dueOn, by: context.actor.account, uncertain: found.uncertain)),
      ],
      result: [
        "id": .string(contract.rawValue), "filing": .string(filing.rawValue),
        "late": .bool(found.isLate(day, context.calendar)),
        "periodIsOpen": .bool(found.dueOn == nil),
      ])
  }
}

extension ScenarioContract {
  /// There is no such contract for the actor.
  static func unknown(_ field: String = "contract") -> Reason {
    Refusals.unknown("contract", zh: "场景合作协议", en: "contract", field: field)
  }

  /// It is not in a state for what was asked.
  func stateReason(_ context: Context) -> Reason {
    Refusals.state(
      "contract", is: state.rawValue, clauses: clauses(context), zh: "协议的状态不允许此操作",
      en: "the contract is not in a state for this")
  }

  /// The clauses on its filing.
  func clauses(_ context: Context) -> [ClauseID] {
    context.profile.filing(SignContract.filing)?.clauses ?? []
  }
}

/// A contract was handed in.
package struct ContractHandedIn: DomainEvent {
  /// The stable type.
  package static let type = "contract.handedIn"
  /// The contract.
  package let subject: RecordID
  let filing: RecordID

  /// Waits for the receipt.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var contract = try read.find(ScenarioContract.self, subject) else { return [] }
    contract.state = .submitted
    contract.submittedOn = stamp.occurredOn
    contract.filing = filing
    return [.put(contract)]
  }
}
