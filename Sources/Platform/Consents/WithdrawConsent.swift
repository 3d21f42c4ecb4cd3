// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Withdraws an authorisation; the next call about the subject is refused, and grants that rest on
/// it are written anew without the subject.
///
/// Any account that is bound to the subject may, however the authorisation was given. Every other
/// authorisation of the same subject for the same product and developer goes with it.
package struct WithdrawConsent: Action {
  let consent: RecordID
  let evidenceDigest: DigestText?

  /// The declaration.
  package static let spec = Spec<Self>(
    "consent.withdraw", zh: "撤回授权", en: "Withdraw an authorisation",
    capacities: [.dataSubject, .implementingBody, .dataAuthority], clauses: ["EZ-02.3-b"],
    on: Consent.table.name, inStates: .except(Consent.State.withdrawn),
    fields: Field("consent", zh: "授权", en: "Authorisation", refersTo: "consent"),
    Field("evidenceDigest", zh: "撤回书（代为登记时必填）", en: "Paper"),
    make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let consent: Consent?
    let others: [RecordID]
    let isOwn: Bool
    /// Whether one that is withdrawn was in force before.
    let wasInForce: Bool
    /// The written grants that rest on it.
    let grants: [RecordID]
  }

  /// The authorisation, its like, and whether the acting account is bound to its subject.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let found = try read.find(Consent.self, consent)
    guard let found, let digest = found.subjectDigest else {
      return Facts(consent: found, others: [], isOwn: false, wasInForce: false, grants: [])
    }
    let like = try read.all(
      Consent.self, .equal("subjectDigest", digest.text), .equal("product", found.product),
      .equal("grantedTo", found.grantedTo)
    ).filter { $0.state != .withdrawn && $0.id != found.id }
    let account = try read.find(Account.self, context.actor.account)
    return Facts(
      consent: found, others: like.map(\.id), isOwn: found.isAbout(account?.subject),
      wasInForce: ([found] + like).contains {
        $0.state == .active && $0.from <= context.today
      },
      grants: try GrantConsents.outdated(by: found.product, read))
  }

  /// By the subject, or by the bureau on paper.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let found = facts.consent, found.place == context.place,
      context.isMarketAuthority || facts.isOwn
    else {
      return .refused(Refusals.unknown("consent", zh: "授权", en: "authorisation", field: "consent"))
    }
    guard found.state != .withdrawn else {
      return .refused(
        Refusals.state("consent", is: found.state.rawValue, zh: "授权已撤回", en: "it is withdrawn"))
    }
    guard facts.isOwn || evidenceDigest != nil else {
      return .refused(
        Reason(
          "consent.withdraw.evidence", clauses: context.profile.catalogue.inclusionChecks.clauses,
          zh: "代为登记撤回须附撤回书", en: "the paper of the withdrawal is needed",
          field: "evidenceDigest"))
    }
    return .allowed(
      Event(
        ConsentWithdrawn(
          subject: consent, others: facts.others, evidenceDigest: evidenceDigest,
          grants: facts.grants, isCounted: facts.wasInForce)), id: consent)
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
  /// Absent in entries before consents chose rows.
  let grants: [RecordID]?
  /// Whether one of them was in force, so that rows may rest on it; absent in entries before
  /// grants counted that.
  let isCounted: Bool?

  /// Withdraws each of them; grants that were written with their rows are behind it at once.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    try Grant.outdated(grants ?? [], isCounted: isCounted ?? false, read)
      + ([subject] + others).compactMap { id in
        guard var consent = try read.find(Consent.self, id), consent.state != .withdrawn else {
          return nil
        }
        consent.state = .withdrawn
        consent.withdrawnOn = stamp.occurredOn
        return .put(consent)
      }
  }
}
