// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// Gives the receipt for the designation of a lower authority's implementing body (SC-08-c).
package struct ReceiveDesignation: Action {
  let authority: RecordID
  let number: String
  let occurredOn: Day
  let digest: DigestText

  /// The declaration.
  package static let spec = Spec<Self>(
    "authority.receive", zh: "出具实施机构备案回执", en: "Receipt for a designation",
    capacities: [.dataAuthority, .supervisingAuthority], clauses: ["SC-08-c"],
    on: Authority.table.name,
    fields: Field("authority", zh: "授权单位", en: "Authority", refersTo: "authority"),
    Field("number", zh: "回执编号", en: "Number of the receipt", bounds: 1...100),
    Field("occurredOn", zh: "回执日", en: "Received on"),
    Field("digest", zh: "回执", en: "Receipt"), make: Self.init)

  /// The authority.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Authority? {
    try read.find(Authority.self, authority)
  }

  /// Only by the level above, and only for a designation that is on record.
  package func decide(_ found: Authority?, _ context: Context) -> Decision {
    guard let found, found.place == context.place, let rule = found.rule(context.profile) else {
      return .refused(
        Refusals.unknown("authority", zh: "授权单位", en: "authority", field: "authority"))
    }
    let clauses = rule.clauses(of: .receipt)
    var reasons: [Reason] = []
    if context.actor.home == nil {
      reasons.append(
        Reason(
          "authority.receipt.self", clauses: clauses, zh: "备案回执由上级数据管理部门出具",
          en: "the data authority above gives the receipt"))
    }
    if let designation = found.paper(.designation) {
      if occurredOn < designation.dated {
        reasons.append(
          Reason(
            "authority.receipt.early", clauses: clauses, zh: "回执日不能早于确定文件的日期",
            en: "the receipt cannot come before the designation", field: "occurredOn"))
      }
    } else {
      reasons.append(
        Reason(
          "authority.receipt.nothing", clauses: clauses,
          zh: "尚未登记确定实施机构的文件，请下级单位先行登记",
          en: "no designation is on record; the lower authority records it first"))
    }
    if occurredOn > context.today { reasons.append(Refusals.future(field: "occurredOn")) }
    if let refusal = context.refusal(reasons) { return refusal }
    let paper = AuthorityPaper(
      kind: .receipt, number: number, dated: occurredOn, digest: digest, body: nil,
      by: context.actor.account)
    return .allowed(
      Event(AuthorityPaperRecorded(subject: found.id, paper: paper), clauses: clauses),
      id: found.id)
  }
}
