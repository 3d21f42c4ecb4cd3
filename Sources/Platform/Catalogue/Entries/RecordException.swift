// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Records the paper by which an entry may be listed although a point does not hold
/// (QZ-10.p2-b, QZ-10.p2-c).
package struct RecordException: Action {
  let entry: RecordID
  let exception: String
  let digest: DigestText
  let parts: KeyedTexts?

  /// The declaration.
  package static let spec = Spec<Self>(
    "entry.recordException", zh: "登记例外依据", en: "Record an exception",
    capacities: [.implementingBody, .dataAuthority], clauses: ["QZ-10.p2-b", "QZ-10.p2-c"],
    on: AuthorisedEntry.table.name, inStates: .possible(AuthorisedEntry.State.described),
    fields: Field("entry", zh: "目录条目", en: "Entry", refersTo: "authorisedEntry"),
    Field(
      "exception", zh: "例外情形", en: "Exception", bounds: 1...60, offers: .rules(.inclusionExceptions)
    ),
    Field("digest", zh: "报告", en: "Report"),
    Field("parts", zh: "各部分所在位置", en: "Where each part is found", offers: .rules(.exceptionParts)),
    make: Self.init)

  /// The entry.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> AuthorisedEntry? {
    try AuthorisedEntry.here(entry, read, context)
  }

  /// One that the text knows, with every part of its paper, before the entry is listed.
  package func decide(_ facts: AuthorisedEntry?, _ context: Context) -> Decision {
    guard let entry = facts else { return .refused(AuthorisedEntry.unknown) }
    guard entry.state == .described else { return .refused(entry.wrongState) }
    let rules = context.profile.catalogue.inclusionExceptions
    guard let rule = (rules.value ?? []).first(where: { $0.id == exception }) else {
      let names = (rules.value ?? []).map(\.id).joined(separator: ", ")
      return .refused(
        Reason(
          "entry.exception.unknown", clauses: rules.clauses, zh: "例外情形应为：\(names)",
          en: "the exceptions are: \(names)", field: "exception"))
    }
    let missing = Refusals.missing(
      "entry.exception.parts", rule.parts.filter { parts?[$0.id] == nil }, clauses: rule.clauses,
      zh: "报告须有", en: "the report must have", field: "parts")
    if let refusal = context.refusal(missing) { return refusal }
    return .allowed(
      Event(
        ExceptionRecorded(
          subject: entry.id, exception: exception, digest: digest, parts: parts?.values ?? [:],
          by: context.actor.account)), id: entry.id)
  }
}

/// An exception of an entry was recorded.
package struct ExceptionRecorded: DomainEvent {
  /// The stable type.
  package static let type = "entry.exceptionRecorded"
  /// The entry.
  package let subject: RecordID
  let exception: String
  let digest: DigestText
  let parts: [String: String]
  let by: RecordID

  /// Keeps the paper, in place of an earlier one.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var entry = try read.find(AuthorisedEntry.self, subject) else { return [] }
    let signed = SignedException(digest: digest, parts: parts, by: by, on: stamp.occurredOn)
    entry.exceptions = (entry.exceptions ?? [:]).merging([exception: signed]) { $1 }
    return [.put(entry)]
  }
}
