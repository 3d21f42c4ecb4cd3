// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Signs for an item that the operator hands over at the end, by its inventory (EZ-02.7-e).
package struct HandOver: Action {
  let agreement: RecordID
  let item: String
  let digest: DigestText
  let occurredOn: Day?

  /// The declaration.
  package static let spec = Spec<Self>(
    "exit.handOver", zh: "接收移交", en: "Receive a hand-over",
    capacities: [.grantor, .implementingBody, .dataAuthority, .sourceUnit],
    clauses: ["EZ-02.7-e"], on: Agreement.table.name, inStates: .duty(Agreement.State.terminating),
    fields: Field("agreement", zh: "协议", en: "Agreement", refersTo: "agreement"),
    Field("item", zh: "移交事项", en: "Item", bounds: 1...60, offers: .rules(.handoverItems)),
    Field("digest", zh: "移交清单", en: "Inventory"),
    Field("occurredOn", zh: "移交日", en: "Handed over on"), make: Self.init)

  /// The agreement.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Agreement? {
    try Agreement.here(agreement, read, context)
  }

  /// Refuses unknown items, a second receipt, and a receipt by the operator itself.
  package func decide(_ facts: Agreement?, _ context: Context) -> Decision {
    guard let agreement = facts else { return .refused(Agreement.unknown) }
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
    if agreement.exit.handover.contains(where: { $0.item == item }) {
      reasons.append(
        Reason("exit.item.already", zh: "该事项已移交", en: "the item is handed over already"))
    }
    if agreement.operator == context.actor.organisation {
      reasons.append(
        Reason(
          "exit.receiver", clauses: items.clauses, zh: "接收方不能是运营机构自己",
          en: "the operator cannot receive its own hand-over"))
    }
    let day = occurredOn ?? context.today
    if day > context.today { reasons.append(Refusals.future(field: "occurredOn")) }
    if let refusal = context.refusal(reasons) { return refusal }
    return .allowed(
      Event(
        ItemHandedOver(
          subject: agreement.id, item: item, digest: digest,
          receiver: context.actor.organisation, by: context.actor.account), clauses: items.clauses),
      id: agreement.id)
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

  /// Adds the item.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var agreement = try read.find(Agreement.self, subject) else { return [] }
    agreement.exit.handover.append(
      HandoverItem(
        item: item, digest: digest, receiver: receiver, receivedBy: by, on: stamp.occurredOn))
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
