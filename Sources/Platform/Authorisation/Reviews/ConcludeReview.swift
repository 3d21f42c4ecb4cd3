// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Concludes the comprehensive review of a call: one applicant is chosen, or none (EZ-02.6-e).
package struct ConcludeReview: Action {
  let call: RecordID
  let selected: RecordID?
  let alsoSelected: [RecordID]
  let explanation: String
  let occurredOn: Day?

  /// The declaration.
  package static let spec = Spec<Self>(
    "review.conclude", zh: "评审结论", en: "Conclude the review",
    capacities: [.grantor, .implementingBody, .dataAuthority], clauses: ["EZ-02.6-e"],
    on: Call.table.name, inStates: .duty(Call.State.closed),
    fields: Field("call", zh: "征集公告", en: "Call", refersTo: "call"),
    Field(
      "selected", zh: "选定的申报", en: "Chosen application", refersTo: "application",
      offers: .record(.callApplications)),
    Field(
      "alsoSelected", zh: "一并选定的申报", en: "Further applications chosen", bounds: 0...100,
      refersTo: "application", offers: .record(.callApplications)),
    Field("explanation", zh: "未选定的说明", en: "Explanation to those not chosen", bounds: 1...500),
    Field("occurredOn", zh: "评审结束日", en: "Concluded on"), make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let call: CallFacts
    let applications: [Application]
    let reviews: [Review]
  }

  /// The call, its applications and the scores.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    Facts(
      call: try CallFacts.read(call, read, context),
      applications: try read.list(
        Application.self, [.equal("call", call)], limit: Application.perCallMax),
      reviews: try read.every(
        Review.self, [.equal("call", call), .equal("state", Review.State.scored.rawValue)]))
  }

  /// Refuses while somebody was not checked or scored, and a choice against the scores.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let call = facts.call.call, let state = facts.call.state else {
      return .refused(Call.unknown)
    }
    let step: ProcedureStep
    switch state.open(.concludeReview) {
    case .success(let open): step = open
    case .failure(let problem): return .refused(problem.reason)
    }
    guard call.state == .closed else { return .refused(call.wrongState) }
    let reasons = problems(facts, state, step, context)
    if let refusal = context.refusal(reasons) { return refusal }
    let outcome: StepOutcome = selected == nil ? .rejected : .passed
    let candidates = facts.applications.filter { $0.state == .eligible }
    let lost = Reason(
      "application.notSelected", clauses: step.clauses, zh: "经综合评审未被选定",
      en: "not chosen in the comprehensive review")
    let chosen = [selected].compactMap { $0 } + alsoSelected
    var events = [
      Event(
        ReviewConcluded(
          subject: call.id, selected: selected,
          alsoSelected: alsoSelected.isEmpty ? nil : alsoSelected))
    ]
    events += candidates.map { application in
      let won = chosen.contains(application.id)
      return Event(
        ApplicationDecided(
          subject: application.id, isSelected: won, reasons: won ? [] : [lost],
          explanation: won ? nil : explanation))
    }
    events.append(
      state.advance(step, outcome, record: selected, on: occurredOn ?? context.today, context))
    return .allowed(events, result: .object(["id": .string(call.id.rawValue)]))
  }

  private func problems(
    _ facts: Facts, _ state: ProcedureState, _ step: ProcedureStep, _ context: Context
  ) -> [Reason] {
    let candidates = facts.applications.filter { $0.state == .eligible }
    var reasons = [state.notNamed(for: step)].compactMap { $0 }
    if facts.applications.contains(where: { $0.applicant == context.actor.organisation }) {
      reasons.append(
        Reason(
          "review.applicant", clauses: step.clauses, zh: "申报单位不能参与评审",
          en: "an applicant takes no part in the review"))
    }
    if facts.applications.contains(where: { $0.state == .submitted }) {
      reasons.append(
        Reason(
          "review.unchecked", clauses: context.profile.eligibility.items.flatMap(\.clauses),
          zh: "还有申报未核查准入条件", en: "an applicant's eligibility is not checked yet"))
    }
    let scored = Set(facts.reviews.map(\.application))
    if candidates.contains(where: { !scored.contains($0.id) }) {
      reasons.append(
        Reason(
          "review.unscored", clauses: step.clauses, zh: "还有申报没有评审记录",
          en: "an application has no review yet"))
    }
    reasons += choices(candidates, facts.reviews, step, context)
    if let day = occurredOn, day > context.today {
      reasons.append(Refusals.future(field: "occurredOn"))
    }
    // Else the notice that follows could be over before anybody could have objected.
    let reached = state.enteredOn(step)
    if let day = occurredOn, day < reached {
      reasons.append(Refusals.early(reached, clauses: step.clauses, field: "occurredOn"))
    }
    return reasons
  }

  /// One by the scores, or as many as are fit where the profile lets several be chosen.
  private func choices(
    _ candidates: [Application], _ reviews: [Review], _ step: ProcedureStep, _ context: Context
  ) -> [Reason] {
    let rule = context.profile.authorisation.selection
    let isSeveral = rule.value == .several
    var reasons: [Reason] = []
    if !alsoSelected.isEmpty, !isSeveral || selected == nil {
      reasons.append(
        Reason(
          "review.one", clauses: rule.clauses, zh: "只能选定一家", en: "one application is chosen",
          field: "alsoSelected"))
    }
    for chosen in [selected].compactMap({ $0 }) + alsoSelected {
      if let reason = choice(chosen, candidates, isSeveral ? [] : reviews, step) {
        reasons.append(reason)
      }
    }
    return reasons
  }

  private func choice(
    _ selected: RecordID, _ candidates: [Application], _ reviews: [Review], _ step: ProcedureStep
  ) -> Reason? {
    guard candidates.contains(where: { $0.id == selected }) else {
      return Reason(
        "review.selected", clauses: step.clauses, zh: "选定的申报不存在或不符合准入条件",
        en: "the chosen application does not exist or is not eligible", field: "selected")
    }
    let mine = Mean(reviews.filter { $0.application == selected })
    let isBest = candidates.allSatisfy { candidate in
      !mine.isBelow(Mean(reviews.filter { $0.application == candidate.id }))
    }
    guard !isBest else { return nil }
    return Reason(
      "review.order", clauses: step.clauses, zh: "选定结果与公告评审标准的得分不符",
      en: "the choice goes against the scores by the call's criteria", field: "selected")
  }
}

/// The mean of the totals of several reviews, kept as a fraction so that it compares exactly.
private struct Mean {
  let sum: Int
  let count: Int

  init(_ reviews: [Review]) {
    sum = reviews.reduce(0) { $0 + $1.total }
    count = max(reviews.count, 1)
  }

  func isBelow(_ other: Mean) -> Bool { sum * other.count < other.sum * count }
}

/// The review of a call was concluded; its scores may be read from now on.
package struct ReviewConcluded: DomainEvent {
  /// The stable type.
  package static let type = "review.concluded"
  /// The call.
  package let subject: RecordID
  let selected: RecordID?
  let alsoSelected: [RecordID]?

  /// Sets the choice on the call and opens the reviews.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var call = try read.find(Call.self, subject) else { return [] }
    call.selected = selected
    call.alsoSelected = alsoSelected
    call.state = selected == nil ? .cancelled : .awarded
    let reviews = try read.every(Review.self, [.equal("call", subject)]).map { review in
      var review = review
      review.isConcluded = "yes"
      return Change.put(review)
    }
    return [.put(call)] + reviews
  }
}

/// An application was chosen or not.
package struct ApplicationDecided: DomainEvent {
  /// The stable type.
  package static let type = "application.decided"
  /// The application.
  package let subject: RecordID
  let isSelected: Bool
  let reasons: [Reason]
  let explanation: String?

  /// Sets the result.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var application = try read.find(Application.self, subject) else { return [] }
    application.state = isSelected ? .selected : .notSelected
    application.reasons = reasons
    application.explanation = explanation
    return [.put(application)]
  }
}
