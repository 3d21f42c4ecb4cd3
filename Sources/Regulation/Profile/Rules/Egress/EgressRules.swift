// SPDX-License-Identifier: Apache-2.0

/// How much must stand behind what leaves the domain, and who looks at it.
package struct EgressRules: Codable, Hashable, Sendable {
  /// How many people check each release without seeing each other's vote, 1 to 5.
  package let checkers: ProfileValue<Int>
  /// The least number of distinct contributors with a value behind a cell.
  package let contributorsMin: ProfileValue<Int>
  /// The n of the dominance rule: how many largest contributions are added up.
  package let dominanceCount: ProfileValue<Int>
  /// The k of the dominance rule in per cent: those n reach less than this of the total.
  package let dominancePercent: ProfileValue<Int>
  /// The p of the p% rule: how near, in per cent, an estimate may not come.
  package let ambiguityPercent: ProfileValue<Int>
  /// The least number of contributors by which two released cells may differ.
  package let differencingMin: ProfileValue<Int>
  /// The most jobs a scenario may run over grants on a day: what they tell of themselves before
  /// a release, an end, a line, a class of time, adds up.
  package let productionJobsPerDay: ProfileValue<Int>
  /// Whether an answer about a subject may give a column of the granted data as it is; nil where
  /// the text says nothing.
  package let subjectValues: ProfileValue<Bool>?
  /// Whether records may leave at all, each by itself; nil where the text says nothing.
  package let recordLevel: ProfileValue<Bool>?
  /// What each checker answers at each vote; empty where the place asks nothing.
  package let checklist: [SectionRule]
  /// The kinds that one checker decides when nothing was found; empty where none is opened.
  package let lowRisk: [LowRiskLane]
}

extension EgressRules {
  /// Reads the section.
  init(_ section: ProfileSection) {
    checkers = section.value("checkers", .int(1...5))
    contributorsMin = section.value("contributorsMin", .int(3...10000))
    dominanceCount = section.value("dominanceCount", .int(1...10))
    dominancePercent = section.value("dominancePercent", .int(1...100))
    ambiguityPercent = section.value("ambiguityPercent", .int(1...100))
    differencingMin = section.value("differencingMin", .int(3...10000))
    productionJobsPerDay = section.value("productionJobsPerDay", .int(1...10000))
    subjectValues =
      section.optional("subjectValues") == nil ? nil : section.value("subjectValues", .bool)
    recordLevel =
      section.optional("recordLevel") == nil ? nil : section.value("recordLevel", .bool)
    checklist = section.sectionsIfPresent("checklist", SectionRule.init)
    lowRisk = section.sectionsIfPresent("lowRisk", LowRiskLane.init)
  }
}

extension EgressRules {
  /// The numbers with their names, in the order of the section.
  var numbers: [(name: String, value: ProfileValue<Int>)] {
    [
      ("checkers", checkers), ("contributorsMin", contributorsMin),
      ("dominanceCount", dominanceCount), ("dominancePercent", dominancePercent),
      ("ambiguityPercent", ambiguityPercent), ("differencingMin", differencingMin),
      ("productionJobsPerDay", productionJobsPerDay),
    ]
  }

  /// The names of the numbers that are open.
  var openNames: Set<String> { Set(numbers.filter { $0.value.isOpen }.map(\.name)) }

  /// These rules with open values taken from the rules beneath.
  func resting(on base: EgressRules) -> EgressRules {
    EgressRules(
      checkers: checkers.resting(on: base.checkers),
      contributorsMin: contributorsMin.resting(on: base.contributorsMin),
      dominanceCount: dominanceCount.resting(on: base.dominanceCount),
      dominancePercent: dominancePercent.resting(on: base.dominancePercent),
      ambiguityPercent: ambiguityPercent.resting(on: base.ambiguityPercent),
      differencingMin: differencingMin.resting(on: base.differencingMin),
      productionJobsPerDay: productionJobsPerDay.resting(on: base.productionJobsPerDay),
      subjectValues: subjectValues ?? base.subjectValues,
      recordLevel: recordLevel ?? base.recordLevel,
      checklist: checklist.isEmpty ? base.checklist : checklist,
      lowRisk: lowRisk.isEmpty ? base.lowRisk : lowRisk)
  }
}

extension ProfileValue {
  /// This value, or the one beneath where this one is open or silent; its clauses stay.
  func resting(on base: ProfileValue) -> ProfileValue {
    guard value == nil else { return self }
    return ProfileValue(base.value, clauses: clauses, source: base.source)
  }
}
