// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// The noun: authorisations from before the rules, with what they lack beside them.
package enum Adoptions: Noun {
  /// Its tables.
  package static var records: [AnyRecord] { [AnyRecord(EarlierAuthorisation.self)] }
  /// Its actions.
  package static var actions: [AnyAction] {
    [AnyAction(AdoptAuthorisation.self), AnyAction(PlanGaps.self), AnyAction(CloseGap.self)]
  }
  /// Its events.
  package static var events: [any DomainEvent.Type] {
    [
      AuthorisationAdopted.self, GapsPlanned.self, AgreementTakenOver.self, GapClosed.self,
    ]
  }
  /// Its listings.
  package static var listings: [Listing] { [earlier] }

  /// Earlier authorisations: all for the authorities, its own for whoever takes part or sees to a
  /// gap.
  private static let earlier = Listing(
    "earlier-authorisations", zh: "存量授权", en: "Earlier authorisations",
    of: EarlierAuthorisation.table,
    columns: [
      ListingColumn("number", zh: "协议或决定文号", en: "Number"),
      ListingColumn("operator", zh: "被授权单位", en: "Who was authorised"),
      ListingColumn("state", zh: "状态", en: "State"),
      ListingColumn("dueOn", zh: "最近差距期限", en: "Next gap due on"),
      ListingColumn("signedOn", zh: "签署日", en: "Signed on"),
      ListingColumn("endsOn", zh: "届满日", en: "Last day"),
      ListingColumn("agreement", zh: "授权运营协议", en: "Agreement"),
      inside("grantor", zh: "授权方", en: "Who authorised"),
      inside("organisation", zh: "登记单位", en: "Taken over by"),
      inside("mode", zh: "对应的授权模式", en: "Mode of today"),
      inside("startsOn", zh: "起始日", en: "First day"),
      inside("scope", zh: "授权内容", en: "What was authorised"),
      inside("entries", zh: "授权范围", en: "Entries"),
      inside("products", zh: "产品和服务清单", en: "Products"),
      inside("sections", zh: "协议已有内容", en: "What its text says"),
      inside("digest", zh: "协议或决定", en: "Its text"),
      inside("papers", zh: "已有材料", en: "Papers"),
      inside("gaps", zh: "差距清单", en: "Gaps"),
      inside("rulesVersion", zh: "比对的规则版本", en: "Compared with version"),
      inside("adoptedOn", zh: "登记日", en: "Recorded on"),
    ],
    scopes: Scopes.authorities(andParties: .operator, .sourceUnit, .platformOperator))

  private static func inside(_ name: String, zh: String, en: String) -> ListingColumn {
    ListingColumn(name, zh: zh, en: en, inList: false)
  }
}
