// SPDX-License-Identifier: Apache-2.0

/// How data are asked for and supplied.
package struct SupplyRules: Codable, Hashable, Sendable {
  /// How many data usage plans a scenario has, 1 to 10.
  package let plansPerScenario: ProfileValue<Int>
  /// The reviews that a scenario passes before any data are supplied, in order. Where a text asks
  /// for none, a scenario within the agreement is approved as it is put forward.
  package let gates: ProfileValue<[SupplyGate]>
  /// The fields of which each scenario names one; an authority of that field may be a reviewer.
  package let fields: ProfileValue<[Labelled]>
  /// Whether approval sets the day and the route of the delivery.
  package let dueDateSetAtApproval: ProfileValue<Bool>
  /// Whether the platform of the place is the only channel.
  package let singleChannel: ProfileValue<Bool>
  /// Whether an assessment precedes each scenario.
  package let anteAssessment: ProfileValue<Bool>
  /// Reviews of other authorities of a scenario, each answered or marked as not required.
  package let parallelReviews: ProfileValue<[Labelled]>
  /// The principles that each usage plan answers with a line.
  package let principles: ProfileValue<[Labelled]>
}

extension SupplyRules {
  /// Reads the section.
  init(_ section: ProfileSection) {
    plansPerScenario = section.value("plansPerScenario", .int(1...10))
    gates = section.value("gates", .gates)
    fields = section.value("fields", .labelled)
    dueDateSetAtApproval = section.value("dueDateSetAtApproval", .bool)
    singleChannel = section.value("singleChannel", .bool)
    anteAssessment = section.value("anteAssessment", .bool)
    parallelReviews = section.value("parallelReviews", .labelled)
    principles = section.value("principles", .labelled)
  }
}
