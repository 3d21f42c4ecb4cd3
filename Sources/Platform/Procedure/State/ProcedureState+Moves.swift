// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// What was recorded with a step.
struct StepRecord {
  var record: RecordID?
  var paper: CasePaper?
  var materials: [StepMaterial] = []
  var invited: [RecordID] = []
  var plan: [String: String]?
  /// The day that was set for the next step, where the text leaves it to each case.
  var dueOn: Day?
  /// Whether it was done in time and is recorded after it had lapsed.
  var isAfterLapse = false
}

extension ProcedureState {
  /// The event that a step ended with an outcome on a day, with where the case goes.
  func advance(
    _ step: ProcedureStep, _ outcome: StepOutcome, _ recorded: StepRecord, on day: Day,
    _ context: Context
  ) -> Event {
    let isBeside = runsBeside(step)
    let way = isBeside ? Way() : way(from: step, outcome, on: day, context)
    // After a lapse the day that would be kept is over; what was in time does not lapse again.
    let keepsDue = way.next?.keepsDue == true && !recorded.isAfterLapse
    let kept = keepsDue ? file.due : nil
    // A day that somebody set is certain; one that was counted may not be.
    let set = recorded.dueOn.map { CountedDay(day: $0, uncertain: nil) }
    let counted = set ?? kept ?? way.next.flatMap { due($0, from: day, context.calendar) }
    let next = isBeside ? nil : counted
    return Event(
      CaseAdvanced(
        subject: file.id, step: step.id, outcome: outcome, next: way.next?.id, end: way.end,
        dueOn: next?.day, record: recorded.record, paper: recorded.paper,
        materials: recorded.materials.isEmpty ? nil : recorded.materials,
        beside: way.beside.isEmpty ? nil : way.beside, isBeside: isBeside ? true : nil,
        invited: recorded.invited.isEmpty ? nil : recorded.invited, plan: recorded.plan,
        uncertain: next?.uncertain, isAfterLapse: recorded.isAfterLapse ? true : nil),
      clauses: step.clauses)
  }

  /// The same for a step that made a record of its own, such as a notice.
  func advance(
    _ step: ProcedureStep, _ outcome: StepOutcome, record: RecordID?, on day: Day,
    _ context: Context
  ) -> Event {
    advance(step, outcome, StepRecord(record: record), on: day, context)
  }

  /// Where a case goes from a step: the next step for which it waits or the end, and the steps
  /// beside the chain that it passes.
  struct Way {
    var next: ProcedureStep?
    var end: CaseEnd?
    var beside: [SideStep] = []
  }

  /// Where a case goes from a step with an outcome.
  func way(
    from step: ProcedureStep, _ outcome: StepOutcome, on day: Day, _ context: Context
  ) -> Way {
    var way = Way()
    var target = procedure.target(of: step, outcome: outcome)
    if target == nil { target = .end(outcome == .passed ? .active : .refused) }
    while case .step(let reached) = target, !reached.blocks {
      let due = reached.isOptional ? nil : due(reached, from: day, context.calendar)
      way.beside.append(
        SideStep(
          step: reached.id, enteredOn: day, dueOn: due?.day, uncertain: due?.uncertain))
      target = procedure.target(of: reached, outcome: .passed) ?? .end(.active)
    }
    switch target {
    case .step(let reached): way.next = reached
    case .end(let end): way.end = end
    case nil: break
    }
    return way
  }

  /// What fails with the case when a step's outcome ends it: the call that it is about.
  func endings(_ step: ProcedureStep, _ outcome: StepOutcome, _ context: Context) -> [Event] {
    guard !runsBeside(step) else { return [] }
    let way = way(from: step, outcome, on: context.today, context)
    guard way.end == .refused || way.end == .cancelled else { return [] }
    return failures
  }

  /// Whether a step runs beside the chain, so that the case stays where it is.
  func runsBeside(_ step: ProcedureStep) -> Bool {
    step.id != file.current && file.beside?.contains { $0.step == step.id } == true
  }

  /// What fails with the case: the call that runs in it.
  var failures: [Event] {
    carriesCall ? [Event(CallFailed(subject: file.subject))] : []
  }

  /// The event that a case about a record was opened; without a record it is about itself.
  /// - Parameters:
  ///   - day: When the matter began; today unless said otherwise.
  ///   - isTyped: Whether the case only takes down what went on before, so that its first step may
  ///     have happened on an earlier day.
  static func opening(
    _ procedure: Procedure, first: ProcedureStep, about record: RecordID?, title: String? = nil,
    invited: [RecordID] = [], on day: Day? = nil, isTyped: Bool = false, _ context: Context
  ) -> (id: RecordID, event: Event) {
    let id = context.newID(CaseFile.table)
    let due: CountedDay? =
      if let period = first.period, period.rule == .within, let days = period.workingDays.value,
        !context.isOff(ProcedureState.periodKey(of: first, in: procedure))
      {
        context.calendar.counted(from: day ?? context.today, workingDays: days)
      } else {
        nil
      }
    let opened = CaseOpened(
      subject: id, place: context.place, procedure: procedure.id, about: record ?? id,
      profileVersion: context.profile.version, first: first.id, by: context.actor.account,
      organisation: context.actor.organisation, dueOn: due?.day, title: title,
      actors: procedure.actors, invited: invited.isEmpty ? nil : invited,
      uncertain: due?.uncertain, isTyped: isTyped ? true : nil)
    return (id, Event(opened, clauses: procedure.clauses))
  }
}

extension Procedure {
  /// The capacities that the steps name, as a case keeps them.
  var actors: String {
    let named = Set(steps.flatMap(\.by).map(\.rawValue)).sorted()
    return "|\(named.joined(separator: "|"))|"
  }
}
