// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

extension ProcedureState {
  /// The capacities of a step for which the acting organisation speaks and nobody has spoken yet.
  func speaksFor(_ step: ProcedureStep) -> [Capacity] {
    let spoken = Set((file.marks ?? []).flatMap(\.capacities))
    return step.by.filter { bodies.contains($0) && !spoken.contains($0) }
  }

  /// Whether a step that needs all its bodies has them with these.
  func isComplete(_ step: ProcedureStep, with more: [Capacity]) -> Bool {
    Set(step.by).isSubset(of: (file.marks ?? []).flatMap(\.capacities) + more)
  }

  /// Why the acting body may not do a step of another body's case, nil when it may.
  ///
  /// Where each supervising body runs cases of its own, what one of them found is not closed by
  /// another one.
  func otherBody(doing step: ProcedureStep, _ context: Context) -> Reason? {
    let actsAs = bodies.intersection(step.by)
    guard procedure.isOfOneBody, !actsAs.isEmpty, actsAs.isSubset(of: procedure.first?.by ?? []),
      file.openedFor != context.actor.organisation
    else { return nil }
    return Reason(
      "case.step.body", clauses: step.clauses, zh: "此件由其他单位发起，由发起单位办理",
      en: "another body opened this case and does this step")
  }

  /// The agreement that the case is about, where its supply stands still because of this case and
  /// the case's end lets it begin again.
  func suspendedAgreement(
    _ read: any RecordReader, _ context: Context
  ) throws -> Agreement? {
    guard procedure.liftsSuspension, file.subject.prefix == Agreement.table.prefix,
      let agreement = try Agreement.here(file.subject, read, context),
      agreement.state == .suspended, agreement.suspensionCase == file.id,
      context.today <= agreement.endsOn
    else { return nil }
    return agreement
  }

  /// The day on which a step was reached.
  func enteredOn(_ step: ProcedureStep) -> Day {
    file.beside?.first { $0.step == step.id }?.enteredOn ?? file.enteredOn
  }

  /// The first day on which a step can have happened: that on which it was reached. Nil for the
  /// first step of a case that somebody opened by hand, for late recording is normal: what the
  /// case begins with happened, as a rule, before anybody typed it.
  func earliest(_ step: ProcedureStep) -> Day? {
    let isFirst = file.steps.isEmpty && step.id == procedure.first?.id
    return file.isTyped == true && isFirst ? nil : enteredOn(step)
  }
}

extension CaseFile {
  /// Those whom a profile can name for a step: everybody but subjects, the public and
  /// administrators.
  static let actors = Set(Capacity.allCases).subtracting([
    .dataSubject, .public, .systemAdministrator, .securityAdministrator, .auditAdministrator,
    .egressChecker, .system,
  ])

  /// Bodies of which a place has many, so that a matter is one's own or another's; the others are
  /// one body of the place, or oversee all.
  static let owners: Set<Capacity> = [.operator, .developer, .sourceUnit]

  /// Whether the case is the matter of an actor's organisation: it takes part, applied to the call
  /// or is a party to the agreement that it is about.
  func concerns(_ actor: Actor, _ read: any RecordReader) throws -> Bool {
    if parties.contains(actor.organisation) { return true }
    switch subject.prefix {
    case Call.table.prefix:
      return try read.all(
        Application.self, .equal("call", subject), .equal("applicant", actor.organisation)
      ).contains { $0.state != .withdrawn }
    case Agreement.table.prefix:
      return try read.find(Agreement.self, subject)?.parties.contains(actor.organisation) == true
    default: return false
    }
  }
}
