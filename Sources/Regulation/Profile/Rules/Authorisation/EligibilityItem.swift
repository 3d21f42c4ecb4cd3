// SPDX-License-Identifier: Apache-2.0

/// One thing an applicant must show.
package struct EligibilityItem: Codable, Hashable, Sendable {
  /// Its name.
  package let id: String
  /// The words for people.
  package let label: LocalText
  /// The slots of evidence, each to be filled.
  package let evidence: [Labelled]
  /// The clauses.
  package let clauses: [ClauseID]
}

extension EligibilityItem {
  /// Reads the section.
  init(_ section: ProfileSection) {
    id = section.plain("id", .name)
    label = section.label()
    evidence = section.plain("evidence", .labelled)
    clauses = section.clauses()
  }
}
