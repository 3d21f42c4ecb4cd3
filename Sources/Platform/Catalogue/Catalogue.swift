// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// The noun: the resource catalogue and, apart from it, the catalogue of what may be authorised.
package enum Catalogue: Noun {
  /// Its tables.
  package static var records: [AnyRecord] {
    [AnyRecord(Resource.self), AnyRecord(AuthorisedEntry.self)]
  }
  /// Its actions.
  package static var actions: [AnyAction] {
    [
      AnyAction(RegisterResource.self), AnyAction(DescribeResource.self),
      AnyAction(ClassifyResource.self), AnyAction(SuggestClassification.self),
      AnyAction(SetHierarchy.self),
      AnyAction(ConfirmDuties.self), AnyAction(NameResponsible.self),
      AnyAction(StateOrigin.self), AnyAction(PublishResource.self),
      AnyAction(WithdrawResource.self), AnyAction(LoadBatch.self), AnyAction(AddEntry.self),
      AnyAction(DescribeEntry.self), AnyAction(CheckEntry.self), AnyAction(ReviewSecrecy.self),
      AnyAction(RecordException.self), AnyAction(ListEntry.self), AnyAction(RemoveEntry.self),
    ]
  }
  /// Its events.
  package static var events: [any DomainEvent.Type] {
    [
      ResourceRegistered.self, ResourceDescribed.self, ResourceClassified.self,
      ClassificationSuggested.self, HierarchySet.self, DutiesConfirmed.self, ResponsibleNamed.self,
      OriginStated.self, ResourcePublished.self,
      ResourceWithdrawn.self, EntryAdded.self, EntryDescribed.self, EntryChecked.self,
      SecrecyReviewed.self, ExceptionRecorded.self, EntryListed.self, EntryRemoved.self,
    ]
  }
  /// Its listings.
  package static var listings: [Listing] { [resources, entries] }

  /// Resources: drafts for their unit and the authorities, published ones for operators too.
  private static let resources = Listing(
    "resources", zh: "数据资源", en: "Resources", of: Resource.table,
    columns: [
      ListingColumn("name", zh: "目录名称", en: "Name"),
      ListingColumn("sourceUnit", zh: "提供单位", en: "Source unit"),
      ListingColumn("state", zh: "状态", en: "State"),
      ListingColumn("confirmedOn", zh: "最近确认日", en: "Last confirmed on"),
      ListingColumn("fields", zh: "目录要素", en: "Fields", inList: false),
      ListingColumn("columns", zh: "数据项", en: "Columns", inList: false),
      ListingColumn("keyColumns", zh: "主键", en: "Key columns", inList: false),
      ListingColumn("subjectColumn", zh: "主体代码", en: "Subject column", inList: false),
      ListingColumn("duties", zh: "已落实职责", en: "Duties done", inList: false),
      ListingColumn("origin", zh: "数据来源", en: "Origin", inList: false),
      ListingColumn("originDocument", zh: "提供方同意文号", en: "Consent", inList: false),
      ListingColumn("originConsent", zh: "提供方同意摘要", en: "Consent digest", inList: false),
      ListingColumn(
        "responsiblePerson", zh: "安全责任人", en: "Responsible person",
        visibleTo: [.sourceUnit, .implementingBody, .dataAuthority, .auditor], inList: false),
    ],
    scopes: Scopes.authorities.merging([
      .sourceUnit: .party, .securityAuthority: .place, .expertGroup: published,
      .operator: published, .developer: published, .platformOperator: published,
    ]) { wide, _ in wide })

  private static let published = RowScope.placeWhere([
    .equal("state", Resource.State.published.rawValue)
  ])

  /// Entries: all of a place for those who work there; listed ones for the public.
  private static let entries = Listing(
    "entries", zh: "授权运营目录", en: "Authorised catalogue", of: AuthorisedEntry.table,
    columns: [
      ListingColumn("batch", zh: "批次", en: "Batch"), ListingColumn("row", zh: "序号", en: "Row"),
      ListingColumn("provider", zh: "数据提供单位", en: "Providing unit"),
      ListingColumn("name", zh: "数据资源名称", en: "Resource"),
      ListingColumn("state", zh: "状态", en: "State"),
      ListingColumn("subjectKind", zh: "数据主体", en: "About"),
      ListingColumn("personalInformation", zh: "个人信息", en: "Personal information"),
      ListingColumn("clauses", zh: "依据条款", en: "Clauses", inList: false),
      ListingColumn("excluded", zh: "不含内容", en: "Kept out", inList: false),
      ListingColumn(
        "resource", zh: "数据资源", en: "Resource record", visibleTo: Scopes.signedIn, inList: false),
      ListingColumn(
        "sourceUnit", zh: "提供单位", en: "Source unit", visibleTo: Scopes.signedIn, inList: false),
      ListingColumn(
        "secrecyReview", zh: "保密审查", en: "Secrecy review", visibleTo: inclusion, inList: false),
      ListingColumn(
        "preconditions", zh: "纳入前提核查", en: "Checks", visibleTo: inclusion, inList: false),
      ListingColumn(
        "exceptions", zh: "例外依据", en: "Exceptions", visibleTo: inclusion, inList: false),
      ListingColumn("inputs", zh: "更新依据", en: "Inputs", visibleTo: inclusion, inList: false),
    ],
    scopes: Scopes.authorities.merging([
      .sourceUnit: .place, .operator: .place, .developer: .place, .securityAuthority: .place,
      .platformOperator: .place, .expertGroup: .place,
    ]) { wide, _ in wide },
    publicScope: .everywhereWhere([.equal("state", AuthorisedEntry.State.listed.rawValue)]))

  private static let inclusion: Set<Capacity> = [
    .implementingBody, .dataAuthority, .supervisingAuthority, .securityAuthority, .sourceUnit,
    .auditor, .auditAdministrator,
  ]
}
