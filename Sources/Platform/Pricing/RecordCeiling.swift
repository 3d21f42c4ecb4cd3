// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Records the document by which a higher authority set a ceiling (EZ-02.12-a, EZ-02.12-b).
package struct RecordCeiling: Action {
  let useClass: String
  let document: String
  let amount: Money
  let unit: String
  let effectiveFrom: Day
  let digest: DigestText
  let issuer: String?
  let delegation: DigestText?

  /// The declaration.
  package static let spec = Spec<Self>(
    "ceiling.record", zh: "登记收费上限", en: "Record a price ceiling",
    capacities: [.pricingAuthority, .implementingBody, .dataAuthority],
    clauses: ["EZ-02.12-a", "EZ-02.12-b"],
    fields: Field(
      "useClass", zh: "用途类别", en: "Class of use", bounds: 1...60, offers: .rules(.useClasses)),
    Field("document", zh: "文号", en: "Document number", bounds: 1...100),
    Field("amount", zh: "上限金额（元）", en: "Amount in yuan"),
    Field("unit", zh: "计费单位", en: "Unit", bounds: 1...40),
    Field("effectiveFrom", zh: "施行日", en: "In force from"),
    Field("digest", zh: "文件", en: "Document"),
    Field("issuer", zh: "制定机关", en: "Issuer", bounds: 1...60),
    Field("delegation", zh: "授权制定文件", en: "Delegation"), make: Self.init)

  /// Whether this document set a ceiling for this class and unit already.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Bool {
    let ceilings = try read.all(
      PriceCeiling.self, .equal("place", context.place), .equal("useClass", useClass),
      .equal("unit", unit))
    return ceilings.contains { $0.document == document }
  }

  /// Refuses classes that may not be charged, negative amounts, and the same document twice.
  package func decide(_ isRecorded: Bool, _ context: Context) -> Decision {
    var reasons: [Reason] = []
    let pricing = context.profile.pricing
    if context.profile.isFree(useClass: useClass) {
      reasons.append(
        Reason(
          "ceiling.free", clauses: pricing.freeUseClasses.clauses, zh: "此类用途免费，没有收费上限",
          en: "this class is free of charge and has no ceiling", field: "useClass"))
    } else if let known = pricing.chargeableUseClasses.value,
      !known.contains(where: { $0.id == useClass })
    {
      let names = known.map(\.id).joined(separator: ", ")
      reasons.append(
        Reason(
          "ceiling.class", clauses: pricing.chargeableUseClasses.clauses, zh: "用途类别应为：\(names)",
          en: "the classes are: \(names)", field: "useClass"))
    }
    reasons += issuerReasons(pricing.ceilingIssuers)
    if amount < .zero {
      reasons.append(
        Reason("ceiling.negative", zh: "金额不能为负", en: "the amount is negative", field: "amount"))
    }
    if isRecorded {
      reasons.append(
        Reason(
          "ceiling.duplicate", zh: "该文件的此项上限已登记", en: "this document's ceiling is recorded already",
          field: "document"))
    }
    if let refusal = context.refusal(reasons) { return refusal }
    let id = context.newID(PriceCeiling.table)
    return .allowed(
      Event(
        CeilingRecorded(
          subject: id, place: context.place, useClass: useClass, document: document,
          amount: amount, unit: unit, effectiveFrom: effectiveFrom, digest: digest,
          issuer: issuer, delegation: delegation, by: context.actor.account)), id: id)
  }

  /// Why the issuer may not set this standard, where the text names who may (SC-21-e, SC-21-f).
  private func issuerReasons(_ issuers: ProfileValue<[CeilingIssuer]>) -> [Reason] {
    guard let known = issuers.value else { return [] }
    guard let found = known.first(where: { $0.id == issuer }) else {
      return [
        Reason(
          "ceiling.issuer", clauses: issuers.clauses,
          zh: "制定机关应为：\(known.map(\.label.zh).joined(separator: "、"))",
          en: "the issuer is one of: \(known.map(\.id).joined(separator: ", "))", field: "issuer")
      ]
    }
    guard found.needsDelegation, delegation == nil else { return [] }
    return [
      Reason(
        "ceiling.delegation", clauses: found.clauses, zh: "\(found.label.zh)制定的，须附授权文件",
        en: "a standard of the \(found.label.en) needs the paper of its delegation",
        field: "delegation")
    ]
  }
}

/// A ceiling was recorded.
package struct CeilingRecorded: DomainEvent {
  /// The stable type.
  package static let type = "ceiling.recorded"
  /// The ceiling.
  package let subject: RecordID
  let place: String
  let useClass: String
  let document: String
  let amount: Money
  let unit: String
  let effectiveFrom: Day
  let digest: DigestText
  /// Who issued it, where the text names who may.
  let issuer: String?
  let delegation: DigestText?
  let by: RecordID

  /// Adds the ceiling.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        PriceCeiling(
          id: subject, place: place, useClass: useClass, document: document, amount: amount,
          unit: unit, effectiveFrom: effectiveFrom, digest: digest, issuer: issuer,
          delegation: delegation, recordedBy: by))
    ]
  }
}
