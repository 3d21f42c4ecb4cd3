// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// The noun: organisations and their links.
package enum Organisations: Noun {
  /// Its tables.
  package static var records: [AnyRecord] { [AnyRecord(Organisation.self)] }
  /// Its actions.
  package static var actions: [AnyAction] {
    [
      AnyAction(RegisterOrganisation.self), AnyAction(LinkOrganisations.self),
      AnyAction(NameFields.self), AnyAction(NameBody.self),
    ]
  }
  /// Its events.
  package static var events: [any DomainEvent.Type] {
    [OrganisationRegistered.self, OrganisationsLinked.self, FieldsNamed.self, BodyNamed.self]
  }
  /// Its listings.
  package static var listings: [Listing] { [organisations] }

  /// Organisations: authorities and administrators see all of a place, others themselves.
  private static let organisations = Listing(
    "organisations", zh: "单位", en: "Organisations", of: Organisation.table,
    columns: [
      ListingColumn("name", zh: "单位名称", en: "Name"),
      ListingColumn(
        "uscc", zh: "统一社会信用代码", en: "Credit code",
        absent: LocalText(zh: "未登记", en: "not recorded")),
      ListingColumn("legalForm", zh: "组织形式", en: "Legal form"),
      ListingColumn("capacities", zh: "身份", en: "Capacities"),
      ListingColumn("linkedTo", zh: "关联单位", en: "Linked to", inList: false),
      ListingColumn("fields", zh: "主管领域", en: "Fields", inList: false),
      ListingColumn("body", zh: "规定中的机构", en: "Body of the text", inList: false),
      ListingColumn("unitType", zh: "数源单位类型", en: "Kind of source unit", inList: false),
      ListingColumn("designationNumber", zh: "指定文件文号", en: "Designated by", inList: false),
      ListingColumn("designationDigest", zh: "指定文件摘要", en: "Designation", inList: false),
      ListingColumn("state", zh: "状态", en: "State"),
      ListingColumn("registeredOn", zh: "登记日", en: "Registered on"),
    ],
    scopes: Dictionary(
      uniqueKeysWithValues: Capacity.allCases.map { capacity in
        (capacity, Organisations.seesAll.contains(capacity) ? RowScope.place : .party)
      }), openName: "name")

  private static let seesAll: Set<Capacity> = [
    .implementingBody, .dataAuthority, .supervisingAuthority, .marketRegulator, .auditor,
    .systemAdministrator, .securityAdministrator, .auditAdministrator, .platformOperator,
  ]
}
