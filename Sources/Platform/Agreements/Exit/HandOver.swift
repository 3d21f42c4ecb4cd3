// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// Signs for an item that the operator hands over at the end, by its inventory (EZ-02.7-e).
///
/// Where the rules say so, an item is confirmed for each resource by the unit that provides it:
/// that the data came back, or were destroyed (SZ-11.2.5-b).
package struct HandOver: Action {
  let agreement: RecordID
  let item: String
  let entry: RecordID?
  let treatment: DataTreatment?
  let digest: DigestText
  let occurredOn: Day?

  /// The declaration.
  package static let spec = Spec<Self>(
    "exit.handOver", zh: "接收移交", en: "Receive a hand-over",
    capacities: [.grantor, .implementingBody, .dataAuthority, .sourceUnit],
    clauses: ["EZ-02.7-e"], on: Agreement.table.name, inStates: .duty(Agreement.State.terminating),
    fields: Field("agreement", zh: "协议", en: "Agreement", refersTo: "agreement"),
    Field("item", zh: "移交事项", en: "Item", bounds: 1...60, offers: .rules(.handoverItems)),
    Field(
      "entry", zh: "所涉资源的目录条目（逐项资源确认的填写）", en: "Entry, where each resource is confirmed",
      refersTo: "authorisedEntry"),
    Field("treatment", zh: "数据处置（逐项资源确认的填写）", en: "What became of its data"),
    Field("digest", zh: "移交清单", en: "Inventory"),
    Field("occurredOn", zh: "移交日", en: "Handed over on"), make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let agreement: Agreement?
    let entry: AuthorisedEntry?
    /// The unit that provides it.
    let unit: Organisation?
  }

  /// The agreement and the entry.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let found = try entry.flatMap { try AuthorisedEntry.here($0, read, context) }
    return Facts(
      agreement: try Agreement.here(agreement, read, context), entry: found,
      unit: try found?.sourceUnit.flatMap { try read.find(Organisation.self, $0) })
  }

  /// Refuses unknown items, a second receipt, a receipt by the operator itself, and for what units
  /// confirm anybody but the unit of the resource.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let agreement = facts.agreement else { return .refused(Agreement.unknown) }
    guard agreement.state == .terminating else { return .refused(agreement.wrongState) }
    let items = context.profile.termination.handoverItems
    var reasons: [Reason] = []
    if !(items.value ?? []).contains(where: { $0.id == item }) {
      let names = (items.value ?? []).map(\.id).joined(separator: ", ")
      reasons.append(
        Reason(
          "exit.item.unknown", clauses: items.clauses, zh: "移交事项应为：\(names)",
          en: "the items are: \(names)", field: "item"))
    }
    if agreement.exit.handover.contains(where: { $0.item == item && $0.entry == entry }) {
      reasons.append(
        Reason("exit.item.already", zh: "该事项已移交", en: "the item is handed over already"))
    }
    // A unit that operates too says what became of its own data; nothing is handed over then.
    let isOwnData =
      agreement.isConfirmedByUnits(item, context.profile)
      && facts.entry?.sourceUnit == context.actor.organisation
    if agreement.operator == context.actor.organisation, !isOwnData {
      reasons.append(
        Reason(
          "exit.receiver", clauses: items.clauses, zh: "接收方不能是运营机构自己",
          en: "the operator cannot receive its own hand-over"))
    }
    reasons += unitReasons(agreement, facts, context)
    let day = occurredOn ?? context.today
    if day > context.today { reasons.append(Refusals.future(field: "occurredOn")) }
    if let refusal = context.refusal(reasons) { return refusal }
    return .allowed(
      Event(
        ItemHandedOver(
          subject: agreement.id, item: item, digest: digest,
          receiver: context.actor.organisation, by: context.actor.account, entry: entry,
          treatment: treatment), clauses: items.clauses),
      id: agreement.id)
  }

  private func unitReasons(
    _ agreement: Agreement, _ facts: Facts, _ context: Context
  ) -> [Reason] {
    let clauses = context.profile.termination.handoverItems.clauses
    guard agreement.isConfirmedByUnits(item, context.profile) else {
      guard entry != nil || treatment != nil else { return [] }
      return [
        Reason(
          "exit.resource", clauses: clauses, zh: "此事项不按资源逐项确认，目录条目和数据处置不填",
          en: "this item is not confirmed for each resource; leave entry and treatment out",
          field: "entry")
      ]
    }
    guard let entry, let found = facts.entry, agreement.covers(entry: entry), treatment != nil
    else {
      return [
        Reason(
          "exit.resource", clauses: clauses,
          zh: "此事项按资源逐项确认：请选择协议范围内的一条目录条目，并写明数据已退回或已销毁",
          en: "this is confirmed for each resource: choose an entry of the agreement and say "
            + "whether its data came back or were destroyed", field: "entry")
      ]
    }
    guard found.sourceUnit != context.actor.organisation else { return [] }
    // A unit that is no more confirms nothing; the bodies of the place do it for it.
    let isBody = !context.actor.capacities.isDisjoint(with: [.implementingBody, .dataAuthority])
    if facts.unit?.state != .active, isBody { return [] }
    return [
      Reason(
        "exit.resource.unit", clauses: clauses, zh: "此项由提供该资源的数源部门确认",
        en: "this is confirmed by the unit that provides the resource", field: "entry")
    ]
  }
}

/// What became of the data of a resource at the end of an agreement.
package enum DataTreatment: String, ChoiceValue {
  case returned
  case destroyed

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .returned: LocalText(zh: "已退回", en: "returned")
    case .destroyed: LocalText(zh: "已销毁", en: "destroyed")
    }
  }
}

extension Agreement {
  /// Whether units confirm an item for each resource. An agreement without resources, as one of
  /// before the rules can be, has nothing that they could name.
  func isConfirmedByUnits(_ item: String, _ profile: Profile) -> Bool {
    !entries.isEmpty && profile.termination.unitItems?.contains(item) == true
  }

  /// The entries for which an item is not confirmed.
  func unconfirmedEntries(_ profile: Profile) -> [RecordID] {
    let items = (profile.termination.unitItems ?? []).filter { isConfirmedByUnits($0, profile) }
    return entries.filter { entry in
      items.contains { item in
        !exit.handover.contains { $0.item == item && $0.entry == entry }
      }
    }
  }
}

/// Certifies that copies of data were destroyed, before a witness (EZ-02.7-f).
package struct CertifyDestruction: Action {
  let agreement: RecordID
  let digest: DigestText
  let copies: [String]
  let method: String
  let witness: RecordID
  let occurredOn: Day?

  /// The declaration.
  package static let spec = Spec<Self>(
    "exit.certify", zh: "提交销毁证明", en: "Certify destruction",
    capacities: [.operator, .platformOperator], clauses: ["EZ-02.7-f"], on: Agreement.table.name,
    inStates: .duty(Agreement.State.terminating),
    fields: Field("agreement", zh: "协议", en: "Agreement", refersTo: "agreement"),
    Field("digest", zh: "销毁证明", en: "Certificate"),
    Field("copies", zh: "销毁的副本", en: "Copies", bounds: 1...50),
    Field("method", zh: "销毁方式", en: "Method", bounds: 1...200),
    Field("witness", zh: "见证单位", en: "Witness", refersTo: "organisation"),
    Field("occurredOn", zh: "销毁日", en: "Destroyed on"), make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let agreement: Agreement?
    let witness: Organisation?
  }

  /// The agreement and the witness.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    Facts(
      agreement: try Agreement.here(agreement, read, context),
      witness: try read.find(Organisation.self, witness))
  }

  /// Only the operator certifies, and somebody else watches.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let agreement = facts.agreement, agreement.operator == context.actor.organisation else {
      return .refused(Agreement.unknown)
    }
    guard agreement.state == .terminating else { return .refused(agreement.wrongState) }
    let clauses = context.profile.termination.destructionCertificateRequired.clauses
    var reasons: [Reason] = []
    guard let witness = facts.witness, witness.place == context.place,
      witness.id != agreement.operator, !witness.linkedTo.contains(agreement.operator)
    else {
      return .refused(
        Reason(
          "exit.witness", clauses: clauses, zh: "见证单位须为无关联的其他单位",
          en: "the witness is another organisation, not linked to the operator", field: "witness"))
    }
    if copies.contains(where: { $0.unicodeScalars.count > 200 }) {
      reasons.append(
        Reason(
          "exit.copies.long", zh: "每份副本的说明不超过 200 字",
          en: "each copy is named in at most 200 characters", field: "copies"))
    }
    let day = occurredOn ?? context.today
    if day > context.today { reasons.append(Refusals.future(field: "occurredOn")) }
    if let refusal = context.refusal(reasons) { return refusal }
    return .allowed(
      Event(
        DestructionCertified(
          subject: agreement.id, digest: digest, copies: copies, method: method,
          witness: witness.id, by: context.actor.account), clauses: clauses), id: agreement.id)
  }
}

/// An item was handed over.
package struct ItemHandedOver: DomainEvent {
  /// The stable type.
  package static let type = "exit.handedOver"
  /// The agreement.
  package let subject: RecordID
  let item: String
  let digest: DigestText
  let receiver: RecordID
  let by: RecordID
  /// Absent where the item is not confirmed for each resource.
  let entry: RecordID?
  let treatment: DataTreatment?

  /// Adds the item.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var agreement = try read.find(Agreement.self, subject) else { return [] }
    agreement.exit.handover.append(
      HandoverItem(
        item: item, digest: digest, receiver: receiver, receivedBy: by, on: stamp.occurredOn,
        entry: entry, treatment: treatment))
    return [.put(agreement)]
  }
}

/// The destruction of copies was certified.
package struct DestructionCertified: DomainEvent {
  /// The stable type.
  package static let type = "exit.certified"
  /// The agreement.
  package let subject: RecordID
  let digest: DigestText
  let copies: [String]
  let method: String
  let witness: RecordID
  let by: RecordID

  /// Adds the certificate.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var agreement = try read.find(Agreement.self, subject) else { return [] }
    agreement.exit.certificates.append(
      DestructionCertificate(
        digest: digest, copies: copies, method: method, witness: witness, certifiedBy: by,
        on: stamp.occurredOn))
    return [.put(agreement)]
  }
}
