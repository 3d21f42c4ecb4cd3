// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Shows the chosen applicant to the public for the period that the profile or a document sets
/// (EZ-02.6-f).
package struct PublishNotice: Action {
  let call: RecordID
  let text: String
  let occurredOn: Day?

  /// The declaration.
  package static let spec = Spec<Self>(
    "notice.publish", zh: "发布公示", en: "Publish a notice",
    capacities: [.grantor, .implementingBody, .dataAuthority], clauses: ["EZ-02.6-f"],
    on: Call.table.name, inStates: .possible(Call.State.awarded),
    fields: Field("call", zh: "征集公告", en: "Call", refersTo: "call"),
    Field("text", zh: "公示内容", en: "Text", bounds: 1...1_000),
    Field("occurredOn", zh: "公示开始日", en: "Published on"), make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let call: CallFacts
    let selected: Application?
    let open: PublicNotice?
  }

  /// The call, the chosen application, and a notice that runs already.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let call = try CallFacts.read(call, read, context)
    return Facts(
      call: call,
      selected: try call.call?.selected.flatMap { try Application.here($0, read, context) },
      open: try call.call.flatMap { call in
        try read.first(
          PublicNotice.self, .equal("case", call.case),
          .equal("state", PublicNotice.State.open.rawValue))
      })
  }

  /// Refuses out of order, and while nobody set the period that the text leaves open.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let call = facts.call.call, let state = facts.call.state else {
      return .refused(Call.unknown)
    }
    let step: ProcedureStep
    switch state.open(.publishNotice) {
    case .success(let open): step = open
    case .failure(let problem): return .refused(problem.reason)
    }
    guard call.state == .awarded, let selected = facts.selected else {
      return .refused(call.wrongState)
    }
    if let refusal = context.refusal(state.notNamed(for: step)) { return refusal }
    guard facts.open == nil else {
      return .refused(
        Reason(
          "notice.running", clauses: step.clauses, zh: "公示正在进行", en: "a notice is running already"))
    }
    let day = occurredOn ?? context.today
    guard day <= context.today else { return .refused(Refusals.future(field: "occurredOn")) }
    // Else the period could be over before anybody could have objected.
    guard day >= state.enteredOn(step) else {
      return .refused(
        Refusals.early(state.enteredOn(step), clauses: step.clauses, field: "occurredOn"))
    }
    guard step.period == nil || state.workingDays(of: step) != nil else {
      return .refused(
        Refusals.toBeConfigured(
          state.periodKey(of: step),
          clauses: step.period?.workingDays.clauses ?? step.clauses))
    }
    let deadline = context.calendar.deadline(
      from: day, workingDays: state.workingDays(of: step) ?? 0)
    let id = context.newID(PublicNotice.table)
    return .allowed(
      [
        Event(
          NoticePublished(
            subject: id, place: context.place, case: call.case, call: call.id, text: text,
            organisation: selected.applicant, until: deadline.day,
            isUncertain: deadline.unpublishedYear != nil, by: context.actor.account))
      ],
      result: .object([
        "id": .string(id.rawValue), "until": .string(deadline.day.description),
      ]))
  }
}

/// A notice was published.
package struct NoticePublished: DomainEvent {
  /// The stable type.
  package static let type = "notice.published"
  /// The notice.
  package let subject: RecordID
  let place: String
  let `case`: RecordID
  let call: RecordID
  let text: String
  let organisation: RecordID
  let until: Day
  let isUncertain: Bool
  let by: RecordID

  /// Adds the notice.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        PublicNotice(
          id: subject, place: place, case: `case`, call: call, text: text,
          organisation: organisation, from: stamp.occurredOn, until: until,
          isUncertain: isUncertain, state: .open, objections: [], publishedBy: by))
    ]
  }
}
