// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Stops all rights from an agreement for a time.
package struct SuspendAgreement: Action {
  let agreement: RecordID
  let ground: String
  let documentNumber: String

  /// The declaration.
  package static let spec = Spec<Self>(
    "agreement.suspend", zh: "暂停授权", en: "Suspend an agreement",
    capacities: [.grantor, .implementingBody, .dataAuthority],
    clauses: ["EZ-02.8-b", "EZ-02.13-b"],
    on: Agreement.table.name, inStates: .possible(Agreement.State.active),
    fields: Field("agreement", zh: "协议", en: "Agreement", refersTo: "agreement"),
    Field("ground", zh: "理由", en: "Ground", bounds: 1...500),
    Field("documentNumber", zh: "文号", en: "Document number", bounds: 1...100), make: Self.init)

  /// The agreement.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Agreement? {
    try Agreement.here(agreement, read, context)
  }

  /// Only one in force.
  package func decide(_ facts: Agreement?, _ context: Context) -> Decision {
    guard let agreement = facts else { return .refused(Agreement.unknown) }
    guard agreement.state == .active else { return .refused(agreement.wrongState) }
    if let refusal = context.refusal(agreement.notGrantor(context)) { return refusal }
    return .allowed(
      Event(
        AgreementSuspended(
          subject: agreement.id, ground: ground, documentNumber: documentNumber)),
      id: agreement.id)
  }
}

/// Lets rights be drawn from a suspended agreement again.
package struct ResumeAgreement: Action {
  let agreement: RecordID
  let documentNumber: String

  /// The declaration.
  package static let spec = Spec<Self>(
    "agreement.resume", zh: "恢复授权", en: "Resume an agreement",
    capacities: [.grantor, .implementingBody, .dataAuthority],
    clauses: ["EZ-02.8-b", "EZ-02.13-b"],
    on: Agreement.table.name, inStates: .possible(Agreement.State.suspended),
    fields: Field("agreement", zh: "协议", en: "Agreement", refersTo: "agreement"),
    Field("documentNumber", zh: "文号", en: "Document number", bounds: 1...100), make: Self.init)

  /// The agreement.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Agreement? {
    try Agreement.here(agreement, read, context)
  }

  /// Only a suspended one whose term is not over.
  package func decide(_ facts: Agreement?, _ context: Context) -> Decision {
    guard let agreement = facts else { return .refused(Agreement.unknown) }
    guard agreement.state == .suspended, context.today <= agreement.endsOn else {
      return .refused(agreement.wrongState)
    }
    if let refusal = context.refusal(agreement.notGrantor(context)) { return refusal }
    return .allowed(
      Event(AgreementResumed(subject: agreement.id, documentNumber: documentNumber)),
      id: agreement.id)
  }
}

/// An agreement was suspended.
package struct AgreementSuspended: DomainEvent {
  /// The stable type.
  package static let type = "agreement.suspended"
  /// The agreement.
  package let subject: RecordID
  let ground: String
  let documentNumber: String

  /// Sets state and ground.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var agreement = try read.find(Agreement.self, subject) else { return [] }
    agreement.state = .suspended
    agreement.suspensionGround = ground
    agreement.suspensionDocument = documentNumber
    return [.put(agreement)]
  }
}

/// A suspended agreement was resumed.
package struct AgreementResumed: DomainEvent {
  /// The stable type.
  package static let type = "agreement.resumed"
  /// The agreement.
  package let subject: RecordID
  let documentNumber: String

  /// Sets the state.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var agreement = try read.find(Agreement.self, subject) else { return [] }
    agreement.state = .active
    agreement.suspensionGround = nil
    agreement.suspensionDocument = nil
    return [.put(agreement)]
  }
}
