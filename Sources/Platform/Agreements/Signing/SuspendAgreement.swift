// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Stops all rights from an agreement for a time; where a breach is being put right, as part of
/// that case, whose end lets them begin again.
package struct SuspendAgreement: Action {
  let agreement: RecordID
  let ground: String
  let documentNumber: String
  let file: RecordID?

  /// The declaration.
  package static let spec = Spec<Self>(
    "agreement.suspend", zh: "暂停授权", en: "Suspend an agreement",
    capacities: [.grantor, .implementingBody, .dataAuthority],
    clauses: ["EZ-02.8-b", "EZ-02.13-b"],
    on: Agreement.table.name, inStates: .possible(Agreement.State.active),
    fields: Field("agreement", zh: "协议", en: "Agreement", refersTo: "agreement"),
    Field("ground", zh: "理由", en: "Ground", bounds: 1...500),
    Field("documentNumber", zh: "文号", en: "Document number", bounds: 1...100),
    Field("case", zh: "所属整改（多件同时进行时）", en: "Case that it belongs to", refersTo: "case"),
    make: Self.init)

  /// The agreement, and the cases in which a breach of it is being put right.
  package func facts(
    _ read: any RecordReader, _ context: Context
  ) throws -> (agreement: Agreement?, open: [CaseFile]) {
    let found = try Agreement.here(agreement, read, context)
    return (found, try found?.lifting(.open, read, context) ?? [])
  }

  /// Only one in force, and as part of one case where several run.
  package func decide(
    _ facts: (agreement: Agreement?, open: [CaseFile]), _ context: Context
  ) -> Decision {
    guard let agreement = facts.agreement else { return .refused(Agreement.unknown) }
    guard agreement.state == .active else { return .refused(agreement.wrongState) }
    let named = facts.open.first { $0.id == file }
    var reasons = [agreement.notGrantor(context)].compactMap { $0 }
    if (file != nil && named == nil) || (file == nil && facts.open.count > 1) {
      reasons.append(
        Reason(
          "agreement.suspend.case", zh: "请指明暂停所属的、正在进行的整改",
          en: "name the open case to which the suspension belongs", field: "case"))
    }
    if let refusal = context.refusal(reasons) { return refusal }
    return .allowed(
      Event(
        AgreementSuspended(
          subject: agreement.id, ground: ground, documentNumber: documentNumber,
          case: (named ?? facts.open.first)?.id)),
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

  /// What the decision needs.
  package struct Facts: Sendable {
    let agreement: Agreement?
    /// The case that the suspension belongs to.
    let own: CaseFile?
    /// The cases in which a breach is being put right.
    let open: [CaseFile]
  }

  /// The agreement, and the cases in which a breach of it is being put right.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let found = try Agreement.here(agreement, read, context)
    return Facts(
      agreement: found, own: try found?.suspensionCase.flatMap { try read.find(CaseFile.self, $0) },
      open: try found?.lifting(.open, read, context) ?? [])
  }

  /// Only a suspended one whose term is not over, and not while a breach waits for acceptance: that
  /// lifts its suspension by itself, and what was not accepted stays suspended.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let agreement = facts.agreement else { return .refused(Agreement.unknown) }
    guard agreement.state == .suspended, context.today <= agreement.endsOn else {
      return .refused(agreement.wrongState)
    }
    let reasons = [agreement.notGrantor(context), unaccepted(facts, context)].compactMap { $0 }
    if let refusal = context.refusal(reasons) { return refusal }
    return .allowed(
      Event(AgreementResumed(subject: agreement.id, documentNumber: documentNumber)),
      id: agreement.id)
  }

  /// A case that was taken back before anything was recorded in it holds nothing.
  private func unaccepted(_ facts: Facts, _ context: Context) -> Reason? {
    let isHeld = facts.own.map { $0.state != .cancelled || !$0.steps.isEmpty } ?? false
    guard isHeld || !facts.open.isEmpty else { return nil }
    let procedure = (facts.own ?? facts.open.first).flatMap {
      context.profile.procedure($0.procedure)
    }
    let clauses = (procedure?.steps ?? []).flatMap(\.clauses)
    return Reason(
      "agreement.resume.case",
      clauses: clauses.reduce(into: []) { if !$0.contains($1) { $0.append($1) } },
      zh: "暂停因整改而起：整改验收后自动恢复，未验收或逾期的不能恢复",
      en: "a breach is being put right: its acceptance lifts the suspension by itself, and nothing"
        + " else does")
  }
}

extension Agreement {
  /// The cases about the agreement whose end lifts a suspension.
  func lifting(
    _ state: CaseFile.State, _ read: any RecordReader, _ context: Context
  ) throws -> [CaseFile] {
    try context.profile.procedures.filter(\.liftsSuspension).flatMap { procedure in
      try read.list(
        CaseFile.self,
        [
          .equal("place", context.place), .equal("subject", id),
          .equal("procedure", procedure.id), .equal("state", state.rawValue),
        ], limit: 20)
    }
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
  let `case`: RecordID?

  /// Sets state and ground.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var agreement = try read.find(Agreement.self, subject) else { return [] }
    agreement.state = .suspended
    agreement.suspensionGround = ground
    agreement.suspensionDocument = documentNumber
    agreement.suspensionCase = `case`
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
    agreement.suspensionCase = nil
    return [.put(agreement)]
  }
}
