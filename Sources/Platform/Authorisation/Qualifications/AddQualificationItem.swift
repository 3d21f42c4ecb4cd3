// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Adds one thing that operators and developers show, by the document that asks for it (SZ-04.6-a).
package struct AddQualificationItem: Action {
  let label: String
  let documentNumber: String
  let digest: DigestText

  /// The declaration.
  package static let spec = Spec<Self>(
    "qualification.addItem", zh: "凭文件增加准入条件", en: "Add a condition by a document",
    capacities: [.dataAuthority], clauses: ["SZ-04.6-a"],
    fields: Field("label", zh: "条件名称", en: "What is to be shown", bounds: 1...100),
    Field("documentNumber", zh: "文号", en: "Document number", bounds: 1...100),
    Field("digest", zh: "文件", en: "Document"), make: Self.init)

  /// The same item, where it is asked already.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> QualificationItem? {
    try read.first(
      QualificationItem.self, .equal("place", context.place), .equal("label", label))
  }

  /// Only where the text lets documents add conditions, and each once.
  package func decide(_ before: QualificationItem?, _ context: Context) -> Decision {
    let rule = context.profile.qualification?.additions
    var reasons: [Reason] = []
    if rule?.value != true {
      reasons.append(
        Reason(
          "qualification.fixed", clauses: rule?.clauses ?? [], zh: "规定没有让文件增加准入条件",
          en: "the text lets no document add conditions"))
    }
    if before != nil {
      reasons.append(
        Reason(
          "qualification.item.twice", zh: "该条件已增加", en: "this condition is asked already",
          field: "label"))
    }
    if let refusal = context.refusal(reasons) { return refusal }
    let id = context.newID(QualificationItem.table)
    return .allowed(
      Event(
        QualificationItemAdded(
          subject: id, place: context.place, label: label, documentNumber: documentNumber,
          digest: digest)), id: id)
  }
}

/// A document asks for one thing more.
package struct QualificationItemAdded: DomainEvent {
  /// The stable type.
  package static let type = "qualification.itemAdded"
  /// The item.
  package let subject: RecordID
  let place: String
  let label: String
  let documentNumber: String
  let digest: DigestText

  /// Adds the item.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        QualificationItem(
          id: subject, place: place, label: label, documentNumber: documentNumber, digest: digest,
          from: stamp.occurredOn))
    ]
  }
}
