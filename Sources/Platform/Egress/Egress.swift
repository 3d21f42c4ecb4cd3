// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// The noun: what asks to leave the domain, the votes on it, and what left.
package enum Egress: Noun {
  /// Its tables.
  package static var records: [AnyRecord] { [AnyRecord(Release.self), AnyRecord(EgressVote.self)] }
  /// Its actions.
  package static var actions: [AnyAction] {
    [
      AnyAction(RequestRelease.self), AnyAction(ReportEvaluation.self),
      AnyAction(ReportEvaluationFailure.self), AnyAction(CastVote.self), AnyAction(LetOut.self),
      AnyAction(WithdrawRelease.self), AnyAction(RecallRelease.self),
      AnyAction(LapseRelease.self), AnyAction(ReportContentDestroyed.self),
      AnyAction(StartRefresh.self), AnyAction(RefreshFromOutput.self),
      AnyAction(EndStanding.self),
    ]
  }
  /// Its events.
  package static var events: [any DomainEvent.Type] {
    [
      ReleaseRequested.self, ReleaseEvaluated.self, EvaluationFailed.self, VoteCast.self,
      ReleaseReviewed.self, ReleaseLetOut.self, ReleaseWithdrawn.self, ReleaseRecalled.self,
      ReleaseLapsed.self, ContentDestroyed.self, RefreshStarted.self, RefreshPassed.self,
      StandingEnded.self,
    ]
  }
  /// Its listings.
  package static var listings: [Listing] { [releases, votes] }

  /// Releases: the operator sees its own; those who check and supervise see the place's.
  private static let releases = Listing(
    "releases", zh: "出域申请", en: "Releases", of: Release.table,
    columns: [
      ListingColumn("kind", zh: "类型", en: "Kind"), ListingColumn("state", zh: "状态", en: "State"),
      ListingColumn("operator", zh: "运营机构", en: "Operator"),
      ListingColumn("scenario", zh: "场景", en: "Scenario"),
      ListingColumn("requestedOn", zh: "申请日", en: "Requested on"),
      ListingColumn("checkersNeeded", zh: "应审人数", en: "Checkers needed"),
      ListingColumn("votesCast", zh: "已审人数", en: "Votes cast"),
      ListingColumn("releasedOn", zh: "放行日", en: "Released on"),
      ListingColumn("turn", zh: "是否更新", en: "Refresh"),
      ListingColumn("notRefreshedSince", zh: "未更新起始日", en: "Not refreshed since"),
      ListingColumn("decideBy", zh: "应审定日", en: "To be decided by"),
      ListingColumn("refreshOf", zh: "所更新的出域", en: "Refreshes", inList: false),
      ListingColumn("refreshNumber", zh: "第几次更新", en: "Number of the refresh", inList: false),
      ListingColumn("served", zh: "现行更新", en: "Refresh that is served", inList: false),
      ListingColumn("grant", zh: "授权数据集", en: "Grant set", visibleTo: insiders, inList: false),
      ListingColumn(
        "output", zh: "作业产出", en: "Output of a job", visibleTo: insiders, inList: false),
      ListingColumn(
        "imports", zh: "所用数据导入", en: "Imports", visibleTo: insiders, inList: false),
      ListingColumn("spec", zh: "规格", en: "Specification", inList: false),
      ListingColumn("standing", zh: "长期有效上限", en: "Limits", inList: false),
      ListingColumn(
        "context", zh: "用途与形成过程", en: "Purpose and making", visibleTo: insiders, inList: false),
      ListingColumn(
        "controls", zh: "保护措施", en: "Protections", visibleTo: insiders, inList: false),
      ListingColumn(
        "evaluation", zh: "评估结果", en: "Evaluation", visibleTo: insiders, inList: false),
      ListingColumn("failure", zh: "评估失败原因", en: "Failure", inList: false),
      ListingColumn(
        "recallGround", zh: "召回或终止理由", en: "Ground of recall or end", inList: false),
      ListingColumn(
        "disposal", zh: "内容销毁", en: "Destruction of its content", visibleTo: insiders,
        inList: false),
      ListingColumn("certificate", zh: "销毁凭证摘要", en: "Certificate of destruction", inList: false),
    ],
    scopes: [
      .operator: .party, .egressChecker: .place, .implementingBody: .place,
      .dataAuthority: .place, .supervisingAuthority: .place, .auditor: .place,
      .auditAdministrator: .place,
    ])

  /// Votes: each checker its own; all others once every checker has voted.
  private static let votes = Listing(
    "votes", zh: "出域表决", en: "Votes", of: EgressVote.table,
    columns: [
      ListingColumn("release", zh: "出域申请", en: "Release"),
      ListingColumn("choice", zh: "意见", en: "Choice"),
      ListingColumn("comment", zh: "说明", en: "Comment"),
      ListingColumn("findings", zh: "核对清单各项的认定", en: "Findings on the checklist", inList: false),
      ListingColumn("failing", zh: "不符合的核对项", en: "Items not in order", inList: false),
      ListingColumn("on", zh: "日期", en: "Day"), ListingColumn("state", zh: "状态", en: "State"),
      ListingColumn("account", zh: "审核员", en: "Checker", visibleTo: checkersAndAudit),
    ],
    scopes: [
      .egressChecker: .account(column: "account"), .operator: .party,
      .implementingBody: opened, .dataAuthority: opened, .supervisingAuthority: opened,
      .auditor: opened, .auditAdministrator: opened,
    ])

  private static let opened = RowScope.placeWhere([
    .equal("state", EgressVote.State.opened.rawValue)
  ])

  private static let insiders: Set<Capacity> = [
    .operator, .egressChecker, .implementingBody, .dataAuthority, .auditor, .auditAdministrator,
  ]

  private static let checkersAndAudit: Set<Capacity> = [
    .egressChecker, .implementingBody, .dataAuthority, .auditor, .auditAdministrator,
  ]
}
