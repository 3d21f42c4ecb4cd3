// SPDX-License-Identifier: Apache-2.0
import Core
package import Regulation

/// Whether a person may enter the domain: register programs, submit jobs, ask for samples and for
/// releases. Asked in every place whose profile has a procedure of admission.
package struct DomainEntry: Sendable {
  let account: Account?
  let admissions: [Admission]

  /// What is known of whoever acts.
  package init(_ read: any RecordReader, _ context: Context) throws {
    account = try read.find(Account.self, context.actor.account)
    guard DomainEntry.procedure(context.profile) != nil else {
      admissions = []
      return
    }
    admissions = try read.all(
      Admission.self, .equal("place", context.place), .equal("account", context.actor.account),
      .equal("organisation", context.actor.organisation))
  }

  /// The place's procedure of admission; nil where its text asks for none.
  package static func procedure(_ profile: Profile) -> Procedure? {
    profile.procedures.first { $0.carriedBy == OpenAdmission.spec.info.name }
  }

  /// A reason for each step that does not hold today, naming it.
  package func reasons(_ context: Context) -> [Reason] {
    guard let procedure = DomainEntry.procedure(context.profile) else { return [] }
    let done = admissions.reduce(into: Set<String>()) { $0.formUnion($1.done(on: context.today)) }
    return procedure.steps.compactMap { step in
      guard account?.kind != .person || !done.contains(step.id) else { return nil }
      return Reason(
        "personnel.\(step.id)", clauses: step.clauses,
        zh: "办理人员尚未完成准入环节或其已到期：\(step.label.zh)；请先办理加工人员准入",
        en: "whoever works in the domain first needs, in force: \(step.label.en)")
    }
  }
}
