// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Withdraws an authorisation; the next call about the subject is refused.
///
/// Every other authorisation of the same subject for the same product and developer goes with it.
package struct WithdrawConsent: Action {
  let consent: RecordID
  let evidenceDigest: DigestText?

  /// The declaration.
  package static let spec = Spec<Self>(
    "consent.withdraw", zh: "撤回授权", en: "Withdraw an authorisation",
    capacities: [.dataSubject, .implementingBody, .dataAuthority], clauses: ["EZ-02.3-b"],
    on: Consent.table.name,
    fields: Field("consent", zh: "授权", en: "Authorisation", refersTo: "consent"),
    Field("evidenceDigest", zh: "撤回书摘要（代为登记时必填）", en: "Digest of the paper"),
    make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let consent: Consent?
    let others: [RecordID]
  }

  /// The authorisation and its like.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let found = try read.find(Consent.self, consent)
    guard let found, let digest = found.subjectDigest else {
      return Facts(consent: found, others: [])
    }
    let like = try read.all(
      Consent.self, .equal("subjectDigest", digest.text), .equal("product", found.product),
      .equal("grantedTo", found.grantedTo), .equal("state", Consent.State.active.rawValue))
    return Facts(consent: found, others: like.map(\.id).filter { $0 != found.id })
  }

  /// By who gave it, or by the bureau on paper.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let found = facts.consent, found.place == context.place,
      context.isMarketAuthority || found.grantedBy == context.actor.account
    else {
      return .refused(Refusals.unknown("consent", zh: "授权", en: "authorisation", field: "consent"))
    }
    guard found.state == .active else {
      return .refused(
        Refusals.state("consent", is: found.state.rawValue, zh: "授权已撤回", en: "it is withdrawn"))
    }
    guard found.grantedBy == context.actor.account || evidenceDigest != nil else {
      return .refused(
        Reason(
          "consent.withdraw.evidence", clauses: context.profile.catalogue.inclusionChecks.clauses,
          zh: "代为登记撤回须附撤回书", en: "the paper of the withdrawal is needed",
          field: "evidenceDigest"))
    }
    return .allowed(
      Event(
        ConsentWithdrawn(
          subject: consent, others: facts.others, evidenceDigest: evidenceDigest)), id: consent)
  }
}

/// An authorisation was withdrawn, with its like.
package struct ConsentWithdrawn: DomainEvent {
  /// The stable type.
  package static let type = "consent.withdrawn"
  /// The authorisation.
  package let subject: RecordID
  let others: [RecordID]
  let evidenceDigest: DigestText?

  /// Withdraws each of them.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    try ([subject] + others).compactMap { id in
      guard var consent = try read.find(Consent.self, id), consent.state == .active else {
        return nil
      }
      consent.state = .withdrawn
      consent.withdrawnOn = stamp.occurredOn
      return .put(consent)
    }
  }
}
