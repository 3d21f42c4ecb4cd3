// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Ends a scenario: its grants are revoked and its jobs cancelled at once.
package struct EndScenario: Action {
  let scenario: RecordID
  let ground: String

  /// The declaration.
  package static let spec = Spec<Self>(
    "scenario.end", zh: "终止场景", en: "End a scenario",
    capacities: [.operator, .implementingBody, .dataAuthority],
    clauses: ["EZ-02.7-d", "EZ-02.10-a"], on: Scenario.table.name,
    inStates: .except(Scenario.State.rejected, .ended),
    fields: Field("scenario", zh: "场景", en: "Scenario", refersTo: "scenario"),
    Field("ground", zh: "理由", en: "Ground", bounds: 1...500), make: Self.init)

  /// The operator's own scenario, or any of the place for the bureau.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Scenario? {
    guard let found = try read.find(Scenario.self, scenario), found.place == context.place,
      context.isBureau || found.operator == context.actor.organisation
    else { return nil }
    return found
  }

  /// Only what has not been rejected or ended.
  package func decide(_ facts: Scenario?, _ context: Context) -> Decision {
    guard let scenario = facts else { return .refused(Scenario.unknown) }
    guard scenario.ended(ground, on: context.today) != nil else {
      return .refused(scenario.wrongState(context))
    }
    return .allowed(Event(ScenarioEnded(subject: scenario.id, ground: ground)), id: scenario.id)
  }
}

/// A scenario ended.
package struct ScenarioEnded: DomainEvent {
  /// The stable type.
  package static let type = "scenario.ended"
  /// The scenario.
  package let subject: RecordID
  let ground: String

  /// Ends it and everything that hangs on it.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard let scenario = try read.find(Scenario.self, subject),
      let ended = scenario.ended(ground, on: stamp.occurredOn)
    else { return [] }
    return try [.put(ended)] + SupplyEnding.changes(forScenario: subject, read)
  }
}
