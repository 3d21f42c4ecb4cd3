// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// Gives the receipt of a filing, or sends it back; without a receipt nothing is filed.
package struct ReceiptFiling: Action {
  let filing: RecordID
  let conclusion: ReceiptConclusion
  let receiptNumber: String
  let occurredOn: Day?
  let opinion: String?
  let items: [ItemReceipt]

  /// The declaration.
  package static let spec = Spec<Self>(
    "filing.receipt", zh: "备案回执", en: "Receipt of a filing",
    capacities: [
      .implementingBody, .dataAuthority, .supervisingAuthority, .grantor, .pricingAuthority,
      .registry,
    ],
    clauses: ["EZ-02.10-e"], on: FilingRecord.table.name,
    inStates: .duty(FilingRecord.State.submitted),
    fields: Field("filing", zh: "备案", en: "Filing", refersTo: "filing"),
    Field("conclusion", zh: "结论", en: "Conclusion"),
    Field("receiptNumber", zh: "回执编号", en: "Number of the receipt", bounds: 1...100),
    Field("occurredOn", zh: "回执日", en: "Received on"),
    Field("opinion", zh: "意见（退回必填）", en: "Opinion, needed to send it back", bounds: 1...1_000),
    Field("items", zh: "逐项答复", en: "Paper by paper", bounds: 0...50), make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let filing: FilingRecord?
    let own: Organisation?
  }

  /// The filing and the receiving organisation.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let filing = try read.find(FilingRecord.self, filing)
    return Facts(
      filing: filing?.place == context.place ? filing : nil,
      own: try read.find(Organisation.self, context.actor.organisation))
  }

  /// Only the body with which it is filed, never who filed it, and once.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let filing = facts.filing, let rule = context.profile.filing(filing.kind) else {
      return .refused(Refusals.unknown("filing", zh: "备案", en: "filing", field: "filing"))
    }
    guard filing.state == .submitted else {
      return .refused(
        Refusals.state(
          "filing", is: filing.state.rawValue, zh: "该备案已有回执", en: "it has a receipt already"))
    }
    var reasons: [Reason] = []
    let isAbove =
      rule.isOfPlace || rule.to == .supervisingAuthority || rule.to == rule.by
    // A body above receives for a lower authority what is filed above, and nothing else.
    let isForeign = context.actor.home != nil && !isAbove
    if facts.own?.capacities.contains(rule.to) != true || isForeign {
      reasons.append(
        Reason(
          "filing.to", clauses: rule.clauses, zh: "此项备案由其他单位受理", en: "another body receives this"))
    }
    // What a lower authority files with a body above is received there and not at its own side.
    if isAbove, PlaceKey.above(context.place) != nil, context.actor.home == nil {
      reasons.append(
        Reason(
          "filing.above", clauses: rule.clauses, zh: "此项备案由上级单位出具回执，本级不能代为出具",
          en: "the body above gives this receipt, not one of this level"))
    }
    if filing.organisation == context.actor.organisation {
      reasons.append(
        Reason("filing.self", zh: "提交单位不能给自己出具回执", en: "nobody gives a receipt to themselves"))
    }
    if conclusion == .returned, opinion == nil {
      reasons.append(
        Reason(
          "filing.returned.opinion", clauses: rule.clauses, zh: "退回须写明理由",
          en: "say why it is sent back", field: "opinion"))
    }
    if let reason = filing.itemReason(items, conclusion) { reasons.append(reason) }
    let day = occurredOn ?? context.today
    if day > context.today { reasons.append(Refusals.future(field: "occurredOn")) }
    if day < filing.submittedOn {
      reasons.append(
        Reason(
          "filing.receipt.early", clauses: rule.clauses,
          zh: "回执日早于提交日 \(filing.submittedOn)",
          en: "the receipt lies before \(filing.submittedOn), when it was handed in",
          field: "occurredOn"))
    }
    if let refusal = context.refusal(reasons) { return refusal }
    return .allowed(
      Event(
        FilingReceipted(
          subject: filing.id, isFiled: conclusion == .filed, receiptNumber: receiptNumber,
          opinion: opinion, items: items.isEmpty ? nil : items), clauses: rule.clauses),
      id: filing.id)
  }
}

/// Whether a filing is taken or sent back.
package enum ReceiptConclusion: String, ChoiceValue {
  case filed
  case returned

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .filed: LocalText(zh: "予以备案", en: "filed")
    case .returned: LocalText(zh: "退回", en: "returned")
    }
  }
}

/// The receipt of a filing was recorded.
package struct FilingReceipted: DomainEvent {
  /// The stable type.
  package static let type = "filing.receipted"
  /// The filing.
  package let subject: RecordID
  let isFiled: Bool
  let receiptNumber: String
  let opinion: String?
  var items: [ItemReceipt]?

  /// Sets the receipt.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var filing = try read.find(FilingRecord.self, subject) else { return [] }
    filing.state = isFiled ? .filed : .returned
    filing.receiptNumber = receiptNumber
    filing.opinion = opinion
    filing.itemReceipts = items
    filing.receivedOn = stamp.occurredOn
    return try [.put(filing)] + filing.changesOfAgreement(read)
  }
}
