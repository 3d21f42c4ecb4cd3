// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// The noun: what the platform tries on itself, and the warnings that come of it.
package enum Inspections: Noun {
  /// Its tables.
  package static var records: [AnyRecord] {
    [AnyRecord(SelfInspection.self), AnyRecord(Alert.self)]
  }

  /// Its actions.
  package static var actions: [AnyAction] {
    [
      AnyAction(ReportInspection.self), AnyAction(AskForInspection.self),
      AnyAction(TakeAlert.self), AnyAction(CloseAlert.self),
    ]
  }

  /// Its events.
  package static var events: [any DomainEvent.Type] {
    [
      InspectionReported.self, InspectionAsked.self, AlertOpened.self, AlertGrew.self,
      AlertTaken.self,
      AlertClosed.self,
    ]
  }

  /// Its listings.
  package static var listings: [Listing] { [inspections, alerts] }

  /// Who carries out, decides, supervises and audits, and who runs the platform; no operator
  /// learns where a wall is thin.
  private static let scopes = Scopes.authorities.merging(
    [.securityAuthority: .place, .platformOperator: .place, .securityAdministrator: .place]
  ) { wide, _ in wide }

  private static let inspections = Listing(
    "inspections", zh: "平台自检", en: "Inspections", of: SelfInspection.table,
    columns: [
      ListingColumn("item", zh: "自检事项", en: "Item"),
      ListingColumn("state", zh: "结果", en: "Result"),
      ListingColumn("lastOn", zh: "最近自检日", en: "Last made on"),
      ListingColumn("checks", zh: "检查次数", en: "Checks"),
      ListingColumn("failures", zh: "发现的问题", en: "What was found"),
      ListingColumn("runs", zh: "自检次数", en: "Times"),
      ListingColumn("asked", zh: "等候自检", en: "Awaited", inList: false),
      ListingColumn("evidence", zh: "结果摘要", en: "Digest of the result", inList: false),
    ], scopes: scopes)

  private static let alerts = Listing(
    "alerts", zh: "预警", en: "Warnings", of: Alert.table,
    columns: [
      ListingColumn("item", zh: "自检事项", en: "Item"),
      ListingColumn("state", zh: "状态", en: "State"),
      ListingColumn("failures", zh: "发现的问题", en: "What was found"),
      ListingColumn("openedOn", zh: "预警日", en: "Raised on"),
      ListingColumn("dueOn", zh: "整改期限", en: "By when"),
      ListingColumn("takenBy", zh: "处置单位", en: "Seen to by"),
      ListingColumn(
        "isUncertain", zh: "最长期限所涉年份日历未公布", en: "Longest period touches an unpublished year",
        inList: false),
      ListingColumn("takenOn", zh: "受理日", en: "Taken on", inList: false),
      ListingColumn("plan", zh: "处置安排", en: "What is to be done", inList: false),
      ListingColumn("measure", zh: "处置结果", en: "What was done", inList: false),
      ListingColumn("closedOn", zh: "办结日", en: "Closed on", inList: false),
      ListingColumn("inspection", zh: "自检记录", en: "Inspection", inList: false),
    ], scopes: scopes, newestBy: "openedOn")
}
