// SPDX-License-Identifier: Apache-2.0

/// Actions that a text gives to some bodies alone, among those that may do them elsewhere.
///
/// Where one body organises and another supervises, such as an implementing institution and a data
/// authority, neither may do the other's part (SC-07.p1-a).
package struct Responsibility: Codable, Hashable, Sendable {
  /// The names of the actions.
  package let actions: [String]
  /// The plurals of the listings of which it alone sees every row; the others see their own.
  package let listings: [String]
  /// Who does them.
  package let by: [Capacity]
  /// Whether it rests on our reading of an unclear passage.
  package let isReading: Bool
  /// The clauses.
  package let clauses: [ClauseID]
  /// The line of the file on which it stands.
  package let line: Int
}

extension Responsibility {
  /// Reads the section.
  init(_ section: ProfileSection) {
    line = section.line
    actions = section.plain("actions", .list(.text))
    listings = section.plainIfPresent("listings", .list(.text)) ?? []
    by = section.plain("by", .list(.oneOf(Capacity.implementingBody)))
    isReading = section.plainIfPresent("reading", .bool) ?? false
    clauses = section.clauses()
    if actions.isEmpty && listings.isEmpty || by.isEmpty {
      section.report("gives nothing to anybody")
    }
  }
}

extension Profile {
  /// Who alone does an action here; nil where all may whose capacities allow it.
  package func responsibility(for action: String) -> Responsibility? {
    responsibilities.first { $0.actions.contains(action) }
  }
}
