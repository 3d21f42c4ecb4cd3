// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Opens a confined document, so that who read what when is an entry.
///
/// Readings of one document by one account on one day are one entry: whoever serves the bytes
/// asks for this at the first reading of a day, and checks the same rights at each.
package struct OpenDocument: Action {
  let document: ConfinedDocument
  let subject: RecordID

  /// The declaration.
  package static let spec = Spec<Self>(
    "document.open", zh: "查阅域内文档", en: "Open a confined document",
    capacities: [.sourceUnit, .egressChecker, .operator], clauses: ["EZ-02.13-a"],
    fields: Field("document", zh: "文档", en: "Document"),
    Field("subject", zh: "数据版本或出域申请", en: "Version of data or release"), make: Self.init)

  /// The rights of the actor.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> DocumentAccess {
    try DocumentAccess.find(document, of: subject, for: context.actor, on: context.today, read)
  }

  /// Only for those whose duty it is, and not for a checker near who asks.
  package func decide(_ access: DocumentAccess, _ context: Context) -> Decision {
    guard !access.isRelated else {
      return .refused(
        Release.related("document.related", context.profile.egress.checkers.clauses))
    }
    guard !access.isDeparted else {
      return .refused(Release.departed("document.consents", context))
    }
    guard access.object != nil else {
      return .refused(Refusals.unknown("document", zh: "文档", en: "document", field: "subject"))
    }
    let id = context.newID(DocumentReading.table)
    return .allowed(
      Event(
        DocumentOpened(
          subject: id, place: context.place, document: document, about: subject,
          by: context.actor.account, organisation: context.actor.organisation)), id: id)
  }
}

/// A confined document was opened.
package struct DocumentOpened: DomainEvent {
  /// The stable type.
  package static let type = "document.opened"
  /// The reading.
  package let subject: RecordID
  let place: String
  let document: ConfinedDocument
  let about: RecordID
  let by: RecordID
  let organisation: RecordID

  /// Adds the reading.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        DocumentReading(
          id: subject, place: place, document: document, subject: about, account: by,
          organisation: organisation, readOn: stamp.occurredOn))
    ]
  }
}
