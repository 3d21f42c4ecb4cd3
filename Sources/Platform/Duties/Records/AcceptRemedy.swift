// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// Accepts that what an inspection found was put right, by its evidence.
package struct AcceptRemedy: Action {
  let record: RecordID
  let digest: DigestText
  let remedy: String
  let occurredOn: Day?

  /// The declaration.
  package static let spec = Spec<Self>(
    "duty.rectify", zh: "验收整改", en: "Accept what was put right",
    capacities: Duties.bearers, clauses: [], on: DutyRecord.table.name,
    inStates: .duty(DutyRecord.State.rectifying),
    fields: Field("dutyRecord", zh: "履行记录", en: "Record of the duty", refersTo: "dutyRecord"),
    Field("digest", zh: "整改证明", en: "Evidence"),
    Field("remedy", zh: "整改情况", en: "What was done", bounds: 1...2_000),
    Field("occurredOn", zh: "整改完成日", en: "Put right on"), make: Self.init)

  /// The record of the actor's place.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> DutyRecord? {
    guard let found = try read.find(DutyRecord.self, record), found.place == context.place else {
      return nil
    }
    return found
  }

  /// Only by the body that found it, once, and not with the paper of the finding.
  package func decide(_ found: DutyRecord?, _ context: Context) -> Decision {
    guard let found else {
      return .refused(
        Refusals.unknown("dutyRecord", zh: "履行记录", en: "record of a duty", field: "dutyRecord"))
    }
    guard found.state == .rectifying else {
      return .refused(
        Refusals.state(
          "dutyRecord", is: found.state.rawValue, zh: "没有待整改的问题",
          en: "nothing is to be put right"))
    }
    let clauses = context.profile.duty(found.duty)?.clauses ?? []
    var reasons: [Reason] = []
    if found.organisation != context.actor.organisation {
      reasons.append(
        Reason(
          "duty.rectify.other", clauses: clauses, zh: "由提出问题的单位验收",
          en: "the body that found it accepts what was put right"))
    }
    if digest == found.digest {
      reasons.append(
        Reason(
          "duty.rectify.paper", clauses: clauses, zh: "整改证明不能是原检查文件，请上传整改证明",
          en: "upload evidence of what was put right, not the paper of the finding",
          field: "digest"))
    }
    let day = occurredOn ?? context.today
    if day > context.today { reasons.append(Refusals.future(field: "occurredOn")) }
    if day < found.occurredOn {
      reasons.append(
        Reason(
          "duty.rectify.early", clauses: clauses, zh: "整改完成日不能早于发现问题的日期",
          en: "it was put right before it was found", field: "occurredOn"))
    }
    if let refusal = context.refusal(reasons) { return refusal }
    return .allowed(
      [
        Event(
          DutyRectified(subject: found.id, digest: digest),
          payload: .object(["remedy": .string(remedy)]), clauses: clauses)
      ],
      result: .object([
        "id": .string(found.id.rawValue),
        "isLate": .bool(found.dueOn.map { day > $0 } ?? false),
      ]))
  }
}
