// SPDX-License-Identifier: Apache-2.0

/// What an organisation shows of itself beyond papers, where the text asks it of operators and
/// developers alike: queries of lists, levels of incidents, violations, scores, a team, projects.
package struct QualificationRules: Codable, Hashable, Sendable {
  /// Of whom it is asked.
  package let bearers: ProfileValue<[Capacity]>
  /// Where lists are queried.
  package let sources: ProfileValue<[Labelled]>
  /// The lists on which it must not stand, each queried at each source.
  package let lists: ProfileValue<[Labelled]>
  /// The levels of incidents, the least first.
  package let incidentLevels: ProfileValue<[Labelled]>
  /// The least level that counts.
  package let incidentLevelLeast: ProfileValue<String>
  /// The fields in which violations are asked for.
  package let violationFields: ProfileValue<[Labelled]>
  /// Within how many years a violation bars; an older one is for the reviewer to weigh.
  package let violationYears: ProfileValue<Int>
  /// The items of eligibility each of whose slots is scored.
  package let scoredItems: ProfileValue<[String]>
  /// Whether the people of the team are listed.
  package let team: ProfileValue<Bool>
  /// The kinds of projects of which at least one is shown.
  package let projectKinds: ProfileValue<[Labelled]>
  /// Whether a document may add further items.
  package let additions: ProfileValue<Bool>
}

extension QualificationRules {
  /// Reads the section.
  init(_ section: ProfileSection) {
    bearers = section.value("bearers", .list(.oneOf(Capacity.operator)))
    sources = section.value("sources", .labelled)
    lists = section.value("lists", .labelled)
    incidentLevels = section.value("incidentLevels", .labelled)
    incidentLevelLeast = section.value("incidentLevelLeast", .name)
    violationFields = section.value("violationFields", .labelled)
    violationYears = section.value("violationYears", .int(0...50))
    scoredItems = section.value("scoredItems", .list(.name))
    team = section.value("team", .bool)
    projectKinds = section.value("projectKinds", .labelled)
    additions = section.value("additions", .bool)
    let levels = incidentLevels.value?.map(\.id) ?? []
    if let least = incidentLevelLeast.value, !levels.contains(least) {
      section.report("counts incidents from a level that is none of its levels")
    }
  }

  /// Whether an incident of a level counts.
  package func counts(level: String) -> Bool {
    let levels = incidentLevels.value?.map(\.id) ?? []
    guard let least = incidentLevelLeast.value.flatMap(levels.firstIndex),
      let found = levels.firstIndex(of: level)
    else { return true }
    return found >= least
  }
}
