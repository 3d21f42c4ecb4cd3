// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// The noun: calls, applications, reviews and public notices.
package enum Authorisations: Noun {
  /// Its tables.
  package static var records: [AnyRecord] {
    [
      AnyRecord(Call.self), AnyRecord(Application.self), AnyRecord(Review.self),
      AnyRecord(PublicNotice.self), AnyRecord(ObjectionRecord.self), AnyRecord(Qualification.self),
      AnyRecord(QualificationItem.self),
    ]
  }
  /// Its actions.
  package static var actions: [AnyAction] {
    [
      AnyAction(DraftCall.self), AnyAction(PublishCall.self), AnyAction(CloseCall.self),
      AnyAction(SubmitApplication.self), AnyAction(WithdrawApplication.self),
      AnyAction(SubmitQualification.self), AnyAction(CheckQualification.self),
      AnyAction(AddQualificationItem.self), AnyAction(CheckEligibility.self),
      AnyAction(RecordReview.self), AnyAction(RecuseReview.self),
      AnyAction(ConcludeReview.self), AnyAction(RecordSelection.self),
      AnyAction(PublishNotice.self),
      AnyAction(ObjectToNotice.self), AnyAction(AnswerObjection.self), AnyAction(CloseNotice.self),
      AnyAction(EraseObjection.self),
    ]
  }
  /// Its events.
  package static var events: [any DomainEvent.Type] {
    [
      CallDrafted.self, CallPublished.self, CallClosed.self, CallFailed.self,
      CallReopened.self, QualificationSubmitted.self, QualificationChecked.self,
      QualificationItemAdded.self,
      ApplicationSubmitted.self, ApplicationWithdrawn.self, EligibilityChecked.self,
      ReviewRecorded.self, ReviewConcluded.self, SelectionRecorded.self,
      ApplicationDecided.self, NoticePublished.self,
      NoticeObjected.self, ObjectionAnswered.self, NoticeClosed.self,
      ObjectionLodged.self, ObjectionReplied.self, ObjectionErased.self,
    ]
  }
  /// Its listings.
  package static var listings: [Listing] {
    [calls, applications, reviews, notices, objections, qualifications, qualificationItems]
  }

  /// Calls: drafts for the authorities; everybody reads published ones.
  private static let calls = Listing(
    "calls", zh: "征集公告", en: "Calls", of: Call.table,
    columns: [
      ListingColumn("title", zh: "标题", en: "Title"),
      ListingColumn("mode", zh: "授权模式", en: "Mode"),
      ListingColumn("method", zh: "征集方式", en: "Method"),
      ListingColumn("closesOn", zh: "截止日", en: "Closes on"),
      ListingColumn("state", zh: "状态", en: "State"),
      ListingColumn("publishedOn", zh: "发布日", en: "Published on"),
      ListingColumn("publicationURL", zh: "发布网址", en: "Published at", inList: false),
      ListingColumn("sections", zh: "公告内容", en: "Sections", inList: false),
      ListingColumn("scopeEntries", zh: "授权范围", en: "Entries in scope", inList: false),
      ListingColumn("materials", zh: "申报材料", en: "Materials", inList: false),
      ListingColumn("criteria", zh: "评审标准", en: "Criteria", inList: false),
      ListingColumn("grounds", zh: "模式依据", en: "Grounds of the mode", inList: false),
      ListingColumn(
        "case", zh: "程序", en: "Case", visibleTo: Set(Scopes.authorities.keys), inList: false),
      ListingColumn(
        "selected", zh: "选定的申报", en: "Chosen", visibleTo: Set(Scopes.authorities.keys),
        inList: false),
    ],
    scopes: Scopes.authorities.merging(
      Capacity.allCases.filter { $0 != .system }.map {
        ($0, .placeWhere([.equal("isPublic", "yes")]))
      }
    ) { wide, _ in wide },
    publicScope: .everywhereWhere([.equal("isPublic", "yes")]))

  /// Applications: the authorities see all of a place, an applicant its own and no rival's.
  private static let applications = Listing(
    "applications", zh: "申报", en: "Applications", of: Application.table,
    columns: [
      ListingColumn("call", zh: "征集公告", en: "Call"),
      ListingColumn("applicant", zh: "申报单位", en: "Applicant"),
      ListingColumn("submittedOn", zh: "申报日", en: "Submitted on"),
      ListingColumn("state", zh: "状态", en: "State"),
      ListingColumn("reasons", zh: "理由", en: "Reasons", inList: false),
      ListingColumn("explanation", zh: "说明", en: "Explanation", inList: false),
      ListingColumn("materials", zh: "申报材料", en: "Materials", inList: false),
      ListingColumn("evidence", zh: "准入条件证明", en: "Evidence", inList: false),
      ListingColumn("declaresNoIncident", zh: "无事件声明", en: "Declares no incident", inList: false),
      ListingColumn("incidents", zh: "安全事件", en: "Incidents", inList: false),
    ],
    scopes: Scopes.authorities.merging([
      .operator: .party, .expertGroup: open, .evaluator: open,
    ]) { wide, _ in wide })

  private static let open = RowScope.placeWhere([
    .equal("state", Application.State.eligible.rawValue)
  ])

  /// Reviews: a reviewer sees its own; the authorities see them once the review is concluded.
  private static let reviews = Listing(
    "reviews", zh: "评审记录", en: "Reviews", of: Review.table,
    columns: [
      ListingColumn("application", zh: "申报", en: "Application"),
      ListingColumn("reviewer", zh: "评审人", en: "Reviewer"),
      ListingColumn("state", zh: "状态", en: "State"),
      ListingColumn("scores", zh: "评分", en: "Scores"),
      ListingColumn("opinion", zh: "评审意见", en: "Opinion", inList: false),
      ListingColumn("isConcluded", zh: "已出结论", en: "Concluded", inList: false),
    ],
    scopes: Dictionary(
      uniqueKeysWithValues: Review.reviewers.map { ($0, .account(column: "reviewer")) }
    ).merging([
      .grantor: concluded, .implementingBody: concluded, .dataAuthority: concluded,
      .supervisingAuthority: concluded, .auditor: concluded, .auditAdministrator: concluded,
    ]) { _, wide in wide })

  private static let concluded = RowScope.placeWhere([.equal("isConcluded", "yes")])

  /// Notices: everybody.
  private static let notices = Listing(
    "notices", zh: "公示", en: "Notices", of: PublicNotice.table,
    columns: [
      ListingColumn("call", zh: "征集公告", en: "Call"),
      ListingColumn("text", zh: "公示内容", en: "Text"),
      ListingColumn("from", zh: "开始日", en: "From"),
      ListingColumn("until", zh: "截止日", en: "Until"),
      ListingColumn("state", zh: "状态", en: "State"),
      ListingColumn("isUncertain", zh: "日历未公布", en: "Calendar not published", inList: false),
      ListingColumn(
        "objections", zh: "异议", en: "Objections", visibleTo: Set(Scopes.authorities.keys),
        inList: false),
    ],
    scopes: Dictionary(
      uniqueKeysWithValues: Capacity.allCases.filter { $0 != .system }.map { ($0, .place) }),
    publicScope: .everywhereWhere([]))

  /// The words of objections and answers: those who decide and supervise, and who objected. They
  /// are nobody else's to read, and never the public's.
  private static let objections = Listing(
    "objections", zh: "异议和答复", en: "Objections and answers", of: ObjectionRecord.table,
    columns: [
      ListingColumn("notice", zh: "公示", en: "Notice"),
      ListingColumn("number", zh: "异议序号", en: "Number"),
      ListingColumn("objectedOn", zh: "异议日", en: "Objected on"),
      ListingColumn("text", zh: "异议内容", en: "Objection"),
      ListingColumn("upheld", zh: "异议成立", en: "Upheld"),
      ListingColumn("answer", zh: "答复", en: "Answer"),
      ListingColumn("answeredOn", zh: "答复日", en: "Answered on"),
      ListingColumn("account", zh: "提出或登记人", en: "Objected or wrote it down", inList: false),
      ListingColumn("digest", zh: "书面材料摘要", en: "Digest of the paper", inList: false),
      ListingColumn("erasedOn", zh: "内容清除日", en: "Words erased on", inList: false),
    ],
    scopes: Scopes.authorities.merging(
      Dictionary(
        uniqueKeysWithValues: ObjectToNotice.objectors.map { ($0, .account(column: "account")) })
    ) { wide, _ in wide })
}
