// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Brings an agreement into force (EZ-02.6-h, EZ-A1.2-a).
package struct ActivateAgreement: Action {
  let agreement: RecordID
  let materials: [StepMaterial]

  /// The declaration.
  package static let spec = Spec<Self>(
    "agreement.activate", zh: "授权生效", en: "Activate an agreement",
    capacities: [.grantor, .implementingBody, .dataAuthority],
    clauses: ["EZ-02.2-a", "EZ-02.6-h", "EZ-A1.2-a"], on: Agreement.table.name,
    inStates: .duty(Agreement.State.signed),
    fields: Field("agreement", zh: "协议", en: "Agreement", refersTo: "agreement"),
    Field(
      "materials", zh: "生效前材料", en: "Materials before it comes into force", bounds: 0...20,
      offers: .step(.materials)),
    make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let agreement: AgreementFacts
    let others: Int
    /// Documents that must be in force first and are not.
    let missing: [RuleDocument]
    /// Whether its product list was filed and published already.
    let isListPublished: Bool
  }

  /// The agreement, its case, and others of its mode in force.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let facts = try AgreementFacts.read(agreement, read, context)
    let others = try facts.agreement.map {
      try Agreement.inForce(ofMode: $0.mode, read, context)
    }
    let missing = try facts.agreement.map {
      try OperatorRules.missing(
        .activation,
        of: [
          .operator: $0.operator, .platformOperator: $0.operator,
          .implementingBody: $0.signatory ?? $0.grantor,
        ], read, context)
    }
    return Facts(
      agreement: facts, others: others ?? 0, missing: missing ?? [],
      isListPublished: try Agreement.isListPublished(agreement, read, context))
  }

  /// Refuses without every signature, outside the term, and beyond the mode's number.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let agreement = facts.agreement.agreement, let state = facts.agreement.state else {
      return .refused(Agreement.unknown)
    }
    if let refusal = context.refusal(uncosigned(agreement, context)) { return refusal }
    let step: ProcedureStep
    switch state.open(.activateAgreement, each: context.profile.authorisation.selection.value) {
    case .success(let open): step = open
    case .failure(let problem): return .refused(problem.reason)
    }
    guard agreement.state == .signed else { return .refused(agreement.wrongState) }
    var reasons = [state.notNamed(for: step), agreement.notGrantor(context)].compactMap { $0 }
    if context.today < agreement.startsOn || context.today > agreement.endsOn {
      reasons.append(
        Reason(
          "agreement.term.outside", clauses: context.profile.authorisation.termYears.clauses,
          zh: "今天不在协议期限 \(agreement.startsOn) 至 \(agreement.endsOn) 之内",
          en: "today is not within the term from \(agreement.startsOn) to \(agreement.endsOn)"))
    }
    if let reason = step.materialsReason(materials.map(\.name), field: "materials") {
      reasons.append(reason)
    }
    if let mode = context.profile.mode(agreement.mode), let most = mode.activeMax,
      facts.others >= most
    {
      reasons.append(
        Reason(
          "agreement.mode.full", clauses: mode.clauses, zh: "该模式同时有效的授权最多 \(most) 个",
          en: "at most \(most) authorisations of this mode are in force at once"))
    }
    reasons += facts.missing.map { document in
      Reason(
        "agreement.documents", clauses: document.clauses, zh: "须先提交：\(document.label.zh)",
        en: "first hand in: \(document.label.en)")
    }
    if let refusal = context.refusal(reasons) { return refusal }
    let listReason = Agreement.listReason(isPublished: facts.isListPublished, context)
    var events = [Event(AgreementActivated(subject: agreement.id, listReason: listReason))]
    if step.id == state.file.current {
      events.append(
        state.advance(
          step, .passed, StepRecord(record: agreement.id, materials: materials),
          on: context.today, context))
    }
    return .allowed(
      events, result: .object(["id": .string(agreement.id.rawValue)]))
  }

  /// A mode that authorises only together with the units needs the signature of each of them.
  private func uncosigned(_ agreement: Agreement, _ context: Context) -> Reason? {
    let signed = Set(agreement.signatures.map(\.organisation))
    let missing = (agreement.cosigners ?? []).filter { !signed.contains($0) }
    guard !missing.isEmpty else { return nil }
    return Reason(
      "agreement.cosign", clauses: context.profile.mode(agreement.mode)?.clauses ?? [],
      zh: "此模式须会同数源单位授权，尚有 \(missing.count) 个数源单位未签署",
      en: "this mode authorises together with the source units; \(missing.count) did not sign yet")
  }
}

/// An agreement came into force.
package struct AgreementActivated: DomainEvent {
  /// The stable type.
  package static let type = "agreement.activated"
  /// The agreement.
  package let subject: RecordID
  /// Why its product list is not public yet; absent where it is.
  var listReason: Reason?

  /// Sets the state.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var agreement = try read.find(Agreement.self, subject) else { return [] }
    agreement.state = .active
    agreement.isPublic = "yes"
    agreement.listReason = listReason
    return [.put(agreement)]
  }
}
