// SPDX-License-Identifier: Apache-2.0

/// A section that a paper must have, such as an agreement, with the clauses that ask for it.
package struct SectionRule: Codable, Hashable, Sendable {
  /// The name by which texts are given.
  package let id: String
  /// The words for people.
  package let label: LocalText
  /// Whether its text is the name or the words of a mode, to which call and agreement then keep;
  /// nil where any text will do.
  package let namesMode: Bool?
  /// The clauses.
  package let clauses: [ClauseID]
}

extension SectionRule {
  /// Reads the section.
  init(_ section: ProfileSection) {
    id = section.plain("id", .name)
    label = section.label()
    namesMode = section.plainIfPresent("namesMode", .bool)
    clauses = section.clauses()
  }
}
