// SPDX-License-Identifier: Apache-2.0
import Platform
import Regulation

/// The procedures of a place as its profile has them: steps, who does them, and what follows.
struct ProcedureDiagrams {
  /// The place's rules.
  let profile: Profile

  /// The page.
  var markdown: String {
    let intro = """
      # \(profile.name.zh) \(profile.name.en)

      Drawn from version \(profile.version) of the place's rules (`shuyu diagrams`). A box is a \
      step with who does it and its clauses; a broken one does not hold up the case. `+` joins \
      bodies that must all act, `、` those of which one does.
      """
    return ([intro] + profile.procedures.map(section)).joined(separator: "\n\n") + "\n"
  }

  private func section(_ procedure: Procedure) -> String {
    var chart = Flowchart("TD")
    for step in procedure.steps {
      chart.add(step.id, step.blocks ? .box : .brokenBox, words(step))
    }
    let ends = Set(procedure.steps.flatMap(\.outcomes.values)).intersection(
      CaseEnd.allCases.map(\.rawValue))
    for end in CaseEnd.allCases where ends.contains(end.rawValue) {
      chart.add("end \(end.rawValue)", .round, ["\(end.words) \(end.rawValue)"])
    }
    for step in procedure.steps {
      for outcome in StepOutcome.allCases {
        guard let target = step.outcomes[outcome.rawValue] else { continue }
        let isEnd = CaseEnd(rawValue: target) != nil
        chart.connect(
          step.id, outcome == .passed ? .plain : .dotted, isEnd ? "end \(target)" : target,
          words: outcome.words)
      }
    }
    let clauses = procedure.clauses.map(\.rawValue).joined(separator: " ")
    let carried =
      procedure.carriedBy.map { ["Carried out by `\($0)` on records of its own."] } ?? []
    return
      (["## \(procedure.label.zh) \(procedure.label.en) `\(procedure.id)`", clauses]
      + carried + [chart.markdown]).joined(separator: "\n\n")
  }

  private func words(_ step: ProcedureStep) -> [String] {
    let by = step.by.map { profile.word(for: $0).zh }
    return [
      step.label.zh, step.label.en, by.joined(separator: step.needsAll ? " + " : "、"),
      step.period.map(words) ?? "", step.isOptional ? "可不办理" : "",
      step.clauses.map(\.rawValue).joined(separator: " "),
    ]
  }

  private func words(_ period: StepPeriod) -> String {
    let days =
      period.isSetInCase
      ? "逐案规定期限" : period.workingDays.value.map { "\($0) 个工作日" } ?? "期限待规定"
    return "\(period.rule == .within ? "限" : "不少于") \(days)"
  }
}

extension CaseEnd {
  /// The words of an end.
  fileprivate var words: String {
    switch self {
    case .active: "生效"
    case .refused: "不予通过"
    case .cancelled: "取消"
    case .ended: "终结"
    }
  }
}

extension StepOutcome {
  /// The words on an arrow.
  fileprivate var words: String {
    switch self {
    case .passed: "通过"
    case .rejected: "不通过"
    case .returned: "退回"
    case .lapsed: "逾期"
    }
  }
}
