// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// The noun: decisions made elsewhere.
package enum Decisions: Noun {
  /// Its tables.
  package static var records: [AnyRecord] { [AnyRecord(ExternalDecision.self)] }
  /// Its actions.
  package static var actions: [AnyAction] { [AnyAction(RecordDecision.self)] }
  /// Its events.
  package static var events: [any DomainEvent.Type] { [DecisionRecorded.self] }
  /// Its listings.
  package static var listings: [Listing] { [decisions] }

  /// Decisions: for the authorities.
  private static let decisions = Listing(
    "decisions", zh: "外部决定", en: "Decisions made elsewhere", of: ExternalDecision.table,
    columns: [
      ListingColumn("subject", zh: "事项", en: "Subject"),
      ListingColumn("kind", zh: "环节", en: "Kind"),
      ListingColumn("body", zh: "决定机构", en: "Body"),
      ListingColumn("documentNumber", zh: "文号", en: "Document number"),
      ListingColumn("decidedOn", zh: "决定日期", en: "Decided on"),
      ListingColumn("conclusion", zh: "结论", en: "Conclusion"),
      ListingColumn("late", zh: "补录", en: "Recorded late"),
      ListingColumn("attachments", zh: "附件", en: "Attachments", inList: false),
      ListingColumn("recordedBy", zh: "登记人", en: "Recorded by", inList: false),
    ], scopes: Scopes.authorities)
}
