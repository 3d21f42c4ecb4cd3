// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Writes a note on how a clause of the place's text is to be read.
package struct AddInterpretation: Action {
  let clause: String
  let note: String
  let documentNumber: String

  /// The declaration.
  package static let spec = Spec<Self>(
    "interpretation.add", zh: "作出规定解释", en: "Interpret a clause",
    capacities: [.grantor, .implementingBody, .dataAuthority, .supervisingAuthority],
    clauses: [],
    fields: Field("clause", zh: "条款编号", en: "Clause", bounds: 4...32),
    Field("note", zh: "解释", en: "Note", bounds: 1...1_000),
    Field("documentNumber", zh: "文号", en: "Document number", bounds: 1...100),
    make: Self.init)

  /// Nothing needs to be looked up.
  package func facts(_ read: any RecordReader, _ context: Context) throws {}

  /// Only the body that the text names, on a clause of that text.
  package func decide(_ facts: Void, _ context: Context) -> Decision {
    let rule = context.profile.text?.interpreters
    var reasons: [Reason] = []
    if context.actor.capacities.isDisjoint(with: rule?.value ?? []) {
      let words = (rule?.value ?? []).map { context.profile.word(for: $0) }
      reasons.append(
        Reason(
          "interpretation.by", clauses: rule?.clauses ?? [],
          zh: words.isEmpty ? "规定没有写明由谁解释" : "规定由\(words.map(\.zh).joined(separator: "、"))解释",
          en: words.isEmpty
            ? "the text does not say who interprets it"
            : "the text is interpreted by: \(words.map(\.en).joined(separator: ", "))"))
    }
    if !clause.hasPrefix("\(context.profile.clausePrefix)-") {
      reasons.append(
        Reason(
          "interpretation.clause", zh: "条款编号应以 \(context.profile.clausePrefix)- 开头",
          en: "a clause of this text begins with \(context.profile.clausePrefix)-",
          field: "clause"))
    }
    if let refusal = context.refusal(reasons) { return refusal }
    let id = context.newID(Interpretation.table)
    return .allowed(
      Event(
        InterpretationAdded(
          subject: id, place: context.place, clause: ClauseID(clause), note: note,
          documentNumber: documentNumber, organisation: context.actor.organisation,
          by: context.actor.account), clauses: rule?.clauses ?? []), id: id)
  }
}

/// A clause was interpreted.
package struct InterpretationAdded: DomainEvent {
  /// The stable type.
  package static let type = "interpretation.added"
  /// The note.
  package let subject: RecordID
  let place: String
  let clause: ClauseID
  let note: String
  let documentNumber: String
  let organisation: RecordID
  let by: RecordID

  /// Adds the note.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        Interpretation(
          id: subject, place: place, clause: clause, note: note, documentNumber: documentNumber,
          on: stamp.occurredOn, organisation: organisation, by: by))
    ]
  }
}
