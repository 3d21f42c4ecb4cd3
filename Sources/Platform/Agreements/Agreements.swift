// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// The noun: agreements from their draft to the end of the exit.
package enum Agreements: Noun {
  /// Its tables.
  package static var records: [AnyRecord] { [AnyRecord(Agreement.self)] }
  /// Its actions.
  package static var actions: [AnyAction] {
    [
      AnyAction(DraftAgreement.self), AnyAction(SignAgreement.self),
      AnyAction(ActivateAgreement.self), AnyAction(AmendProducts.self),
      AnyAction(SuspendAgreement.self), AnyAction(ResumeAgreement.self),
      AnyAction(RequestExit.self), AnyAction(TerminateAgreement.self),
      AnyAction(ExpireAgreement.self), AnyAction(ClosePermissions.self),
      AnyAction(ReportDestruction.self), AnyAction(HandOver.self),
      AnyAction(CertifyDestruction.self), AnyAction(CloseExit.self),
    ]
  }
  /// Its events.
  package static var events: [any DomainEvent.Type] {
    [
      AgreementDrafted.self, AgreementSigned.self, AgreementActivated.self, ProductsAmended.self,
      ProductListPublished.self,
      AgreementSuspended.self, AgreementResumed.self, ExitRequested.self, AgreementEnding.self,
      PermissionsClosed.self, DomainDataDestroyed.self, ItemHandedOver.self,
      DestructionCertified.self, ExitClosed.self,
    ]
  }
  /// Its listings.
  package static var listings: [Listing] { [agreements] }

  /// Agreements: all for the authorities, its own for a party; party, content, scope and term of
  /// those in force or ended for the public (EZ-02.15-a).
  private static let agreements = Listing(
    "agreements", zh: "授权运营协议", en: "Agreements", of: Agreement.table,
    columns: [
      ListingColumn("number", zh: "协议编号", en: "Number"),
      ListingColumn("operator", zh: "运营机构", en: "Operator"),
      ListingColumn("state", zh: "状态", en: "State"),
      ListingColumn("startsOn", zh: "起始日", en: "Starts on"),
      ListingColumn("endsOn", zh: "终止日", en: "Ends on"),
      ListingColumn("mode", zh: "授权模式", en: "Mode"),
      ListingColumn("entries", zh: "授权范围", en: "Scope", inList: false),
      ListingColumn(
        "products", zh: "产品和服务清单", en: "Products", inList: false, withheldBy: "listReason"),
      ListingColumn(
        "listReason", zh: "清单未向社会公开的理由", en: "Why the list is not public", inList: false),
      ListingColumn("termYears", zh: "期限（年）", en: "Term in years", inList: false),
      inside("termException", zh: "超期限的例外", en: "Exception to the term"),
      inside("sections", zh: "协议内容", en: "Sections"),
      inside("signatory", zh: "签署方", en: "Signed for the grantor by"),
      inside("cosigners", zh: "会同签署的数源单位", en: "Source units that sign too"),
      inside("grantor", zh: "授权方", en: "Grantor"),
      inside("case", zh: "程序", en: "Case"),
      inside("application", zh: "申报", en: "Application"),
      inside("digest", zh: "文本摘要", en: "Digest"),
      inside("signatures", zh: "签署", en: "Signatures"),
      inside("signedOn", zh: "签署日", en: "Signed on"),
      ListingColumn(
        "filingState", zh: "协议备案", en: "Filing", visibleTo: Scopes.signedIn),
      inside("submittedOn", zh: "报备日", en: "Handed in on"),
      inside("filedOn", zh: "备案日", en: "Filed on"),
      inside("filingNumber", zh: "备案回执编号", en: "Receipt of the filing"),
      inside("version", zh: "协议版本", en: "Version"),
      inside("filedVersion", zh: "报备的版本", en: "Version handed in"),
      inside("earlier", zh: "存量授权", en: "Earlier authorisation"),
      inside("rulesUntil", zh: "规定有效期止（短于协议期限）", en: "Rules end before the term, on"),
      inside("suspensionGround", zh: "暂停理由", en: "Ground of suspension"),
      inside("suspensionCase", zh: "暂停所属整改", en: "Case of the suspension"),
      inside("exitRequest", zh: "退出申请", en: "Request to leave"),
      inside("endGround", zh: "终止情形", en: "Ground of the end"),
      inside("endedOn", zh: "终止于", en: "Ended on"),
      inside("exit", zh: "退出", en: "Exit"),
    ],
    scopes: Scopes.authorities.merging([
      .operator: .party, .platformOperator: .party, .marketRegulator: inForce,
      .securityAuthority: inForce, .pricingAuthority: inForce, .sourceUnit: inForce,
    ]) { wide, _ in wide },
    publicScope: .everywhereWhere([.equal("isPublic", "yes")]))

  private static let inForce = RowScope.placeWhere([.equal("isPublic", "yes")])

  private static func inside(_ name: String, zh: String, en: String) -> ListingColumn {
    ListingColumn(name, zh: zh, en: en, visibleTo: Scopes.signedIn, inList: false)
  }
}
