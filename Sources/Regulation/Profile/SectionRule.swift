// SPDX-License-Identifier: Apache-2.0

/// A section that a paper must have, such as an agreement, with the clauses that ask for it.
package struct SectionRule: Codable, Hashable, Sendable {
  /// The name by which texts are given.
  package let id: String
  /// The words for people.
  package let label: LocalText
  /// The clauses.
  package let clauses: [ClauseID]
}

extension SectionRule {
  /// Reads the section.
  init(_ section: ProfileSection) {
    id = section.plain("id", .name)
    label = section.label()
    clauses = section.clauses()
  }
}
