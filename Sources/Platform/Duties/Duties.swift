// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// The noun: what bodies keep, publish, report, inspect and drill, as the profile says.
package enum Duties: Noun {
  /// Its tables.
  package static var records: [AnyRecord] {
    [AnyRecord(DutyRecord.self), AnyRecord(DutyLatest.self)]
  }
  /// Its actions.
  package static var actions: [AnyAction] {
    [AnyAction(RecordDuty.self), AnyAction(ConfirmDuty.self), AnyAction(AcceptRemedy.self)]
  }
  /// Its events.
  package static var events: [any DomainEvent.Type] {
    [DutyRecorded.self, DutyConfirmed.self, DutyRectified.self, DutyServed.self]
  }
  /// Its listings.
  package static var listings: [Listing] { [done] }

  /// Everybody who can bear a duty; which, is the profile's word.
  static let bearers: Set<Capacity> = [
    .grantor, .implementingBody, .dataAuthority, .supervisingAuthority, .coordinationBody,
    .expertGroup, .sourceUnit, .industryAuthority, .pricingAuthority, .financeAuthority,
    .marketRegulator, .securityAuthority, .registry, .platformOperator, .operator, .developer,
    .evaluator, .auditor,
  ]

  /// Records of duties: the authorities all, others their own and those about them.
  private static let done = Listing(
    "duty-records", zh: "制度与义务履行记录", en: "Records of duties", of: DutyRecord.table,
    columns: [
      ListingColumn("duty", zh: "制度或义务", en: "Duty"),
      ListingColumn("about", zh: "对象", en: "For what"),
      ListingColumn("title", zh: "文件标题", en: "Title"),
      ListingColumn("occurredOn", zh: "发生日", en: "Happened on"),
      ListingColumn("period", zh: "所属期间", en: "Period"),
      ListingColumn("state", zh: "状态", en: "State"),
      ListingColumn("dueOn", zh: "整改或办结期限", en: "To be put right by"),
      ListingColumn("verdict", zh: "结论", en: "Verdict"),
      ListingColumn("isLate", zh: "逾期履行", en: "Done late"),
      ListingColumn("wasDueOn", zh: "应履行期限", en: "Was due on", inList: false),
      ListingColumn("recordedOn", zh: "录入日", en: "Recorded on", inList: false),
      ListingColumn("organisation", zh: "登记单位", en: "Recorded for", inList: false),
      ListingColumn("concerned", zh: "涉及单位", en: "Concerns", inList: false),
      ListingColumn("documentNumber", zh: "文号", en: "Document number", inList: false),
      ListingColumn("digest", zh: "文件摘要", en: "Digest", inList: false),
      ListingColumn("parts", zh: "载明事项", en: "What it says", inList: false),
      ListingColumn("confirmedOn", zh: "复核日", en: "Confirmed on", inList: false),
      ListingColumn("opinion", zh: "复核意见", en: "Opinion", inList: false),
      ListingColumn("findings", zh: "发现的问题", en: "What was found", inList: false),
      ListingColumn("remedy", zh: "整改情况", en: "What was put right", inList: false),
      ListingColumn("remedyDigest", zh: "整改证明摘要", en: "Digest of the evidence", inList: false),
      ListingColumn("rectifiedOn", zh: "整改完成日", en: "Put right on", inList: false),
    ],
    scopes: Scopes.authorities.merging(bearers.map { ($0, .party) }) { wide, _ in wide })
}
