// SPDX-License-Identifier: Apache-2.0
import Core
package import Regulation

/// The noun: authorities below a place's own, and projects of one level under another's.
package enum Authorities: Noun {
  /// Its tables.
  package static var records: [AnyRecord] {
    [AnyRecord(Authority.self), AnyRecord(SubordinateProject.self)]
  }
  /// Its actions.
  package static var actions: [AnyAction] {
    [
      AnyAction(RegisterAuthority.self), AnyAction(RecordAuthorityPaper.self),
      AnyAction(ReceiveDesignation.self), AnyAction(AdmitProject.self),
      AnyAction(RunOwnPlatform.self),
    ]
  }
  /// Its events.
  package static var events: [any DomainEvent.Type] {
    [
      AuthorityRegistered.self, AuthorityPaperRecorded.self, OwnPlatformRecorded.self,
      ProjectAdmitted.self, ProjectUsed.self,
    ]
  }
  /// Its listings.
  package static var listings: [Listing] { [authorities, projects] }

  /// Those who see what goes on below them, beside their own.
  package static let overseers = Set(Scopes.authorities.keys).union(Capacity.administrators)

  /// Authorities: each sees itself, the level above those below it.
  private static let authorities = Listing(
    "authorities", zh: "下级授权单位", en: "Lower authorities", of: Authority.table,
    columns: [
      ListingColumn("name", zh: "名称", en: "Name"),
      ListingColumn("level", zh: "层级", en: "Level"),
      ListingColumn("division", zh: "行政区划代码", en: "Division"),
      ListingColumn("parent", zh: "上级", en: "Under", inList: false),
      ListingColumn("papers", zh: "依据文件", en: "Papers", inList: false),
      ListingColumn("ownPlatform", zh: "单设平台（例外）", en: "Own platform, by exception"),
      ListingColumn("registeredOn", zh: "登记日", en: "Registered on"),
    ],
    scopes: Scopes.authorities.merging([
      .systemAdministrator: .place, .securityAdministrator: .place,
    ]) { wide, _ in wide })

  /// Projects of a level under one of the level above.
  private static let projects = Listing(
    "subordinate-projects", zh: "下级项目", en: "Projects under a project above",
    of: SubordinateProject.table,
    columns: [
      ListingColumn("authority", zh: "下级授权单位", en: "Lower authority"),
      ListingColumn("parentCase", zh: "所属上级项目", en: "Project above"),
      ListingColumn("number", zh: "确需说明文号", en: "Number of the statement"),
      ListingColumn("dated", zh: "说明日期", en: "Dated"),
      ListingColumn("digest", zh: "确需说明", en: "Statement of need", inList: false),
      ListingColumn("admittedOn", zh: "纳入日", en: "Admitted on"),
      ListingColumn("opened", zh: "据此发起的事项", en: "Opened under it"),
    ], scopes: Scopes.authorities)
}
