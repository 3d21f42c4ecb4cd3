// SPDX-License-Identifier: Apache-2.0

/// A body the text names, with the capacities it holds.
package struct ProfileBody: Codable, Hashable, Sendable {
  /// Its name in code, such as `cityDataBureau`.
  package let id: String
  /// Its name for people.
  package let label: LocalText
  /// What it acts as.
  package let capacities: [Capacity]
  /// Whether a capacity is our reading of the text.
  package let isReading: Bool
  /// The clauses.
  package let clauses: [ClauseID]
}

extension ProfileBody {
  /// Reads the section.
  init(_ section: ProfileSection) {
    id = section.plain("id", .name)
    label = section.label()
    capacities = section.plain("capacities", .list(.oneOf(Capacity.implementingBody)))
    isReading = section.plainIfPresent("reading", .bool) ?? false
    clauses = section.clauses()
  }
}

/// The local word for a common term.
package struct ProfileTerm: Codable, Hashable, Sendable {
  /// The term's name in code.
  package let id: String
  /// The local word and its translation.
  package let word: LocalText
  /// The clauses that define or use it.
  package let clauses: [ClauseID]
}

extension ProfileTerm {
  /// Reads the section.
  init(_ section: ProfileSection) {
    id = section.plain("id", .name)
    word = section.label()
    clauses = section.clauses()
  }
}
