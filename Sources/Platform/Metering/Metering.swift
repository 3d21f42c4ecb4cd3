// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// The noun: anchored usage, totals and statements.
package enum Metering: Noun {
  /// Its tables.
  package static var records: [AnyRecord] {
    [
      AnyRecord(UsageSegment.self), AnyRecord(UsageTotal.self), AnyRecord(Statement.self),
      AnyRecord(InterimStatement.self),
    ]
  }
  /// Its actions.
  package static var actions: [AnyAction] {
    [
      AnyAction(AnchorUsage.self), AnyAction(IssueStatement.self),
      AnyAction(ConfirmStatement.self), AnyAction(AskForStatement.self),
      AnyAction(MakeInterimStatement.self),
    ]
  }
  /// Its events.
  package static var events: [any DomainEvent.Type] {
    [
      UsageAnchored.self, StatementIssued.self, StatementConfirmed.self, StatementAskedFor.self,
      InterimStatementMade.self,
    ]
  }
  /// Its listings.
  package static var listings: [Listing] { [segments, totals, statements, interims] }

  /// Segments: the authorities; they hold every developer's counts.
  private static let segments = Listing(
    "usage-segments", zh: "使用记录段", en: "Usage segments", of: UsageSegment.table,
    columns: [
      ListingColumn("edge", zh: "边缘节点", en: "Edge"),
      ListingColumn("sequence", zh: "序号", en: "Sequence"),
      ListingColumn("records", zh: "记录数", en: "Records"),
      ListingColumn("from", zh: "首条时间", en: "First record"),
      ListingColumn("until", zh: "末条时间", en: "Last record"),
      ListingColumn("digest", zh: "摘要", en: "Digest"),
      ListingColumn("counts", zh: "各产品次数", en: "Counts", inList: false),
    ],
    scopes: Scopes.authorities)

  /// Totals: each developer its own, and the authorities.
  private static let totals = Listing(
    "usage-totals", zh: "使用情况", en: "Usage totals", of: UsageTotal.table,
    columns: [
      ListingColumn("product", zh: "产品", en: "Product"),
      ListingColumn("developer", zh: "开发商", en: "Developer"),
      ListingColumn("anchored", zh: "已固化", en: "Anchored"),
      ListingColumn("stated", zh: "已对账", en: "Stated"),
    ],
    scopes: Scopes.authorities.merging([.developer: .party]) { wide, _ in wide })

  /// Statements: both sides, and the authorities.
  private static let statements = Listing(
    "statements", zh: "对账单", en: "Statements", of: Statement.table,
    columns: [
      ListingColumn("product", zh: "产品", en: "Product"),
      ListingColumn("developer", zh: "开发商", en: "Developer"),
      ListingColumn("from", zh: "起始日", en: "From"), ListingColumn("until", zh: "截止日", en: "Until"),
      ListingColumn("figures", zh: "次数", en: "Calls"),
      ListingColumn("amount", zh: "金额（分）", en: "Amount in fen"),
      ListingColumn("state", zh: "状态", en: "State"),
      ListingColumn("lines", zh: "明细", en: "Lines", inList: false),
      ListingColumn("digest", zh: "记录摘要", en: "Digest", inList: false),
    ],
    scopes: Scopes.authorities.merging([.operator: .party, .developer: .party]) { wide, _ in wide })

  /// Interim statements, apart from those that are issued: both sides, and the authorities.
  private static let interims = Listing(
    "interim-statements", zh: "期中对账单（未出具，仅供参考）",
    en: "Interim statements (not issued, for information)", of: InterimStatement.table,
    columns: [
      ListingColumn("product", zh: "产品", en: "Product"),
      ListingColumn("developer", zh: "开发商", en: "Developer"),
      ListingColumn("from", zh: "起始日", en: "From"),
      ListingColumn("until", zh: "截止日", en: "Until"),
      ListingColumn("madeAt", zh: "生成时间", en: "Made at"),
      ListingColumn("figures", zh: "次数", en: "Calls so far"),
      ListingColumn("amount", zh: "金额（分）", en: "Amount in fen"),
      ListingColumn("state", zh: "状态", en: "State"),
      ListingColumn("subscription", zh: "订阅", en: "Subscription", inList: false),
      ListingColumn("lines", zh: "明细", en: "Lines", inList: false),
      ListingColumn("digest", zh: "记录摘要", en: "Digest", inList: false),
    ],
    scopes: Scopes.authorities.merging([.operator: .party, .developer: .party]) { wide, _ in wide })
}
