// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// Steps that lapsed by themselves although they had been done: what is handed in on the last day
/// is typed on the next, and the platform lets a step lapse in the night between.
extension ProcedureState {
  /// The last thing that happened in the case when that was the lapse of a step and the case is
  /// still open; nil once something followed it.
  var lapse: (step: ProcedureStep, was: LapsedStep)? {
    guard file.state == .open, file.marks?.isEmpty != false, let last = file.steps.last,
      last.state == StepOutcome.lapsed.rawValue, let was = last.lapsed,
      let step = procedure.step(last.id)
    else { return nil }
    return (step, was)
  }

  /// The same case as it stood before a step of this name lapsed; nil where it is not the one that
  /// lapsed last, or is open anyway.
  func beforeLapse(of name: String?) -> ProcedureState? {
    guard let name, openStep(name) == nil, let lapse, lapse.step.id == name else { return nil }
    var file = file
    // Whoever put the matter forward is who did the step before, not the platform that let it
    // lapse.
    file.steps.removeLast()
    file.current = lapse.step.id
    file.enteredOn = lapse.was.enteredOn
    file.dueOn = lapse.was.dueOn
    file.uncertain = lapse.was.uncertain
    return replacing(file)
  }

  /// Why a step that lapsed cannot be recorded with a day any more: it was not done in time.
  func notInTime(
    _ step: ProcedureStep, on day: Day?, _ context: Context
  ) -> Reason? {
    guard let due = file.due.map(context.calendar.settled)?.day, day.map({ $0 > due }) ?? true
    else { return nil }
    return Reason(
      "case.step.lapsed", clauses: step.clauses,
      zh: "此环节已于 \(due) 届满；在期限内办理的，请填写不晚于该日的发生日",
      en: "the step's last day was \(due); what was done in time is recorded with a day not after"
        + " it",
      field: "occurredOn")
  }
}
