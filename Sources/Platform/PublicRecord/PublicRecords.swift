// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// The noun: what was made public.
package enum PublicRecords: Noun {
  /// Its tables.
  package static var records: [AnyRecord] { [AnyRecord(Disclosure.self)] }
  /// Its actions.
  package static var actions: [AnyAction] { [AnyAction(PublishDisclosure.self)] }
  /// Its events.
  package static var events: [any DomainEvent.Type] { [DisclosurePublished.self] }
  /// Its listings.
  package static var listings: [Listing] { [disclosures] }

  /// Disclosures: everybody.
  private static let disclosures = Listing(
    "disclosures", zh: "信息公开", en: "Disclosures", of: Disclosure.table,
    columns: [
      ListingColumn("agreement", zh: "协议", en: "Agreement"),
      ListingColumn("items", zh: "公开事项", en: "Items"),
      ListingColumn("publishedOn", zh: "公开日", en: "Disclosed on"),
      ListingColumn("nextDueOn", zh: "下次期限", en: "Next due on"),
      ListingColumn("wasDueOn", zh: "应公开期限", en: "Was due on", inList: false),
      ListingColumn("isLate", zh: "逾期公开", en: "Late", inList: false),
    ],
    scopes: Dictionary(
      uniqueKeysWithValues: Capacity.allCases.filter { $0 != .system }.map { ($0, .place) }),
    publicScope: .everywhereWhere([]))
}
