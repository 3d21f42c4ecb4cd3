// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Takes an application back before the review is concluded.
package struct WithdrawApplication: Action {
  let application: RecordID

  /// The declaration.
  package static let spec = Spec<Self>(
    "application.withdraw", zh: "撤回申报", en: "Withdraw an application", capacities: [.operator],
    clauses: ["EZ-02.6-d"], on: Application.table.name,
    inStates: .possible(Application.State.submitted, .eligible),
    fields: Field("application", zh: "申报", en: "Application", refersTo: "application"),
    make: Self.init)

  /// The application.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Application? {
    try Application.here(application, read, context)
  }

  /// Only the applicant, and only while nothing was decided.
  package func decide(_ facts: Application?, _ context: Context) -> Decision {
    guard let application = facts, application.applicant == context.actor.organisation else {
      return .refused(Application.unknown)
    }
    guard application.state == .submitted || application.state == .eligible else {
      return .refused(application.wrongState)
    }
    return .allowed(Event(ApplicationWithdrawn(subject: application.id)), id: application.id)
  }
}

extension Application {
  /// The application of the actor's place; nil for any other.
  static func here(
    _ id: RecordID, _ read: any RecordReader, _ context: Context
  ) throws -> Application? {
    guard let application = try read.find(Application.self, id),
      application.place == context.place
    else { return nil }
    return application
  }

  static let unknown = Refusals.unknown(
    "application", zh: "申报", en: "application", field: "application")

  var wrongState: Reason {
    Refusals.state(
      "application", is: state.rawValue, zh: "申报的状态不允许此操作",
      en: "the application's state does not allow this")
  }
}

/// An application was withdrawn.
package struct ApplicationWithdrawn: DomainEvent {
  /// The stable type.
  package static let type = "application.withdrawn"
  /// The application.
  package let subject: RecordID

  /// Sets the state.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var application = try read.find(Application.self, subject) else { return [] }
    application.state = .withdrawn
    return [.put(application)]
  }
}
