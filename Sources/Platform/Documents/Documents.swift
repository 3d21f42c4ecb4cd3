// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// The noun: confined documents and who read them.
package enum Documents: Noun {
  /// Its tables.
  package static var records: [AnyRecord] { [AnyRecord(DocumentReading.self)] }
  /// Its actions.
  package static var actions: [AnyAction] { [AnyAction(OpenDocument.self)] }
  /// Its events.
  package static var events: [any DomainEvent.Type] { [DocumentOpened.self] }
  /// Its listings.
  package static var listings: [Listing] { [readings] }

  /// Readings: those who supervise; a reader's organisation sees its own.
  private static let readings = Listing(
    "document-readings", zh: "域内文档查阅记录", en: "Readings of confined documents",
    of: DocumentReading.table,
    columns: [
      ListingColumn("document", zh: "文档", en: "Document"),
      ListingColumn("subject", zh: "对象", en: "Of"),
      ListingColumn("account", zh: "查阅人", en: "Reader"),
      ListingColumn("organisation", zh: "单位", en: "Organisation"),
      ListingColumn("readOn", zh: "查阅日", en: "Read on"),
    ],
    scopes: [
      .implementingBody: .place, .dataAuthority: .place, .supervisingAuthority: .place,
      .auditor: .place, .auditAdministrator: .place, .sourceUnit: .party, .egressChecker: .party,
      .operator: .party,
    ])
}
