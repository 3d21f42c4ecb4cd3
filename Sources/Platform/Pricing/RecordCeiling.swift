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

  /// The declaration.
  package static let spec = Spec<Self>(
    "ceiling.record", zh: "登记收费上限", en: "Record a price ceiling",
    capacities: [.pricingAuthority, .implementingBody, .dataAuthority],
    clauses: ["EZ-02.12-a", "EZ-02.12-b"],
    fields: Field("useClass", zh: "用途类别", en: "Class of use", bounds: 1...60),
    Field("document", zh: "文号", en: "Document number", bounds: 1...100),
    Field("amount", zh: "上限金额（元）", en: "Amount in yuan"),
    Field("unit", zh: "计费单位", en: "Unit", bounds: 1...40),
    Field("effectiveFrom", zh: "施行日", en: "In force from"),
    Field("digest", zh: "文件摘要", en: "Digest"), make: Self.init)

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
          by: context.actor.account)), id: id)
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
  let by: RecordID

  /// Adds the ceiling.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        PriceCeiling(
          id: subject, place: place, useClass: useClass, document: document, amount: amount,
          unit: unit, effectiveFrom: effectiveFrom, digest: digest, recordedBy: by))
    ]
  }
}
