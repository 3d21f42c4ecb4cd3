// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Ends an agreement on one of the profile's grounds (EZ-02.7-b, EZ-02.7-c).
package struct TerminateAgreement: Action {
  let agreement: RecordID
  let ground: String
  let documentNumber: String
  let evidence: [AttachedFile]

  /// The declaration.
  package static let spec = Spec<Self>(
    "agreement.terminate", zh: "终止授权", en: "Terminate an agreement",
    capacities: [.grantor, .implementingBody, .dataAuthority],
    clauses: ["EZ-02.7-b", "EZ-02.7-c", "EZ-02.7-d"], on: Agreement.table.name,
    inStates: .possible(Agreement.State.active, .suspended),
    fields: Field("agreement", zh: "协议", en: "Agreement", refersTo: "agreement"),
    Field("ground", zh: "终止情形", en: "Ground", bounds: 1...60, offers: .rules(.terminationGrounds)),
    Field("documentNumber", zh: "文号", en: "Document number", bounds: 1...100),
    Field("evidence", zh: "证明材料", en: "Evidence", bounds: 0...20), make: Self.init)

  /// The agreement.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Agreement? {
    try Agreement.here(agreement, read, context)
  }

  /// Refuses unknown grounds, the clock's own ground, and a ground without what it needs.
  package func decide(_ facts: Agreement?, _ context: Context) -> Decision {
    guard let agreement = facts else { return .refused(Agreement.unknown) }
    guard agreement.state == .active || agreement.state == .suspended else {
      return .refused(agreement.wrongState)
    }
    if let refusal = context.refusal(agreement.notGrantor(context)) { return refusal }
    let known = context.profile.termination.grounds.filter { !$0.isAutomatic }
    let rule = known.first { $0.id == ground }
    guard rule != nil || context.isOff("agreement.ground") else {
      let names = known.map(\.id).joined(separator: ", ")
      return .refused(
        Reason(
          "agreement.ground", clauses: known.flatMap(\.clauses), zh: "终止情形应为：\(names)",
          en: "the grounds are: \(names)", field: "ground"))
    }
    if let refusal = context.refusal(rule.flatMap { lacking($0, agreement) }) { return refusal }
    return .allowed(
      Event(
        AgreementEnding(
          subject: agreement.id, ground: ground, documentNumber: documentNumber,
          evidence: evidence, on: context.today), clauses: rule?.clauses ?? []),
      id: agreement.id)
  }
}

extension TerminateAgreement {
  /// What a ground needs and does not have.
  private func lacking(_ rule: TerminationGround, _ agreement: Agreement) -> Reason? {
    guard rule.by != .operator else {
      guard agreement.exitRequest == nil else { return nil }
      return Reason(
        "agreement.ground.request", clauses: rule.clauses, zh: "运营机构未提出申请",
        en: "the operator has not asked for it", field: "ground")
    }
    let shown = Set(evidence.map(\.name))
    return Refusals.missing(
      "agreement.ground.evidence", rule.evidence.filter { !shown.contains($0.id) },
      clauses: rule.clauses, zh: "此情形还须附", en: "this ground also needs", field: "evidence")
  }
}

/// Ends an agreement whose last day is over; the platform's own act (EZ-02.7-a).
package struct ExpireAgreement: Action {
  let agreement: RecordID

  /// The declaration.
  package static let spec = Spec<Self>(
    "agreement.expire", zh: "协议期满", en: "Expire an agreement", capacities: [.system],
    clauses: ["EZ-02.7-a", "EZ-02.7-d"], on: Agreement.table.name,
    inStates: .possible(Agreement.State.active, .suspended),
    fields: Field("agreement", zh: "协议", en: "Agreement", refersTo: "agreement"),
    make: Self.init)

  /// The agreement.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Agreement? {
    try Agreement.here(agreement, read, context)
  }

  /// Refuses before the last day is over, and a second time.
  package func decide(_ facts: Agreement?, _ context: Context) -> Decision {
    guard let agreement = facts else { return .refused(Agreement.unknown) }
    switch agreement.state {
    case .active, .suspended: break
    case .terminating, .ended:
      return .refused(
        Reason("agreement.expire.already", zh: "协议已在终止或已结束", en: "the agreement has ended already"))
    case .draft, .signed: return .refused(agreement.wrongState)
    }
    guard context.today > agreement.endsOn else {
      return .refused(
        Reason(
          "agreement.expire.early", clauses: context.profile.expiryGround?.clauses ?? [],
          zh: "协议至 \(agreement.endsOn) 止", en: "the agreement runs until \(agreement.endsOn)"))
    }
    return .allowed(
      Event(
        AgreementEnding(
          subject: agreement.id, ground: context.profile.expiryGround?.id ?? "expiry",
          documentNumber: nil, evidence: [], on: agreement.endsOn)), id: agreement.id)
  }
}

/// An agreement ended; from here on no right can be drawn from it.
package struct AgreementEnding: DomainEvent {
  /// The stable type.
  package static let type = "agreement.ending"
  /// The agreement.
  package let subject: RecordID
  let ground: String
  let documentNumber: String?
  let evidence: [AttachedFile]
  let on: Day

  /// Sets state, ground and day; what ended is ended everywhere.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var agreement = try read.find(Agreement.self, subject) else { return [] }
    agreement.state = .terminating
    agreement.endGround = ground
    agreement.endedOn = on
    return try [.put(agreement)] + SupplyEnding.changes(for: subject, stamp, read)
      + MarketEnding.changes(for: subject, stamp, read)
  }
}
