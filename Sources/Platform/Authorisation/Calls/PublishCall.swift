// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Publishes a call with all its sections (EZ-02.6-a, EZ-02.6-c).
package struct PublishCall: Action {
  let call: RecordID
  let publicationURL: String
  let occurredOn: Day?

  /// The declaration.
  package static let spec = Spec<Self>(
    "call.publish", zh: "发布征集公告", en: "Publish a call",
    capacities: [.grantor, .implementingBody, .dataAuthority],
    clauses: ["EZ-02.6-a", "EZ-02.6-b", "EZ-02.6-c"], on: Call.table.name,
    inStates: .duty(Call.State.draft),
    fields: Field("call", zh: "征集公告", en: "Call", refersTo: "call"),
    Field("publicationURL", zh: "发布网址", en: "Where it is published", bounds: 1...500),
    Field("occurredOn", zh: "发布日", en: "Published on"), make: Self.init)

  /// The call, its case and the entries that it offers.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> CallFacts {
    let facts = try CallFacts.read(call, read, context)
    return CallFacts(
      call: facts.call, state: facts.state,
      entries: try facts.call?.scopeEntries.map { try AuthorisedEntry.here($0, read, context) }
        ?? [], validity: try RuleValidity.find(read, context))
  }

  /// Refuses out of order, with a section empty, with the closing day passed, or on a day on which
  /// the rules do not apply.
  package func decide(_ facts: CallFacts, _ context: Context) -> Decision {
    guard let call = facts.call, let state = facts.state else { return .refused(Call.unknown) }
    guard call.state == .draft else { return .refused(call.wrongState) }
    let step: ProcedureStep
    switch state.open(.publishCall) {
    case .success(let open): step = open
    case .failure(let problem): return .refused(problem.reason)
    }
    let day = occurredOn ?? context.today
    let sections = context.profile.authorisation.callSections
    let empty = (sections.value ?? []).filter { KeyedTexts(call.sections)[$0.id] == nil }
    var reasons =
      [
        state.notNamed(for: step),
        Refusals.missing(
          "call.section.empty", empty, clauses: sections.clauses, zh: "公告内容尚未写明",
          en: "sections of the call are empty", field: "call"),
        PlanMode(context.profile)?.reason(state.file.plan, is: call.mode, field: "call"),
      ].compactMap { $0 } + Call.scopeReasons(facts.entries, context)
    if call.closesOn <= day {
      reasons.append(
        Reason(
          "call.closed", clauses: step.clauses, zh: "截止日须晚于发布日",
          en: "the closing day must lie after the day of publication", field: "occurredOn"))
    }
    if let reason = facts.validity?.reason(on: day, field: "occurredOn") {
      reasons.append(reason)
    }
    if day > context.today { reasons.append(Refusals.future(field: "occurredOn")) }
    // As the first step of its case it may have happened before the case was typed.
    let reached = state.enteredOn(step)
    if !state.file.steps.isEmpty, day < reached {
      reasons.append(Refusals.early(reached, clauses: step.clauses, field: "occurredOn"))
    }
    if let refusal = context.refusal(reasons) { return refusal }
    return .allowed(
      [
        Event(CallPublished(subject: call.id, publicationURL: publicationURL)),
        state.advance(step, .passed, record: call.id, on: day, context),
      ], result: .object(["id": .string(call.id.rawValue)]))
  }
}

/// What decisions on a call need.
package struct CallFacts: Sendable {
  let call: Call?
  let state: ProcedureState?
  let entries: [AuthorisedEntry?]
  /// The days on which the rules apply, where they are asked.
  var validity: RuleValidity?

  static func read(
    _ id: RecordID, _ read: any RecordReader, _ context: Context
  ) throws -> CallFacts {
    let call = try Call.here(id, read, context)
    return CallFacts(
      call: call, state: try call.flatMap { try ProcedureState.find($0.case, read, context) },
      entries: [])
  }
}

/// A call was published.
package struct CallPublished: DomainEvent {
  /// The stable type.
  package static let type = "call.published"
  /// The call.
  package let subject: RecordID
  let publicationURL: String

  /// Sets the state, the day and the address.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var call = try read.find(Call.self, subject) else { return [] }
    call.state = .published
    call.publishedOn = stamp.occurredOn
    call.publicationURL = publicationURL
    call.isPublic = "yes"
    return [.put(call)]
  }
}
