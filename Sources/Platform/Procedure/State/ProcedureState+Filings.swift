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
    guard let step, let rule = filing(before: step, context.profile) else { return nil }
    // What is filed is the case, or the agreement that was signed in it.
    let signed = file.steps.compactMap(\.record).filter { $0.prefix == Agreement.table.prefix }
    let subjects = rule.isOfAgreement ? Set(signed) : [file.id]
    let isFiled =
      try !subjects.isEmpty && subjects.allSatisfy { try rule.isReceived($0, read, context) }
    guard !isFiled else { return nil }
    return Reason(
      "case.step.receipt", clauses: rule.clauses,
      zh: "须先提交“\(rule.label.zh)”并取得受理单位的备案回执，才能登记此环节",
      en: "first hand in the filing and have the receipt of the body that takes it: "
        + rule.label.en)
  }

  /// The filing that must have its receipt before a step: the one that the step is, and that of a
  /// product list before the list is published, also where its step was done under earlier rules
  /// that asked for no receipt.
  private func filing(before step: ProcedureStep, _ profile: Profile) -> FilingRule? {
    let own = profile.operation.filings.first { $0.fulfils(step.id, of: procedure.id) }
    let publishes =
      step.kind == .publish && profile.products.listPublication?.procedure == procedure.id
    return own ?? (publishes ? profile.listFiling : nil)
  }
}

extension FilingRule {
  /// Whether a record was filed under it: the other body's receipt is recorded.
  func isReceived(
    _ subject: RecordID, _ read: any RecordReader, _ context: Context
  ) throws -> Bool {
    try read.all(
      FilingRecord.self, .equal("place", context.place), .equal("subject", subject),
      .equal("kind", id)
    ).contains { $0.state == .filed }
  }

  /// The day from which its period runs, where it fulfils a step of the case that is filed.
  func runsFrom(_ state: ProcedureState?) -> Day? {
    guard let step, let state, fulfils(step, of: state.procedure.id),
      let reached = state.openStep(step)
    else { return nil }
    return state.enteredOn(reached)
  }
}
