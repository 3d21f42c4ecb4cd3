// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Closes a notice after its last day, with every objection answered (EZ-02.6-f).
package struct CloseNotice: Action {
  let notice: RecordID
  let occurredOn: Day?

  /// The declaration.
  package static let spec = Spec<Self>(
    "notice.close", zh: "结束公示", en: "Close a notice",
    capacities: [.grantor, .implementingBody, .dataAuthority], clauses: ["EZ-02.6-f"],
    on: PublicNotice.table.name, inStates: .duty(PublicNotice.State.open),
    fields: Field("notice", zh: "公示", en: "Notice", refersTo: "notice"),
    Field("occurredOn", zh: "结束日", en: "Closed on"), make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let notice: PublicNotice?
    let state: ProcedureState?
  }

  /// The notice and its case.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let notice = try PublicNotice.here(notice, read, context)
    return Facts(
      notice: notice,
      state: try notice.flatMap { try ProcedureState.find($0.case, read, context) })
  }

  /// Refuses while the period runs or an objection is open; an upheld one sends the case back.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let notice = facts.notice, let state = facts.state else {
      return .refused(PublicNotice.unknown)
    }
    guard notice.state == .open else { return .refused(notice.wrongState) }
    let step: ProcedureStep
    switch state.open(.publishNotice) {
    case .success(let open): step = open
    case .failure(let problem): return .refused(problem.reason)
    }
    let day = occurredOn ?? context.today
    var reasons = [state.notNamed(for: step)].compactMap { $0 }
    if day <= notice.until {
      reasons.append(
        Reason(
          "notice.period", clauses: step.clauses, zh: "公示期至 \(notice.until) 止，尚未届满",
          en: "the notice runs until the end of \(notice.until)"))
    }
    if notice.objections.contains(where: { $0.upheld == nil }) {
      reasons.append(
        Reason(
          "notice.objection.open", clauses: step.clauses, zh: "还有异议未答复",
          en: "an objection is not answered yet"))
    }
    if day > context.today { reasons.append(Refusals.future(field: "occurredOn")) }
    if let refusal = context.refusal(reasons) { return refusal }
    let isUpheld = notice.objections.contains { $0.upheld == true }
    return .allowed(
      [
        Event(NoticeClosed(subject: notice.id, isUpheld: isUpheld)),
        state.advance(step, isUpheld ? .rejected : .passed, record: notice.id, on: day, context),
      ], result: .object(["id": .string(notice.id.rawValue), "upheld": .bool(isUpheld)]))
  }
}

/// A notice was closed; an upheld objection undoes the choice.
package struct NoticeClosed: DomainEvent {
  /// The stable type.
  package static let type = "notice.closed"
  /// The notice.
  package let subject: RecordID
  let isUpheld: Bool

  /// Sets the state; an upheld objection opens the review anew, without the old scores.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var notice = try read.find(PublicNotice.self, subject) else { return [] }
    notice.state = .closed
    guard isUpheld, var call = try read.find(Call.self, notice.call) else { return [.put(notice)] }
    call.state = .closed
    call.selected = nil
    call.alsoSelected = nil
    let applications = try read.all(Application.self, .equal("call", call.id))
    let reopened = applications.filter { $0.state == .selected || $0.state == .notSelected }
    let reviews = try read.every(Review.self, [.equal("call", call.id)])
    return [.put(notice), .put(call)] + reviews.map { .remove(Review.table, $0.id) }
      + reopened.map { application in
        var application = application
        application.state = .eligible
        application.reasons = []
        application.explanation = nil
        return .put(application)
      }
  }
}
