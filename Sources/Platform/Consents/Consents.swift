// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// The noun: authorisations of persons and enterprises.
package enum Consents: Noun {
  /// Its tables.
  package static var records: [AnyRecord] { [AnyRecord(Consent.self)] }
  /// Its actions.
  package static var actions: [AnyAction] {
    [
      AnyAction(GrantConsent.self), AnyAction(ConfirmConsent.self),
      AnyAction(WithdrawConsent.self), AnyAction(EraseConsent.self),
    ]
  }
  /// Its events.
  package static var events: [any DomainEvent.Type] {
    [ConsentGranted.self, ConsentConfirmed.self, ConsentWithdrawn.self, ConsentErased.self]
  }
  /// Its listings.
  package static var listings: [Listing] { [consents] }

  /// Authorisations: whom they are about, the developer they name, the operator, the bureau; nobody
  /// sees the digest of a subject.
  private static let consents = Listing(
    "consents", zh: "主体授权", en: "Authorisations", of: Consent.table,
    columns: [
      ListingColumn("product", zh: "产品", en: "Product"),
      ListingColumn("grantedTo", zh: "开发商", en: "Developer"),
      ListingColumn("subjectKind", zh: "主体类型", en: "Kind of subject"),
      ListingColumn("from", zh: "起始日", en: "From"), ListingColumn("until", zh: "截止日", en: "Until"),
      ListingColumn("state", zh: "状态", en: "State"),
      ListingColumn("withdrawnOn", zh: "撤回日", en: "Withdrawn on"),
      ListingColumn(
        "purpose", zh: "用途", en: "Purpose",
        visibleTo: [.dataSubject, .developer, .operator, .implementingBody, .dataAuthority],
        inList: false),
      ListingColumn("subjectDigest", zh: "主体摘要", en: "Digest", visibleTo: [], inList: false),
      ListingColumn("evidenceDigest", zh: "授权书摘要", en: "Evidence", inList: false),
    ],
    scopes: [
      .dataSubject: .subject(column: "subjectDigest"), .developer: .party, .operator: .party,
      .implementingBody: .place, .dataAuthority: .place, .auditor: .place,
    ])
}
