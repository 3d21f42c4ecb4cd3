// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Records one party's signature and seal; the last one completes the step (EZ-02.6-h).
package struct SignAgreement: Action {
  let agreement: RecordID
  let occurredOn: Day
  let evidenceDigest: DigestText
  let sealDigest: DigestText

  /// The declaration.
  package static let spec = Spec<Self>(
    "agreement.sign", zh: "签署协议", en: "Sign an agreement",
    capacities: [.grantor, .implementingBody, .dataAuthority, .operator, .sourceUnit],
    clauses: ["EZ-02.6-h", "EZ-A1.2-a"], on: Agreement.table.name,
    inStates: ActionStates.duty(Agreement.State.draft)
      .once(.organisation(list: "signatures", member: "organisation")),
    fields: Field("agreement", zh: "协议", en: "Agreement", refersTo: "agreement"),
    Field("occurredOn", zh: "签署日", en: "Signed on"),
    Field("evidenceDigest", zh: "签署证据", en: "Signature's evidence"),
    Field("sealDigest", zh: "印章证据", en: "Seal's evidence"), make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let agreement: Agreement?
    let state: ProcedureState?
    let papers: FiledPapers?
    let validity: RuleValidity
  }

  /// The agreement and its case, and whether the signature's papers stand for another one.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let found = try AgreementFacts.read(agreement, read, context)
    return Facts(
      agreement: found.agreement, state: found.state,
      papers: try found.agreement.map { agreement in
        var papers = FiledPapers(file: agreement.case, context)
        try papers.add(evidenceDigest, field: "evidenceDigest", read, context)
        try papers.add(sealDigest, field: "sealDigest", read, context)
        return papers
      }, validity: try RuleValidity.find(read, context))
  }

  /// Refuses others than the parties, a second signature of one party, and days out of order.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let agreement = facts.agreement, let state = facts.state,
      agreement.signers.contains(context.actor.organisation)
    else { return .refused(Agreement.unknown) }
    let party = context.actor.organisation
    guard !agreement.signatures.contains(where: { $0.organisation == party }) else {
      return .refused(
        Reason("agreement.signed", zh: "本单位已签署", en: "this party has signed already"))
    }
    guard agreement.state == .draft else { return .refused(agreement.wrongState) }
    let step: ProcedureStep
    switch state.open(.signAgreement, each: context.profile.authorisation.selection.value) {
    case .success(let open): step = open
    case .failure(let problem): return .refused(problem.reason)
    }
    var reasons: [Reason] = []
    if occurredOn > context.today { reasons.append(Refusals.future(field: "occurredOn")) }
    let before = state.file.steps.last { step.needs.contains($0.id) }?.on
    let enteredOn = step.id == state.file.current ? state.file.enteredOn : before ?? occurredOn
    if occurredOn < enteredOn {
      reasons.append(
        Reason(
          "agreement.sign.early",
          clauses: step.needs.compactMap(state.procedure.step).last?.clauses
            ?? step.clauses, zh: "签署日早于决定日期 \(enteredOn)",
          en: "the signature lies before \(enteredOn), when it was decided",
          field: "occurredOn"))
    }
    let last = (agreement.signatures.map(\.signedOn) + [occurredOn]).max() ?? occurredOn
    let termFrom = context.profile.authorisation.termFrom
    if termFrom.value == .signing, agreement.signatures.count + 1 == agreement.signers.count,
      last != agreement.startsOn
    {
      reasons.append(
        Reason(
          "agreement.term.from", clauses: termFrom.clauses,
          zh: "期限自签订之日起算，起始日 \(agreement.startsOn) 须为签署日",
          en: "the term begins on the day of signing; it starts on \(agreement.startsOn)",
          field: "occurredOn"))
    }
    if let reason = facts.validity.reason(on: occurredOn, field: "occurredOn") {
      reasons.append(reason)
    }
    reasons += facts.papers?.reasons(step.clauses, context) ?? []
    if let refusal = context.refusal(reasons) { return refusal }
    let signature = PartySignature(
      organisation: party, signedOn: occurredOn, evidenceDigest: evidenceDigest,
      sealDigest: sealDigest, recordedBy: context.actor.account)
    let days = agreement.signatures.map(\.signedOn) + [occurredOn]
    let isComplete = days.count == agreement.signers.count
    let signed = AgreementSigned(
      subject: agreement.id, signature: signature, isComplete: isComplete, lastOn: days.max(),
      rulesUntil: isComplete ? facts.validity.outlived(by: agreement.endsOn) : nil,
      mustFile: isComplete ? context.profile.filesAgreements : nil)
    var events = [Event(signed)] + (facts.papers?.events ?? [])
    if isComplete, step.id == state.file.current {
      events.append(
        state.advance(
          step, .passed, record: agreement.id, on: days.max() ?? occurredOn, context))
    }
    return .allowed(
      events,
      result: .object(["id": .string(agreement.id.rawValue), "complete": .bool(isComplete)]))
  }
}

/// A party signed an agreement.
package struct AgreementSigned: DomainEvent {
  /// The stable type.
  package static let type = "agreement.signed"
  /// The agreement.
  package let subject: RecordID
  let signature: PartySignature
  let isComplete: Bool
  let lastOn: Day?
  /// The last day of the rules, where the term goes beyond it.
  let rulesUntil: Day?
  /// Whether it is to be filed; nil before the last signature.
  let mustFile: Bool?

  /// Adds the signature.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var agreement = try read.find(Agreement.self, subject) else { return [] }
    agreement.signatures.append(signature)
    if isComplete {
      agreement.state = .signed
      agreement.signedOn = lastOn
      agreement.rulesUntil = rulesUntil
      agreement.filingState = mustFile == true ? .unfiled : nil
      agreement.version = 1
    }
    return [.put(agreement)]
  }
}
