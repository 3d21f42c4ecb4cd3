// SPDX-License-Identifier: Apache-2.0
import Core

/// Which authorities there may be below a place's own, and what parts them.
package struct AuthorityRules: Codable, Hashable, Sendable {
  /// The levels below the place's own.
  package let levels: [AuthorityLevel]
  /// The clauses by which the data of one tier are not authorised at another; those of the whole
  /// section where none are named.
  package let resources: [ClauseID]
  /// The clauses by which each authority acts on its own matters.
  package let clauses: [ClauseID]

  /// The level of a name.
  package func level(_ id: String) -> AuthorityLevel? { levels.first { $0.id == id } }
}

extension AuthorityRules {
  /// Reads the section.
  init(_ section: ProfileSection) {
    levels = section.sections("levels", AuthorityLevel.init)
    clauses = section.clauses()
    resources =
      section.optional("resources") == nil
      ? clauses : section.section("resources") { $0.clauses() }
    if levels.isEmpty { section.report("names no level") }
  }
}

extension Profile {
  /// The level of the place itself or of an authority below it has levels above it that exist, and
  /// what a level names is there.
  func checkAuthorities(_ problems: ProfileProblems) {
    guard let authorities else { return }
    let known = [level.rawValue] + authorities.levels.map(\.id)
    // A place whose own level is not settled yet cannot be held against those below it.
    let isSettled = !problems.problems.contains { $0.key == "level" }
    if isSettled, Set(known).count != known.count {
      problems.report(
        authorities.levels.first?.line ?? 0, "authorities.levels",
        "names a level twice or the place's own")
    }
    for (index, rule) in authorities.levels.enumerated() {
      // Only levels that stand before it: so there is no circle.
      let earlier = known.prefix(index + 1)
      for name in rule.under where isSettled && !earlier.contains(name) {
        problems.report(
          rule.line, "authorities.levels", "`\(name)` is neither the place's level nor one before")
      }
      if let name = rule.procedure, procedure(name)?.carriedBy != nil || procedure(name) == nil {
        problems.report(
          rule.line, "authorities.levels", "names `\(name)`, which is no procedure with cases")
      }
      for asked in rule.materials {
        let steps = procedures.compactMap { $0.step(asked.step) }
        if !steps.contains(where: { $0.materials.contains { $0.id == asked.material } }) {
          problems.report(
            rule.line, "authorities.levels",
            "no step `\(asked.step)` has a material `\(asked.material)`")
        }
      }
      for name in rule.restsOn where duty(name) == nil && procedure(name) == nil {
        problems.report(
          rule.line, "authorities.levels", "names `\(name)`, which is no duty and no procedure")
      }
    }
  }

  /// The procedure by which operation is authorised at a level; that of the place's own for nil and
  /// where the level has none of its own.
  package func authorisationProcedure(at level: AuthorityLevel?) -> Procedure? {
    level?.procedure.flatMap(procedure) ?? authorisationProcedure
  }
}
