// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// The authorisation of a person or an enterprise: a developer may ask a product about them.
///
/// Nothing about the subject stands in facts. The member `subjectDigest` comes from the payload and
/// is erased with it. It is made with the installation's key (`SubjectMarker`), so who holds the
/// state file without the key cannot find a subject by trying codes.
package struct Consent: Record {
  /// The life of an authorisation; that it has run out is seen from its days.
  package enum State: String, Codable, Sendable, CaseIterable {
    /// Recorded from paper; not in force before another person confirmed it.
    case recorded
    case active
    case withdrawn
  }

  /// The table.
  package static let table = TableSpec(
    "consent", prefix: "CON",
    columns: [
      .text("place"), .text("state"), .text("product"), .text("grantedTo"),
      .text("subjectDigest"), .text("grantedBy"), .text("until"),
    ],
    redactable: ["subjectDigest", "purpose"])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The product that may be asked.
  package let product: RecordID
  /// The operator of the product.
  package let `operator`: RecordID
  /// The developer that may ask.
  package let grantedTo: RecordID
  /// A person or an enterprise.
  package let subjectKind: SubjectKind
  /// The keyed digest of the subject's code; see `SubjectMarker`. Can be erased.
  package var subjectDigest: DigestText?
  /// What it was given for; can be erased.
  package var purpose: String?
  /// The first day.
  package let from: Day
  /// The last day.
  package let until: Day
  /// The digest of the signed paper or the electronic authorisation.
  package let evidenceDigest: DigestText
  /// The account that granted or recorded it.
  package let grantedBy: RecordID
  /// The day on which it was recorded.
  package let grantedOn: Day
  /// The life of the authorisation.
  package var state: State
  /// The day of its withdrawal.
  package var withdrawnOn: Day?
  /// Who confirmed it, where it was recorded from paper.
  package var confirmedBy: RecordID?

  /// The developer that may ask, and the operator.
  package var parties: [RecordID] { [grantedTo, `operator`] }

  /// Whether it is about a subject.
  package func isAbout(_ mark: SubjectMark?) -> Bool {
    mark != nil && subjectDigest == mark?.digest && subjectKind == mark?.kind
  }

  /// Whether it holds on a day.
  package func isValid(on day: Day) -> Bool {
    state == .active && subjectDigest != nil && from <= day && day <= until
  }
}

/// Whom data are about.
package enum SubjectKind: String, ChoiceValue {
  case person
  case enterprise

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .person: LocalText(zh: "个人", en: "person")
    case .enterprise: LocalText(zh: "企业", en: "enterprise")
    }
  }
}
