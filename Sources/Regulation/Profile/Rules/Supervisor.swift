// SPDX-License-Identifier: Apache-2.0

/// Bodies that see every row of some listings because the text has them supervise.
package struct Supervisor: Codable, Hashable, Sendable {
  /// Who supervises.
  package let by: [Capacity]
  /// Which of the bodies that hold the capacity: names of the profile's `bodies`; empty for all.
  package let bodies: [String]
  /// The plurals of the listings of which they see every row of the place.
  package let listings: [String]
  /// Whether it rests on our reading of an unclear passage.
  package let isReading: Bool
  /// The clauses.
  package let clauses: [ClauseID]
  /// The line of the file on which it stands.
  package let line: Int
}

extension Supervisor {
  /// Reads the section.
  init(_ section: ProfileSection) {
    line = section.line
    by = section.plain("by", .list(.oneOf(Capacity.implementingBody)))
    bodies = section.plainIfPresent("bodies", .list(.name)) ?? []
    listings = section.plain("listings", .list(.text))
    isReading = section.plainIfPresent("reading", .bool) ?? false
    clauses = section.clauses()
    let outside: Set<Capacity> = [.operator, .developer, .dataSubject, .public, .system]
    if by.isEmpty || listings.isEmpty { section.report("shows nothing to anybody") }
    if !outside.isDisjoint(with: by) { section.report("names somebody who supervises nobody") }
  }
}

extension Profile {
  /// A supervising body is one of the text's and holds a supervising capacity of the rule.
  func checkSupervisors(_ problems: ProfileProblems) {
    for rule in supervisors {
      let held = Capacity.supervising.intersection(rule.by)
      for name in rule.bodies where held.isDisjoint(with: capacities(of: name)) {
        problems.report(
          rule.line, "supervisors", "names `\(name)`, which is no body with a capacity of the rule")
      }
    }
  }
}
