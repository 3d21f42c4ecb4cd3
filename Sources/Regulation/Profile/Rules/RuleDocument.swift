// SPDX-License-Identifier: Apache-2.0

/// Rules that an operator writes and that gate something until they are approved.
package struct RuleDocument: Codable, Hashable, Sendable {
  /// Its name.
  package let id: String
  /// The words for people.
  package let label: LocalText
  /// Who approves them.
  package let reviewer: Capacity
  /// What stays closed until a version is approved.
  package let gates: [String]
  /// The clauses.
  package let clauses: [ClauseID]
}

extension RuleDocument {
  /// Reads the section.
  init(_ section: ProfileSection) {
    id = section.plain("id", .name)
    label = section.label()
    reviewer = section.plain("reviewer", .oneOf(Capacity.implementingBody))
    gates = section.plain("gates", .list(.name))
    clauses = section.clauses()
  }
}
