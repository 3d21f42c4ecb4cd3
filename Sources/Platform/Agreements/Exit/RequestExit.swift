// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Asks to leave before the end, accepting liability (EZ-02.7-b).
package struct RequestExit: Action {
  let agreement: RecordID
  let liabilityDigest: DigestText?

  /// The declaration.
  package static let spec = Spec<Self>(
    "agreement.requestExit", zh: "申请提前终止", en: "Ask to leave early", capacities: [.operator],
    clauses: ["EZ-02.7-b"], on: Agreement.table.name,
    inStates: .possible(Agreement.State.active, .suspended),
    fields: Field("agreement", zh: "协议", en: "Agreement", refersTo: "agreement"),
    Field("liabilityDigest", zh: "承担违约责任声明", en: "Acceptance of liability"),
    make: Self.init)

  /// The agreement.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Agreement? {
    try Agreement.here(agreement, read, context)
  }

  /// Refuses without the acceptance, and where the profile has no such ground.
  package func decide(_ facts: Agreement?, _ context: Context) -> Decision {
    guard let agreement = facts, agreement.operator == context.actor.organisation else {
      return .refused(Agreement.unknown)
    }
    guard agreement.state == .active || agreement.state == .suspended else {
      return .refused(agreement.wrongState)
    }
    guard let ground = context.profile.operatorGround else {
      return .refused(
        Reason("exit.ground.none", zh: "本地区规则没有运营机构申请终止的情形", en: "the rules know no such ground"))
    }
    guard agreement.exitRequest == nil else {
      return .refused(Reason("exit.requested", zh: "已提出申请", en: "it was asked for already"))
    }
    guard liabilityDigest != nil || context.isOff("exit.liability") else {
      let missing = Refusals.missing(
        "exit.liability", ground.evidence, clauses: ground.clauses, zh: "须附", en: "attach",
        field: "liabilityDigest")
      return .refused(
        missing
          ?? Reason(
            "exit.liability", clauses: ground.clauses, zh: "须附承担违约责任的声明",
            en: "attach the acceptance of liability", field: "liabilityDigest"))
    }
    return .allowed(
      Event(
        ExitRequested(
          subject: agreement.id, liabilityDigest: liabilityDigest, by: context.actor.account)),
      id: agreement.id)
  }
}

/// An operator asked to leave early.
package struct ExitRequested: DomainEvent {
  /// The stable type.
  package static let type = "agreement.exitRequested"
  /// The agreement.
  package let subject: RecordID
  let liabilityDigest: DigestText?
  let by: RecordID

  /// Sets the request.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var agreement = try read.find(Agreement.self, subject) else { return [] }
    agreement.exitRequest = ExitRequest(
      requestedOn: stamp.occurredOn, liabilityDigest: liabilityDigest, by: by)
    return [.put(agreement)]
  }
}
