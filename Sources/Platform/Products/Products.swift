// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// The noun: products, from their definition to their withdrawal.
package enum Products: Noun {
  /// Its tables.
  package static var records: [AnyRecord] { [AnyRecord(Product.self)] }
  /// Its actions.
  package static var actions: [AnyAction] {
    [
      AnyAction(DefineProduct.self), AnyAction(NewProductVersion.self),
      AnyAction(SubmitReview.self), AnyAction(ReviewCompliance.self),
      AnyAction(RecordRegistration.self), AnyAction(SetPrice.self),
      AnyAction(PublishProduct.self), AnyAction(SuspendProduct.self),
      AnyAction(ResumeProduct.self), AnyAction(WithdrawProduct.self),
    ]
  }
  /// Its events.
  package static var events: [any DomainEvent.Type] {
    [
      ProductDefined.self, ProductSubmitted.self, ComplianceReviewed.self,
      ProductRegistered.self, PriceSet.self, ProductPublished.self, ProductSuspended.self,
      ProductResumed.self, ProductWithdrawn.self,
    ]
  }
  /// Its listings.
  package static var listings: [Listing] { [products] }

  /// Products: the published ones and their use are for everybody (EZ-02.15-b).
  private static let products = Listing(
    "products", zh: "产品和服务", en: "Products", of: Product.table,
    columns: [
      ListingColumn("name", zh: "名称", en: "Name"), ListingColumn("code", zh: "代码", en: "Code"),
      ListingColumn("version", zh: "版本", en: "Version"),
      ListingColumn("type", zh: "类型", en: "Type"),
      ListingColumn("useClass", zh: "用途类别", en: "Class of use"),
      ListingColumn("operator", zh: "运营机构", en: "Operator"),
      ListingColumn("state", zh: "状态", en: "State"),
      ListingColumn("registryNumber", zh: "登记号", en: "Registration number"),
      ListingColumn("publishedOn", zh: "发布日", en: "Published on"),
      ListingColumn("notRefreshedSince", zh: "未更新起始日", en: "Not refreshed since"),
      ListingColumn("usage", zh: "使用情况", en: "Use"),
      ListingColumn("prices", zh: "价格", en: "Prices", inList: false),
      ListingColumn("parameters", zh: "参数", en: "Parameters", inList: false),
      ListingColumn("useLimits", zh: "使用限制", en: "Limits of use", inList: false),
      ListingColumn("reviewer", zh: "审核单位", en: "Reviewer", visibleTo: insiders, inList: false),
      ListingColumn("compliance", zh: "合规审核", en: "Review", visibleTo: insiders, inList: false),
      ListingColumn(
        "suspensions", zh: "暂停情况", en: "Suspensions", visibleTo: insiders, inList: false),
      ListingColumn(
        "withdrawal", zh: "撤销情况", en: "Withdrawal", visibleTo: insiders, inList: false),
      ListingColumn(
        "responsiblePerson", zh: "安全责任人", en: "Responsible person", visibleTo: insiders,
        inList: false),
      ListingColumn("definedBy", zh: "定义人", en: "Defined by", visibleTo: insiders, inList: false),
      ListingColumn(
        "submittedBy", zh: "提交人", en: "Submitted by", visibleTo: insiders, inList: false),
    ],
    scopes: [
      .operator: .party, .industryAuthority: .party, .securityAuthority: .party,
      .evaluator: .party, .developer: published, .dataSubject: published,
      .implementingBody: .place, .dataAuthority: .place, .supervisingAuthority: .place,
      .pricingAuthority: .place, .auditor: .place, .auditAdministrator: .place,
    ],
    publicScope: .everywhereWhere([.equal("state", Product.State.published.rawValue)]))

  private static let published = RowScope.placeWhere([
    .equal("state", Product.State.published.rawValue)
  ])

  private static let insiders: Set<Capacity> = [
    .operator, .implementingBody, .dataAuthority, .supervisingAuthority, .industryAuthority,
    .securityAuthority, .evaluator, .auditor, .auditAdministrator,
  ]
}
