// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// The noun: things filed with another body.
package enum Filings: Noun {
  /// Its tables.
  package static var records: [AnyRecord] { [AnyRecord(FilingRecord.self)] }
  /// Its actions.
  package static var actions: [AnyAction] {
    [AnyAction(SubmitFiling.self), AnyAction(ReceiptFiling.self)]
  }
  /// Its events.
  package static var events: [any DomainEvent.Type] {
    [FilingSubmitted.self, FilingReceipted.self]
  }
  /// Its listings.
  package static var listings: [Listing] { [filings] }

  /// Filings: the authorities, and those who filed.
  private static let filings = Listing(
    "filings", zh: "备案", en: "Filings", of: FilingRecord.table,
    columns: [
      ListingColumn("kind", zh: "备案事项", en: "Kind"),
      ListingColumn("subject", zh: "备案对象", en: "Record filed"),
      ListingColumn("submittedOn", zh: "提交日", en: "Submitted on"),
      ListingColumn("dueOn", zh: "期限", en: "Due on"),
      ListingColumn("state", zh: "状态", en: "State"),
      ListingColumn("receiptNumber", zh: "回执编号", en: "Receipt"),
      UncertainCount.column,
      ListingColumn("receivedOn", zh: "回执日", en: "Received on", inList: false),
      ListingColumn("opinion", zh: "意见", en: "Opinion", inList: false),
      ListingColumn("eventOn", zh: "起算日", en: "Runs from", inList: false),
      ListingColumn("digest", zh: "材料摘要", en: "Digest", inList: false),
      ListingColumn("items", zh: "逐项材料", en: "Papers one by one", inList: false),
      ListingColumn("itemReceipts", zh: "逐项答复", en: "Paper by paper", inList: false),
    ],
    scopes: Scopes.authorities.merging([
      .operator: .party, .developer: .party, .sourceUnit: .party, .platformOperator: .party,
    ]) { wide, _ in wide })
}
