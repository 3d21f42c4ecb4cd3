// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// Steps by which something is filed with another body, whose receipt is what fulfils them.
extension ProcedureState {
  /// Why a step is not done yet: the filing that fulfils it has no receipt of the body above.
  ///
  /// Who files could otherwise end the wait, and the mark of being late, by its own word.
  func unreceived(
    _ step: ProcedureStep?, _ read: any RecordReader, _ context: Context
  ) throws -> Reason? {
    guard let step,
      let rule = context.profile.operation.filings.first(where: { $0.step == step.id })
    else { return nil }
    // What is filed is the case, or the agreement that was signed in it.
    let signed = file.steps.compactMap(\.record).filter { $0.prefix == Agreement.table.prefix }
    let subjects = rule.isOfAgreement ? Set(signed) : [file.id]
    let isFiled =
      try !subjects.isEmpty
      && subjects.allSatisfy { subject in
        try read.all(
          FilingRecord.self, .equal("place", context.place), .equal("subject", subject),
          .equal("kind", rule.id)
        ).contains { $0.state == .filed }
      }
    guard !isFiled else { return nil }
    return Reason(
      "case.step.receipt", clauses: rule.clauses,
      zh: "须先提交“\(rule.label.zh)”并取得受理单位的备案回执，才能登记此环节",
      en: "first hand in the filing and have the receipt of the body that takes it: "
        + rule.label.en)
  }
}

extension FilingRule {
  /// The day from which its period runs, where it fulfils a step of the case that is filed.
  func runsFrom(_ state: ProcedureState?) -> Day? {
    guard let step, let state, let reached = state.openStep(step) else { return nil }
    return state.enteredOn(reached)
  }
}
