// SPDX-License-Identifier: Apache-2.0

/// Rules, plans and records that somebody writes and that gate something until they are in force.
package struct RuleDocument: Codable, Hashable, Sendable {
  /// What a document can gate: an action that is refused without it.
  package enum Gate: String, Codable, CaseIterable, Hashable, Sendable {
    case scenario = "scenario.propose"
    case contract = "contract.sign"
    case activation = "agreement.activate"
    case delivery = "batch.deliver"
    case dataImport = "import.request"
  }

  /// Its name.
  package let id: String
  /// The words for people.
  package let label: LocalText
  /// Who writes it.
  package let by: Capacity
  /// Who approves it; nil where it is in force when handed in.
  package let reviewer: Capacity?
  /// The parts that it must have, each with the place where it is found.
  package let parts: [Labelled]
  /// What is refused until a version is in force.
  package let gates: [Gate]
  /// The clauses.
  package let clauses: [ClauseID]
}

extension RuleDocument {
  /// Reads the section.
  init(_ section: ProfileSection) {
    id = section.plain("id", .name)
    label = section.label()
    by = section.plainIfPresent("by", .oneOf(Capacity.operator)) ?? .operator
    reviewer = section.plainIfPresent("reviewer", .oneOf(Capacity.implementingBody))
    parts = section.plainIfPresent("parts", .labelled) ?? []
    gates = section.plain("gates", .list(.oneOf(Gate.scenario)))
    clauses = section.clauses()
  }
}
