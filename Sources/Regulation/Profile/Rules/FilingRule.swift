// SPDX-License-Identifier: Apache-2.0

/// One thing that is filed.
package struct FilingRule: Codable, Hashable, Sendable {
  /// What is filed.
  package let id: String
  /// The words for people.
  package let label: LocalText
  /// Who files.
  package let by: Capacity
  /// With whom.
  package let to: Capacity
  /// The event from whose day the period runs, that day not counted.
  package let event: String
  /// The period in working days.
  package let workingDays: ProfileValue<Int>
  /// The clauses.
  package let clauses: [ClauseID]
}

extension FilingRule {
  /// Reads the section.
  init(_ section: ProfileSection) {
    id = section.plain("id", .name)
    label = section.label()
    by = section.plain("by", .oneOf(Capacity.operator))
    to = section.plain("to", .oneOf(Capacity.implementingBody))
    event = section.plain("from", .name)
    workingDays = section.value("workingDays", .int(0...365))
    clauses = section.clauses()
  }
}
