// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// The noun: ceilings on prices.
package enum Pricing: Noun {
  /// Its tables.
  package static var records: [AnyRecord] { [AnyRecord(PriceCeiling.self)] }
  /// Its actions.
  package static var actions: [AnyAction] { [AnyAction(RecordCeiling.self)] }
  /// Its events.
  package static var events: [any DomainEvent.Type] { [CeilingRecorded.self] }
  /// Its listings.
  package static var listings: [Listing] { [ceilings] }

  /// Ceilings: everybody.
  private static let ceilings = Listing(
    "ceilings", zh: "收费上限", en: "Price ceilings", of: PriceCeiling.table,
    columns: [
      ListingColumn("useClass", zh: "用途类别", en: "Class of use"),
      ListingColumn("unit", zh: "计费单位", en: "Unit"),
      ListingColumn("amount", zh: "上限", en: "Ceiling"),
      ListingColumn("document", zh: "文号", en: "Document number"),
      ListingColumn("effectiveFrom", zh: "施行日", en: "In force from"),
      ListingColumn("issuer", zh: "制定机关", en: "Issuer", inList: false),
      ListingColumn("digest", zh: "文件摘要", en: "Digest", inList: false),
    ],
    scopes: Dictionary(
      uniqueKeysWithValues: Capacity.allCases.filter { $0 != .system }.map { ($0, .place) }),
    publicScope: .everywhereWhere([]))
}
