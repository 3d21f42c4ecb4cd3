// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography
import Regulation

/// Puts a scenario forward with its one data usage plan and demand list (EZ-02.10-a).
package struct ProposeScenario: Action {
  let agreement: RecordID
  let plan: UsagePlan
  let responsiblePerson: String?

  /// What is done under an agreement goes by the rules of the day on which it is done.
  package static let goesByPresentRules = true

  /// The declaration.
  package static let spec = Spec<Self>(
    "scenario.propose", zh: "提交数据使用方案", en: "Propose a scenario", capacities: [.operator],
    clauses: [
      "EZ-02.10-a", "EZ-02.2-d", "EZ-02.11-a", "EZ-02.11-b", "EZ-02.13-d", "EZ-01-a", "EZ-02.3-b",
    ], on: Agreement.table.name, inStates: .possible(Agreement.State.active),
    fields: Field("agreement", zh: "授权运营协议", en: "Agreement", refersTo: "agreement"),
    Field("plan", zh: "数据使用方案", en: "Data usage plan"),
    Field("responsiblePerson", zh: "安全责任人", en: "Responsible person", bounds: 1...100),
    make: Self.init)

  /// What the plan names.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> PlanFacts {
    try PlanFacts(plan, agreement: agreement, except: nil, read, context)
  }

  /// Refuses plans outside the agreement and the authorised catalogue, or not complete.
  package func decide(_ facts: PlanFacts, _ context: Context) -> Decision {
    let check = PlanCheck(
      plan: plan, responsiblePerson: responsiblePerson, facts: facts, context: context)
    let reasons = check.reasons
    if let refusal = context.refusal(reasons) { return refusal }
    let id = context.newID(Scenario.table)
    let fact = ScenarioProposed(
      subject: id, place: context.place, agreement: agreement,
      operator: context.actor.organisation, by: context.actor.account, plan: plan,
      planDigest: facts.digest, sourceUnits: facts.sourceUnits,
      industryAuthorities: facts.industryAuthorities)
    let proposed = Event(fact, payload: ScenarioSecrets.json(responsiblePerson))
    return .allowed(
      [proposed] + ScenarioAdmitted.events(id, context), result: ["id": .string(id.rawValue)])
  }
}

extension PlanFacts {
  /// The units that hold what the plan demands, each once, in order of id.
  var sourceUnits: [RecordID] { Set(resources.values.map(\.sourceUnit)).sorted() }
}

/// What of a scenario can be erased.
enum ScenarioSecrets {
  static func json(_ responsiblePerson: String?) -> JSON? {
    responsiblePerson.map { ["responsiblePerson": .string($0)] }
  }

  static func person(_ payload: JSON?) -> String? { payload?["responsiblePerson"]?.string }
}

/// A scenario was put forward.
package struct ScenarioProposed: DomainEvent {
  /// The stable type.
  package static let type = "scenario.proposed"
  /// The scenario.
  package let subject: RecordID
  let place: String
  let agreement: RecordID
  let `operator`: RecordID
  let by: RecordID
  let plan: UsagePlan
  let planDigest: Digest
  let sourceUnits: [RecordID]
  /// The authorities of the field; nil in entries from before fields were named.
  let industryAuthorities: [RecordID]?

  /// Adds the scenario.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        Scenario(
          id: subject, place: place, agreement: agreement, operator: `operator`, proposedBy: by,
          plan: plan, title: plan.title, planDigest: planDigest,
          responsiblePerson: ScenarioSecrets.person(payload), sourceUnits: sourceUnits,
          industryAuthorities: industryAuthorities, state: .submitted,
          submittedOn: stamp.occurredOn, round: 1, reviews: []))
    ]
  }
}
