// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// The bureau gives the receipt of a contract, or sends it back (EZ-02.10-e).
package struct ReceiveContract: Action {
  let contract: RecordID
  let conclusion: ReceiptConclusion
  let receiptNumber: String

  /// The declaration.
  package static let spec = Spec<Self>(
    "contract.receive", zh: "场景合作协议备案回执", en: "Receipt of a scenario contract",
    capacities: [.implementingBody, .dataAuthority], clauses: ["EZ-02.10-e"],
    on: ScenarioContract.table.name, inStates: .duty(ScenarioContract.State.submitted),
    fields: Field("contract", zh: "场景合作协议", en: "Contract", refersTo: "scenarioContract"),
    Field("conclusion", zh: "结论", en: "Conclusion"),
    Field("receiptNumber", zh: "回执编号", en: "Number of the receipt", bounds: 1...100),
    make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let contract: ScenarioContract?
    let filing: FilingRecord?
    let own: Organisation?
  }

  /// The contract, its filing and the receiving organisation.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let found = try read.find(ScenarioContract.self, contract)
    return Facts(
      contract: found,
      filing: try found?.filing.flatMap { try read.find(FilingRecord.self, $0) },
      own: try read.find(Organisation.self, context.actor.organisation))
  }

  /// By the body with which it is filed, never by a party to it.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let found = facts.contract, found.place == context.place, let own = facts.own else {
      return .refused(ScenarioContract.unknown())
    }
    guard let rule = context.profile.filing(SignContract.filing),
      own.capacities.contains(rule.to), !found.parties.contains(own.id)
    else {
      return .refused(
        Reason(
          "contract.receive.body", clauses: found.clauses(context), zh: "此项备案由其他单位受理",
          en: "another body receives this"))
    }
    guard found.state == .submitted else { return .refused(found.stateReason(context)) }
    var events = [
      Event(
        ContractReceived(
          subject: contract, isFiled: conclusion == .filed, receiptNumber: receiptNumber))
    ]
    if let filing = facts.filing, filing.state == .submitted {
      events.append(
        Event(
          FilingReceipted(
            subject: filing.id, isFiled: conclusion == .filed, receiptNumber: receiptNumber,
            opinion: nil)))
    }
    return .allowed(events, result: ["id": .string(contract.rawValue)])
  }
}

/// The bureau received a contract or sent it back.
package struct ContractReceived: DomainEvent {
  /// The stable type.
  package static let type = "contract.received"
  /// The contract.
  package let subject: RecordID
  let isFiled: Bool
  let receiptNumber: String

  /// Sets the receipt, or opens the contract for another filing.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var contract = try read.find(ScenarioContract.self, subject) else { return [] }
    contract.state = isFiled ? .filed : .signed
    contract.receiptNumber = receiptNumber
    contract.filedOn = isFiled ? stamp.occurredOn : nil
    return [.put(contract)]
  }
}
