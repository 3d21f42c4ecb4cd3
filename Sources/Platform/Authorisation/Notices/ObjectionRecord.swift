// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// What somebody objected to a notice, and the answer, in words (EZ-02.6-f).
///
/// The notice itself lists that there was an objection; the words stand here, where they are read
/// by the bodies that decide and by who objected, and can be erased alone.
package struct ObjectionRecord: Record {
  /// The table.
  package static let table = TableSpec(
    "objection", prefix: "OBN",
    columns: [.text("place"), .text("notice"), .integer("number"), .text("account")],
    unique: [["notice", "number"]], redactable: ["text", "answer"])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The notice.
  package let notice: RecordID
  /// The number within the notice, from 1.
  package let number: Int
  /// The account that objected or wrote the objection down.
  package let account: RecordID
  /// The day of the objection.
  package let objectedOn: Day
  /// The digest of the paper, where there is one.
  package let digest: DigestText?
  /// What was objected; can be erased.
  package let text: String?
  /// Whether it was found right; nil until answered.
  package var upheld: Bool?
  /// The answer; can be erased.
  package var answer: String?
  /// The day of the answer.
  package var answeredOn: Day?
  /// The day on which the words were erased; nil while they are kept.
  package var erasedOn: Day?
}

/// The words of an objection were handed in.
package struct ObjectionLodged: DomainEvent {
  /// The stable type.
  package static let type = "objection.lodged"
  /// The objection.
  package let subject: RecordID
  let place: String
  let notice: RecordID
  let number: Int
  let by: RecordID
  let digest: DigestText?

  /// Adds it with its text.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        ObjectionRecord(
          id: subject, place: place, notice: notice, number: number, account: by,
          objectedOn: stamp.occurredOn, digest: digest, text: payload?["text"]?.string))
    ]
  }
}

/// The words of an answer were given.
package struct ObjectionReplied: DomainEvent {
  /// The stable type.
  package static let type = "objection.replied"
  /// The objection.
  package let subject: RecordID
  let upheld: Bool

  /// Sets the answer.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var found = try read.find(ObjectionRecord.self, subject) else { return [] }
    found.upheld = upheld
    found.answer = payload?["answer"]?.string
    found.answeredOn = stamp.occurredOn
    return [.put(found)]
  }
}

/// Erases the words of an objection and of its answer once the notice is closed.
package struct EraseObjection: Action {
  let objection: RecordID

  /// The declaration.
  package static let spec = Spec<Self>(
    "objection.erase", zh: "清除异议和答复内容", en: "Erase the words of an objection",
    capacities: AnswerObjection.deciders, clauses: [], on: ObjectionRecord.table.name,
    fields: Field("objection", zh: "异议", en: "Objection", refersTo: "objection"),
    make: Self.init)

  /// The objection and its notice.
  package func facts(
    _ read: any RecordReader, _ context: Context
  ) throws -> (found: ObjectionRecord?, notice: PublicNotice?) {
    let found = try read.find(ObjectionRecord.self, objection)
    return (found, try found.flatMap { try PublicNotice.here($0.notice, read, context) })
  }

  /// Not while it may still have to be decided.
  package func decide(
    _ facts: (found: ObjectionRecord?, notice: PublicNotice?), _ context: Context
  ) -> Decision {
    guard let found = facts.found, let notice = facts.notice else {
      return .refused(
        Refusals.unknown("objection", zh: "异议", en: "objection", field: "objection"))
    }
    guard notice.state == .closed else {
      return .refused(
        Reason(
          "objection.erase.open", zh: "公示尚未结束，异议和答复内容须保留；结束公示后再清除",
          en: "the notice is open, so its objections are kept; close it first"))
    }
    guard found.erasedOn == nil else {
      return .refused(
        Reason("objection.erased", zh: "该异议的内容已清除", en: "its words are erased already"))
    }
    return .allowed(Event(ObjectionErased(subject: found.id)), id: found.id)
  }
}

/// The words of an objection and of its answer were destroyed.
package struct ObjectionErased: DomainEvent {
  /// The stable type.
  package static let type = "objection.erased"
  /// The objection.
  package let subject: RecordID

  /// Erases the payloads and the members that came from them.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var found = try read.find(ObjectionRecord.self, subject) else { return [] }
    found.erasedOn = stamp.occurredOn
    return [.put(found), .erase(ObjectionRecord.table, subject)]
  }
}
