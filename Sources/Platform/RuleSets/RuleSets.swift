// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// The noun: the versions of the places' rules with which the platform was started.
package enum RuleSets: Noun {
  /// Its tables.
  package static var records: [AnyRecord] { [AnyRecord(RuleSet.self)] }
  /// Its actions.
  package static var actions: [AnyAction] { [AnyAction(KeepRuleSet.self)] }
  /// Its events.
  package static var events: [any DomainEvent.Type] { [RuleSetKept.self] }
  /// Its listings.
  package static var listings: [Listing] { [ruleSets] }

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
    scopes: Dictionary(
      uniqueKeysWithValues: Capacity.allCases.filter { $0 != .system }.map { ($0, .place) }))
}
