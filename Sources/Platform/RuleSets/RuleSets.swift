// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// The noun: the versions of the places' rules with which the platform was started.
package enum RuleSets: Noun {
  /// Its tables.
  package static var records: [AnyRecord] {
    [
      AnyRecord(RuleSet.self), AnyRecord(RuleOverride.self), AnyRecord(Interpretation.self),
    ]
  }
  /// Its actions.
  package static var actions: [AnyAction] {
    [
      AnyAction(KeepRuleSet.self), AnyAction(SupersedeValue.self),
      AnyAction(AddInterpretation.self),
    ]
  }
  /// Its events.
  package static var events: [any DomainEvent.Type] {
    [
      RuleSetKept.self, ValueSuperseded.self, InterpretationAdded.self,
    ]
  }
  /// Its listings.
  package static var listings: [Listing] { [ruleSets, overrides, interpretations] }

  /// Versions: everybody who works on the platform may read them.
  private static let ruleSets = Listing(
    "rule-sets", zh: "规则版本", en: "Versions of the rules", of: RuleSet.table,
    columns: [
      ListingColumn("version", zh: "版本", en: "Version"),
      ListingColumn("state", zh: "文本状态", en: "State of the text"),
      ListingColumn("documentNumber", zh: "文号", en: "Document number"),
      ListingColumn("keptOn", zh: "启用日", en: "First used on"),
      ListingColumn("digest", zh: "文本摘要", en: "Digest", inList: false),
      ListingColumn("formerDigests", zh: "此前文本摘要", en: "Digests before", inList: false),
    ],
    scopes: everybody)

  /// Values that newer or higher instruments superseded: everybody may read them.
  private static let overrides = Listing(
    "rule-overrides", zh: "被替代的规定数值", en: "Values superseded", of: RuleOverride.table,
    columns: [
      ListingColumn("key", zh: "数值名称", en: "Name of the value"),
      ListingColumn("former", zh: "原数值", en: "Value of the text"),
      ListingColumn("value", zh: "现数值", en: "Value in its place"),
      ListingColumn("rank", zh: "规定层级", en: "Rank of the rule"),
      ListingColumn("documentNumber", zh: "文号", en: "Document number"),
      ListingColumn("from", zh: "施行日", en: "Prevails from"),
      ListingColumn("clauses", zh: "被替代条款", en: "Clauses superseded", inList: false),
      ListingColumn("prevailsBy", zh: "优先适用依据", en: "Prevails by", inList: false),
      ListingColumn("digest", zh: "文件摘要", en: "Digest", inList: false),
    ], scopes: everybody)

  /// Notes of interpretation: everybody may read them.
  private static let interpretations = Listing(
    "interpretations", zh: "规定解释", en: "Interpretations", of: Interpretation.table,
    columns: [
      ListingColumn("clause", zh: "条款编号", en: "Clause"),
      ListingColumn("note", zh: "解释", en: "Note"),
      ListingColumn("documentNumber", zh: "文号", en: "Document number"),
      ListingColumn("on", zh: "作出日", en: "Given on"),
      ListingColumn("organisation", zh: "解释单位", en: "Given by"),
    ], scopes: everybody)

  private static let everybody: [Capacity: RowScope] = Dictionary(
    uniqueKeysWithValues: Capacity.allCases.filter { $0 != .system }.map { ($0, .place) })
}
