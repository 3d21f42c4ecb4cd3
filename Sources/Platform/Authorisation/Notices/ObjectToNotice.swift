// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Objects to a notice while it runs; the text is kept where it can be erased.
package struct ObjectToNotice: Action {
  let notice: RecordID
  let text: String
  let digest: DigestText?
  let occurredOn: Day?

  /// Everybody may object; bodies also write down what reached them on paper.
  static let objectors: Set<Capacity> = [
    .public, .dataSubject, .operator, .developer, .sourceUnit, .implementingBody, .dataAuthority,
    .supervisingAuthority,
  ]

  /// Those whom a paper can reach, and who may write it down on a later day.
  static let bodies: Set<Capacity> = [.implementingBody, .dataAuthority, .supervisingAuthority]

  /// The declaration.
  package static let spec = Spec<Self>(
    "notice.object", zh: "对公示提出异议", en: "Object to a notice", capacities: objectors,
    clauses: ["EZ-02.6-f"], on: PublicNotice.table.name,
    inStates: .possible(PublicNotice.State.open),
    fields: Field("notice", zh: "公示", en: "Notice", refersTo: "notice"),
    Field("text", zh: "异议内容", en: "Objection", bounds: 1...2_000),
    Field("digest", zh: "书面材料", en: "A paper"),
    Field("occurredOn", zh: "收到书面异议之日（由单位登记）", en: "A paper came on, for bodies"),
    make: Self.init)

  /// The notice.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> PublicNotice? {
    try PublicNotice.here(notice, read, context)
  }

  /// Refuses after the last day, by the day on which it was made: a body may write down later
  /// what came on paper in time. Who objects here does so today.
  package func decide(_ facts: PublicNotice?, _ context: Context) -> Decision {
    guard let notice = facts else { return .refused(PublicNotice.unknown) }
    let day = occurredOn ?? context.today
    guard notice.state == .open, day <= notice.until else {
      return .refused(
        Reason("notice.over", zh: "公示期已结束，不再受理异议", en: "the notice is over"))
    }
    if let refusal = context.refusal(dayReasons(notice, context)) { return refusal }
    guard notice.objections.count < PublicNotice.objectionsMax else {
      return .refused(
        Reason("notice.full", zh: "异议数量已达平台上限", en: "the notice holds as many objections as fit"))
    }
    let number = notice.objections.count + 1
    let id = context.newID(ObjectionRecord.table)
    return .allowed(
      [
        Event(
          NoticeObjected(
            subject: notice.id, number: number, by: context.actor.account, digest: digest,
            words: id)),
        Event(
          ObjectionLodged(
            subject: id, place: notice.place, notice: notice.id, number: number,
            by: context.actor.account, digest: digest),
          payload: .object(["text": .string(text)])),
      ],
      result: .object([
        "id": .string(notice.id.rawValue), "number": .int(Int64(number)),
        "objection": .string(id.rawValue),
      ]))
  }

  private func dayReasons(_ notice: PublicNotice, _ context: Context) -> [Reason] {
    guard let occurredOn else { return [] }
    var reasons: [Reason] = []
    if context.actor.capacities.isDisjoint(with: Self.bodies) {
      reasons.append(
        Reason(
          "notice.object.day", zh: "自行提出异议以提交当日为准；只有收到书面异议的单位可以补登收到之日",
          en: "who objects here does so today; only a body that had a paper gives the day of it",
          field: "occurredOn"))
    } else if occurredOn < context.today, digest == nil {
      reasons.append(
        Reason(
          "notice.object.paper", zh: "补登较早收到的书面异议，须附该书面材料",
          en: "an objection that came earlier on paper is written down with that paper",
          field: "digest"))
    }
    if occurredOn > context.today { reasons.append(Refusals.future(field: "occurredOn")) }
    if occurredOn < notice.from {
      reasons.append(
        Reason(
          "notice.object.early", zh: "早于公示开始日 \(notice.from)",
          en: "it lies before \(notice.from), when the notice began", field: "occurredOn"))
    }
    return reasons
  }
}

/// Answers an objection: it is upheld or not (EZ-02.6-f).
package struct AnswerObjection: Action {
  let notice: RecordID
  let number: Int
  let upheld: Bool
  let answer: String

  /// Who decides on objections, and keeps their words.
  static let deciders: Set<Capacity> = [.grantor, .implementingBody, .dataAuthority]

  /// The declaration.
  package static let spec = Spec<Self>(
    "objection.answer", zh: "答复异议", en: "Answer an objection",
    capacities: AnswerObjection.deciders, clauses: ["EZ-02.6-f"],
    on: PublicNotice.table.name, inStates: .possible(PublicNotice.State.open),
    fields: Field("notice", zh: "公示", en: "Notice", refersTo: "notice"),
    Field(
      "number", zh: "异议序号", en: "Number of the objection", bounds: 1...1_000,
      offers: .record(.objections)),
    Field("upheld", zh: "异议成立", en: "Upheld"),
    Field("answer", zh: "答复", en: "Answer", bounds: 1...2_000), make: Self.init)

  /// The notice, and the words of the objection where they are kept.
  package func facts(
    _ read: any RecordReader, _ context: Context
  ) throws -> (notice: PublicNotice?, words: ObjectionRecord?) {
    guard let notice = try PublicNotice.here(notice, read, context) else { return (nil, nil) }
    let words = notice.objections.first { $0.number == number }?.words
    return (notice, try words.flatMap { try read.find(ObjectionRecord.self, $0) })
  }

  /// Refuses an answer to one's own objection, and a second answer.
  package func decide(
    _ facts: (notice: PublicNotice?, words: ObjectionRecord?), _ context: Context
  ) -> Decision {
    guard let notice = facts.notice else { return .refused(PublicNotice.unknown) }
    guard notice.state == .open else { return .refused(notice.wrongState) }
    guard let objection = notice.objections.first(where: { $0.number == number }) else {
      return .refused(
        Reason("objection.unknown", zh: "没有这条异议", en: "there is no such objection", field: "number")
      )
    }
    guard objection.upheld == nil else {
      return .refused(Reason("objection.answered", zh: "该异议已答复", en: "it is answered already"))
    }
    guard objection.by != context.actor.account else {
      return .refused(
        Reason("objection.self", zh: "不能答复自己提出的异议", en: "nobody answers an objection of their own"))
    }
    let payload: JSON = .object(["answer": .string(answer)])
    let answered = ObjectionAnswered(subject: notice.id, number: number, upheld: upheld)
    // An objection of before its words were kept has its answer with the notice.
    guard let words = facts.words else {
      return .allowed(Event(answered, payload: payload), id: notice.id)
    }
    return .allowed(
      [
        Event(answered),
        Event(ObjectionReplied(subject: words.id, upheld: upheld), payload: payload),
      ], result: .object(["id": .string(notice.id.rawValue)]))
  }
}

extension PublicNotice {
  /// The most objections to one notice.
  static let objectionsMax = 200

  /// The notice of the actor's place; nil for any other.
  static func here(
    _ id: RecordID, _ read: any RecordReader, _ context: Context
  ) throws -> PublicNotice? {
    guard let notice = try read.find(PublicNotice.self, id), notice.place == context.place else {
      return nil
    }
    return notice
  }

  static let unknown = Refusals.unknown("notice", zh: "公示", en: "notice", field: "notice")

  var wrongState: Reason {
    Refusals.state("notice", is: state.rawValue, zh: "公示已结束", en: "the notice is closed")
  }
}

/// An objection was made.
package struct NoticeObjected: DomainEvent {
  /// The stable type.
  package static let type = "notice.objected"
  /// The notice.
  package let subject: RecordID
  let number: Int
  let by: RecordID
  let digest: DigestText?
  /// The record of its words; nil in entries of before they were kept.
  let words: RecordID?

  /// Adds the objection.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var notice = try read.find(PublicNotice.self, subject) else { return [] }
    notice.objections.append(
      Objection(number: number, by: by, on: stamp.occurredOn, digest: digest, words: words))
    return [.put(notice)]
  }
}

/// An objection was answered.
package struct ObjectionAnswered: DomainEvent {
  /// The stable type.
  package static let type = "objection.answered"
  /// The notice.
  package let subject: RecordID
  let number: Int
  let upheld: Bool

  /// Sets the answer.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var notice = try read.find(PublicNotice.self, subject),
      let index = notice.objections.firstIndex(where: { $0.number == number })
    else { return [] }
    notice.objections[index].upheld = upheld
    notice.objections[index].answeredOn = stamp.occurredOn
    return [.put(notice)]
  }
}
