// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// The noun: rules, plans and records that gate something.
package enum RuleDocuments: Noun {
  /// Its tables.
  package static var records: [AnyRecord] { [AnyRecord(OperatorRules.self)] }
  /// Its actions.
  package static var actions: [AnyAction] {
    [AnyAction(SubmitRules.self), AnyAction(DecideRules.self)]
  }
  /// Its events.
  package static var events: [any DomainEvent.Type] {
    [RulesSubmitted.self, RulesDecided.self, RulesEntered.self]
  }
  /// Its listings.
  package static var listings: [Listing] { [rules] }

  /// Rules: the authorities, their operator, and approved ones for developers.
  private static let rules = Listing(
    "rule-documents", zh: "运营规范", en: "Rules of operators", of: OperatorRules.table,
    columns: [
      ListingColumn("kind", zh: "规范类别", en: "Kind"),
      ListingColumn("title", zh: "标题", en: "Title"),
      ListingColumn("version", zh: "版本", en: "Version"),
      ListingColumn("operator", zh: "运营机构", en: "Operator"),
      ListingColumn("state", zh: "状态", en: "State"),
      ListingColumn("digest", zh: "文件摘要", en: "Digest", inList: false),
      ListingColumn("parts", zh: "各部分所在位置", en: "Parts", inList: false),
      ListingColumn("submittedOn", zh: "提交日", en: "Submitted on", inList: false),
      ListingColumn("decidedOn", zh: "审核日", en: "Decided on", inList: false),
      ListingColumn("opinion", zh: "审核意见", en: "Opinion", inList: false),
    ],
    scopes: Scopes.authorities.merging([
      .operator: .party, .platformOperator: .party, .sourceUnit: .party,
      .developer: .placeWhere([.equal("state", OperatorRules.State.approved.rawValue)]),
    ]) { wide, _ in wide })
}
