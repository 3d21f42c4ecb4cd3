// SPDX-License-Identifier: Apache-2.0

/// One ground on which an authorisation ends.
package struct TerminationGround: Codable, Hashable, Sendable {
  /// Its name.
  package let id: String
  /// The words for people.
  package let label: LocalText
  /// Who invokes it.
  package let by: Capacity
  /// What must be shown.
  package let evidence: [Labelled]
  /// Whether the clock invokes it.
  package let isAutomatic: Bool
  /// The clauses.
  package let clauses: [ClauseID]
}

extension TerminationGround {
  /// Reads the section.
  init(_ section: ProfileSection) {
    id = section.plain("id", .name)
    label = section.label()
    by = section.plain("by", .oneOf(Capacity.implementingBody))
    evidence = section.plain("evidence", .labelled)
    isAutomatic = section.plain("automatic", .bool)
    clauses = section.clauses()
  }
}
