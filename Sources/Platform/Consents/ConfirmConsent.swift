// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Confirms an authorisation that was recorded from paper: the bureau looked at the paper, since
/// the operator who gains by it cannot vouch for it alone.
///
/// Until then it is not in force and no call rests on it.
package struct ConfirmConsent: Action {
  let consent: RecordID
  let evidenceDigest: DigestText

  /// The declaration.
  package static let spec = Spec<Self>(
    "consent.confirm", zh: "复核代录授权", en: "Confirm an authorisation recorded from paper",
    capacities: [.implementingBody, .dataAuthority], clauses: ["EZ-02.3-b"],
    on: Consent.table.name, inStates: .duty(Consent.State.recorded),
    fields: Field("consent", zh: "授权", en: "Authorisation", refersTo: "consent"),
    Field("evidenceDigest", zh: "所核对授权书", en: "Paper that was looked at"),
    make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let consent: Consent?
    let recorder: Account?
    let account: Account?
    /// The written grants from which the subject is left out since it withdrew before.
    let grants: [RecordID]
  }

  /// The authorisation, who recorded it, and who acts.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let found = try read.find(Consent.self, consent)
    return Facts(
      consent: found, recorder: try found.flatMap { try read.find(Account.self, $0.grantedBy) },
      account: try read.find(Account.self, context.actor.account),
      grants: try found.map {
        try GrantConsents.outdated(byRenewing: $0.subjectDigest, of: $0.product, read)
      } ?? [])
  }

  /// By the bureau, unless it is the operator itself, by another person and with the same paper.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let found = facts.consent, found.place == context.place else {
      return .refused(Refusals.unknown("consent", zh: "授权", en: "authorisation", field: "consent"))
    }
    guard found.state == .recorded else {
      return .refused(
        Refusals.state(
          "consent", is: found.state.rawValue, zh: "授权不在待复核状态",
          en: "it does not wait for a confirmation"))
    }
    let clauses = context.profile.catalogue.inclusionChecks.clauses
    var reasons: [Reason] = []
    let person = facts.account?.subject
    if found.grantedBy == context.actor.account
      || (person != nil && person == facts.recorder?.subject)
    {
      reasons.append(
        Reason(
          "consent.confirm.self", clauses: clauses, zh: "须由登记人以外的另一人复核",
          en: "somebody other than who recorded it confirms it"))
    }
    if found.operator == context.actor.organisation {
      reasons.append(
        Reason(
          "consent.confirm.operator", clauses: clauses, zh: "运营机构不能复核自己登记的授权，须由其他单位复核",
          en: "the operator does not confirm what it recorded; another organisation does"))
    }
    if evidenceDigest != found.evidenceDigest {
      reasons.append(
        Reason(
          "consent.confirm.evidence", clauses: clauses, zh: "与登记的授权书不是同一份文件，请核对",
          en: "this is not the paper that was recorded; compare them", field: "evidenceDigest"))
    }
    if found.until < context.today {
      reasons.append(
        Reason("consent.days", zh: "授权已过截止日", en: "its last day has passed", field: "consent"))
    }
    if let refusal = context.refusal(reasons) { return refusal }
    return .allowed(
      Event(
        ConsentConfirmed(subject: consent, by: context.actor.account, grants: facts.grants)),
      id: consent)
  }
}

/// An authorisation recorded from paper was confirmed and is in force.
package struct ConsentConfirmed: DomainEvent {
  /// The stable type.
  package static let type = "consent.confirmed"
  /// The authorisation.
  package let subject: RecordID
  let by: RecordID
  /// Absent in entries before consents chose rows.
  let grants: [RecordID]?

  /// Puts it in force.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var consent = try read.find(Consent.self, subject), consent.state == .recorded else {
      return []
    }
    consent.state = .active
    consent.confirmedBy = by
    return try Grant.outdated(grants ?? [], isCounted: false, read) + [.put(consent)]
  }
}
