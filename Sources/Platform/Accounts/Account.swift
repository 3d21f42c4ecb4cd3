// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography
package import Regulation

/// Somebody or something that signs in: a person or a service of an organisation.
package struct Account: Record {
  /// The life of an account.
  package enum State: String, Codable, Sendable, CaseIterable {
    /// Made by the system administrator; may not sign in yet.
    case created
    /// Granted its capacities by the security administrator.
    case active
    /// Closed for good.
    case closed
  }

  /// The table.
  package static let table = TableSpec(
    "account", prefix: "ACC",
    columns: [
      .text("login"), .text("place"), .text("organisation"), .text("state"), .text("kind"),
    ],
    unique: [["login"]], redactable: ["name", "verifier", "externalSubject", "subject"])

  /// The random id; entries name no other.
  package let id: RecordID
  /// The sign-in name.
  package let login: String
  /// The organisation for which it acts.
  package let organisation: RecordID
  /// The place in which it acts.
  package let place: String
  /// A person or a service.
  package let kind: AccountKind
  /// Who vouches for the identity: `local` or the name of an identity provider.
  package let issuer: String
  /// The identity provider's own id of the person; can be erased.
  package var externalSubject: String?
  /// The person's name; can be erased.
  package var name: String?
  /// The password's verifier; can be erased.
  package var verifier: PasswordVerifier?
  /// Whether and how surely the person behind it is known.
  package var assurance: IdentityAssurance
  /// The verified person or enterprise for which it speaks as a data subject; can be erased.
  package var subject: SubjectMark?
  /// What it may act as, once granted.
  package var capacities: [Capacity]
  /// The life of the account.
  package var state: State
  /// Who made it.
  package let createdBy: RecordID?

  /// Its organisation is the party.
  package var parties: [RecordID] { [organisation] }

  /// Who acts when this account does; nil unless it is active.
  package var actor: Actor? {
    guard state == .active else { return nil }
    return Actor(
      account: id, organisation: organisation, place: place, capacities: Set(capacities))
  }
}

/// A person or a service.
package enum AccountKind: String, ChoiceValue {
  case person
  case service

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .person: LocalText(zh: "人员", en: "person")
    case .service: LocalText(zh: "服务", en: "service")
    }
  }
}

/// How surely the person behind an account is known (real-name status).
package enum IdentityAssurance: String, ChoiceValue {
  /// Nobody has looked.
  case unverified
  /// Identity papers were seen.
  case documentSeen = "document_seen"
  /// An official identity service confirmed the person.
  case officialService = "official_service"

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .unverified: LocalText(zh: "未实名", en: "not verified")
    case .documentSeen: LocalText(zh: "已核验证件", en: "identity papers seen")
    case .officialService: LocalText(zh: "已经权威核验", en: "confirmed by an official service")
    }
  }
}
