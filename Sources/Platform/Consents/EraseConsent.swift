// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Erases whom a withdrawn or run out authorisation was about, and what for.
package struct EraseConsent: Action {
  let consent: RecordID

  /// The declaration.
  package static let spec = Spec<Self>(
    "consent.erase", zh: "清除授权中的个人信息", en: "Erase whom an authorisation was about",
    capacities: [.dataSubject, .implementingBody, .dataAuthority], clauses: ["EZ-02.3-b"],
    on: Consent.table.name, inStates: .every(Consent.State.self),
    fields: Field("consent", zh: "授权", en: "Authorisation", refersTo: "consent"),
    make: Self.init)

  /// The authorisation, and whether the acting account is bound to its subject.
  package func facts(
    _ read: any RecordReader, _ context: Context
  ) throws -> (Consent?, isOwn: Bool) {
    let found = try read.find(Consent.self, consent)
    let account = try read.find(Account.self, context.actor.account)
    return (found, found?.isAbout(account?.subject) ?? false)
  }

  /// Only one that no longer holds, by its subject or the bureau.
  package func decide(_ facts: (Consent?, isOwn: Bool), _ context: Context) -> Decision {
    guard let found = facts.0, found.place == context.place,
      context.isMarketAuthority || facts.isOwn
    else {
      return .refused(Refusals.unknown("consent", zh: "授权", en: "authorisation", field: "consent"))
    }
    guard found.state == .withdrawn || found.until < context.today else {
      return .refused(
        Reason(
          "consent.erase.active", zh: "授权仍有效，请先撤回", en: "it still holds; withdraw it first"))
    }
    return .allowed(Event(ConsentErased(subject: consent)), id: consent)
  }
}

/// The payload of an authorisation was destroyed.
package struct ConsentErased: DomainEvent {
  /// The stable type.
  package static let type = "consent.erased"
  /// The authorisation.
  package let subject: RecordID

  /// Erases the payload and the members that came from it.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [.erase(Consent.table, subject)]
  }
}
