// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// Where a case stands in its procedure: what may be done now, what was missed, what follows.
///
/// The order, the outcomes and the periods are the profile's; nothing here knows a place.
package struct ProcedureState: Sendable {
  /// The procedure of the profile.
  package let procedure: Procedure
  /// The case.
  package let file: CaseFile
  /// Periods that the text leaves open and somebody set, by step.
  package let settings: [String: OpenSetting]

  /// For what bodies the actor speaks: capacities of the account that its organisation has.
  package let bodies: Set<Capacity>

  /// Whether the case is the one in which its call runs: others about the call leave it alone.
  package let carriesCall: Bool

  /// Which controls are in effect.
  private let controls: Controls

  /// Puts a case beside its procedure.
  package init(
    procedure: Procedure, file: CaseFile, settings: [String: OpenSetting] = [:],
    bodies: Set<Capacity> = [], carriesCall: Bool = false, controls: Controls = .all
  ) {
    self.procedure = procedure
    self.file = file
    self.settings = settings
    self.bodies = bodies
    self.carriesCall = carriesCall
    self.controls = controls
  }

  /// The same with another standing of the case.
  func replacing(_ file: CaseFile) -> ProcedureState {
    ProcedureState(
      procedure: procedure, file: file, settings: settings, bodies: bodies,
      carriesCall: carriesCall, controls: controls)
  }

  /// The step that is to be done now; nil once the case has ended.
  package var current: ProcedureStep? {
    file.state == .open ? file.current.flatMap(procedure.step) : nil
  }

  /// The steps that are done and were not undone by a way back.
  package var done: Set<String> {
    var done: Set<String> = []
    for step in file.steps {
      guard let outcome = StepOutcome(rawValue: step.state),
        let declared = procedure.step(step.id)
      else { continue }
      if outcome == .passed { done.insert(step.id) }
      guard case .step(let target) = procedure.target(of: declared, outcome: outcome),
        outcome != .passed, let index = procedure.steps.firstIndex(of: target)
      else { continue }
      done.subtract(procedure.steps[index...].map(\.id))
    }
    return done
  }

  /// The steps still to come, the current one first.
  package var nextSteps: [ProcedureStep] {
    guard let current, let index = procedure.steps.firstIndex(of: current) else { return [] }
    return procedure.steps[index...].filter { !done.contains($0.id) }
  }

  /// The current step when an action does it, or why that action is out of order.
  package func open(_ action: StepAction) -> Result<ProcedureStep, OutOfOrder> {
    guard let current else { return .failure(OutOfOrder(ended)) }
    if controls.isOff("procedure.order"),
      let asked = nextSteps.first(where: { $0.action == action })
    {
      return .success(asked)
    }
    guard current.action == action else { return .failure(OutOfOrder(order(current))) }
    if let missed = procedure.missingNeeds(of: current, done: done).first {
      return .failure(OutOfOrder(order(missed)))
    }
    return .success(current)
  }

  /// The same for an action that is done once for each chosen applicant: where the profile lets
  /// several be chosen, the step stays open to the others after the first passed it.
  package func open(
    _ action: StepAction, each rule: SelectionRule?
  ) -> Result<ProcedureStep, OutOfOrder> {
    if rule == .several, file.state == .open || file.state == .active,
      let step = procedure.step(doing: action), done.contains(step.id)
    {
      return .success(step)
    }
    return open(action)
  }

  /// The step of a name that can be done now: the current one, or one that runs beside the chain.
  package func openStep(_ name: String?) -> ProcedureStep? {
    guard let name, name != file.current else { return current }
    guard file.beside?.contains(where: { $0.step == name }) == true else { return nil }
    return procedure.step(name)
  }

  /// The days of a step's period; nil when it has none or they are still open.
  package func workingDays(of step: ProcedureStep) -> Int? {
    let key = periodKey(of: step)
    let isOff = controls.isOff(key) || controls.isOff("procedures.\(procedure.id).steps.\(step.id)")
    guard !isOff else { return nil }
    return step.period?.workingDays.number(or: settings[step.id])
  }

  /// By when a step is due that is reached on a day; nil when nothing sets it.
  package func due(
    _ step: ProcedureStep, from day: Day, _ calendar: WorkingCalendar
  ) -> CountedDay? {
    guard step.period?.rule == .within, let days = workingDays(of: step) else { return nil }
    return calendar.counted(from: day, workingDays: days)
  }

  /// The path of a step's period among the profile's values.
  package func periodKey(of step: ProcedureStep) -> String {
    ProcedureState.periodKey(of: step, in: procedure)
  }

  /// Why the acting organisation may not do a step, nil when the profile names it.
  package func notNamed(for step: ProcedureStep) -> Reason? {
    guard bodies.isDisjoint(with: step.by) else { return nil }
    return Reason(
      "procedure.by", clauses: step.clauses, zh: "此环节由其他单位办理：\(step.label.zh)",
      en: "others do this step: \(step.label.en)")
  }

  private var ended: Reason {
    Reason(
      "procedure.ended", clauses: procedure.clauses, zh: "该事项的程序已结束",
      en: "the procedure of this case has ended")
  }

  func order(_ missed: ProcedureStep) -> Reason {
    Reason(
      "procedure.order", clauses: missed.clauses, zh: "须先完成：\(missed.label.zh)",
      en: "first comes: \(missed.label.en)")
  }
}

/// Why an act is out of the procedure's order.
package struct OutOfOrder: Error, Hashable {
  /// The reason, with the clauses of the step that was missed.
  package let reason: Reason

  init(_ reason: Reason) { self.reason = reason }
}

extension ProcedureState {
  static func periodKey(of step: ProcedureStep, in procedure: Procedure) -> String {
    "procedures.\(procedure.id).steps.\(step.id).period.workingDays"
  }

  /// The state of a case under the rules with which it began, with the settings of its open
  /// periods; nil for an unknown case.
  package static func find(
    _ id: RecordID, _ read: any RecordReader, _ context: Context
  ) throws -> ProcedureState? {
    guard let file = try read.find(CaseFile.self, id), file.place == context.place,
      let context = context.under(version: file.profileVersion),
      let procedure = context.profile.procedure(file.procedure)
    else { return nil }
    var settings: [String: OpenSetting] = [:]
    for step in procedure.steps where step.period?.workingDays.isOpen == true {
      let key = periodKey(of: step, in: procedure)
      settings[step.id] = try OpenSetting.find(key, read, context)
    }
    let organisation = try read.find(Organisation.self, context.actor.organisation)
    let call = file.subject.prefix == Call.table.prefix ? file.subject : nil
    return ProcedureState(
      procedure: procedure, file: file, settings: settings,
      bodies: context.actor.capacities.intersection(organisation?.capacities ?? []),
      carriesCall: try call.flatMap { try read.find(Call.self, $0) }?.case == file.id,
      controls: context.controls)
  }
}
