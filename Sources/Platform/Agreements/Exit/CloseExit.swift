// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Closes the exit once permissions are closed, everything is handed over and copies are gone.
package struct CloseExit: Action {
  let agreement: RecordID

  /// The declaration.
  package static let spec = Spec<Self>(
    "exit.close", zh: "退出办结", en: "Close an exit",
    capacities: [.grantor, .implementingBody, .dataAuthority],
    clauses: ["EZ-02.7-d", "EZ-02.7-e", "EZ-02.7-f"], on: Agreement.table.name,
    inStates: .duty(Agreement.State.terminating),
    fields: Field("agreement", zh: "协议", en: "Agreement", refersTo: "agreement"),
    make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let agreement: Agreement?
    /// The entries of whose resources units have not confirmed what became of the data.
    let unconfirmed: [AuthorisedEntry?]
  }

  /// The agreement, and the resources that are not confirmed.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let found = try Agreement.here(agreement, read, context)
    return Facts(
      agreement: found,
      unconfirmed: try (found?.unconfirmedEntries(context.profile) ?? []).map {
        try AuthorisedEntry.here($0, read, context)
      })
  }

  /// Refuses with anything open, naming each.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let agreement = facts.agreement else { return .refused(Agreement.unknown) }
    guard agreement.state == .terminating else { return .refused(agreement.wrongState) }
    if let refusal = context.refusal(agreement.notGrantor(context)) { return refusal }
    let rules = context.profile.termination
    let handed = Set(agreement.exit.handover.map(\.item))
    let open = (rules.handoverItems.value ?? []).filter {
      !handed.contains($0.id) && !agreement.isConfirmedByUnits($0.id, context.profile)
    }
    var reasons = [
      Refusals.missing(
        "exit.item.open", open, clauses: rules.handoverItems.clauses, zh: "尚未移交",
        en: "not handed over yet", field: "agreement")
    ].compactMap { $0 }
    if !facts.unconfirmed.isEmpty {
      let names = facts.unconfirmed.compactMap { $0?.name }
      reasons.append(
        Reason(
          "exit.resource.open", clauses: rules.handoverItems.clauses,
          zh: "数源部门尚未逐项确认数据已退回或销毁：\(names.joined(separator: "、"))",
          en: "units have not confirmed that the data came back or were destroyed: "
            + names.joined(separator: ", "), field: "agreement"))
    }
    if agreement.exit.permissionsClosedAt == nil {
      reasons.append(
        Reason(
          "exit.permissions.open", clauses: rules.closePermissionsMinutes.clauses, zh: "平台权限尚未关闭",
          en: "the operator's permissions are not closed yet"))
    }
    let needsCertificate = rules.destructionCertificateRequired
    if needsCertificate.isAsked, agreement.exit.certificates.isEmpty {
      reasons.append(
        Reason(
          "exit.certificate", clauses: needsCertificate.clauses, zh: "缺少数据副本销毁证明",
          en: "the certificate of destruction is missing"))
    }
    if needsCertificate.isAsked, agreement.exit.destruction == nil {
      reasons.append(
        Reason(
          "exit.data.undestroyed", clauses: needsCertificate.clauses,
          zh: "平台尚未报告域内数据已销毁，请待销毁完成后办结",
          en: "the platform has not reported yet that nothing is left in the domain; close it then")
      )
    }
    if let refusal = context.refusal(reasons) { return refusal }
    return .allowed(Event(ExitClosed(subject: agreement.id)), id: agreement.id)
  }
}

/// An exit was closed: the agreement is history.
package struct ExitClosed: DomainEvent {
  /// The stable type.
  package static let type = "exit.closed"
  /// The agreement.
  package let subject: RecordID

  /// Sets the state.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var agreement = try read.find(Agreement.self, subject) else { return [] }
    agreement.state = .ended
    return [.put(agreement)]
  }
}
