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

  /// The day on which a step was reached.
  func enteredOn(_ step: ProcedureStep) -> Day {
    file.beside?.first { $0.step == step.id }?.enteredOn ?? file.enteredOn
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
