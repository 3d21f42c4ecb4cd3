// SPDX-License-Identifier: Apache-2.0

import Regulation
import Testing

@Suite struct NationalRulesTests {
  @Test func `every value names its source and nothing is open`() throws {
    let rules = try SharedData.national()
    #expect(rules.open.isEmpty)
    #expect(rules.termYearsMax.value == 5)
    #expect(rules.termYearsMax.source == "发改数据规〔2025〕27号")
    #expect(rules.disclosureDueMonth.value == 3)
    #expect(rules.logRetentionMonthsMin.value == 6)
    #expect(rules.separatedAdministrators.value == 3)
    #expect(rules.documents.count == 4)
  }

  @Test func `what is our own policy says so`() throws {
    let egress = try SharedData.national().egress
    for value in [
      egress.checkers, egress.contributorsMin, egress.dominanceCount, egress.dominancePercent,
      egress.ambiguityPercent, egress.differencingMin, egress.productionJobsPerDay,
    ] {
      #expect(value.source?.hasPrefix("platform policy: ") == true)
      #expect(value.clauses.isEmpty)
    }
  }

  @Test func `a clause id is refused, because these rules have none`() throws {
    let text = try SharedData.text("national.yaml")
      .replacing("termYearsMax: {value: 5,", with: "termYearsMax: {value: 5, clauses: [EZ-02.6-i],")
    let error = #expect(throws: ProfileError.self) {
      try NationalRules.load(yaml: text, file: "n.yaml")
    }
    #expect(error?.problems.map(\.key) == ["termYearsMax.clauses.0"])
  }

  @Test(arguments: [
    ("termYears: {value: 5,", "termYears: {value: 6,", "authorisation.termYears", "6", "5"),
    (
      "operatorMayRedevelop: {value: false,", "operatorMayRedevelop: {value: true,",
      "operation.operatorMayRedevelop", "true", "false"
    ),
    ("checkers: {value: null, gates: true,", "checkers: {value: 1,", "egress.checkers", "1", "2"),
    (
      "contributorsMin: {value: null, gates: true,", "contributorsMin: {value: 5,",
      "egress.contributorsMin", "5", "10"
    ),
    (
      "dominancePercent: {value: null, gates: true,", "dominancePercent: {value: 95,",
      "egress.dominancePercent", "95", "90"
    ),
  ])
  func `a looser local value is shown as a conflict`(
    passage: String, replacement: String, key: String, local: String, national: String
  ) throws {
    let text = try SharedData.text("ezhou.yaml")
    #expect(text.contains(passage))
    let profile = try Profile.load(
      yaml: text.replacing(passage, with: replacement), file: "x.yaml")
    let conflicts = try SharedData.national().conflicts(with: profile)
    #expect(conflicts.map(\.key) == [key])
    #expect(conflicts.first?.local == local)
    #expect(conflicts.first?.national == national)
    #expect(conflicts.first?.source.isEmpty == false)
  }

  @Test func `a stricter local value is no conflict and stays`() throws {
    let text = try SharedData.text("ezhou.yaml")
      .replacing(
        "contributorsMin: {value: null, gates: true,", with: "contributorsMin: {value: 20,")
    let national = try SharedData.national()
    let profile = try Profile.load(yaml: text, file: "x.yaml").resting(on: national)
    #expect(national.conflicts(with: profile).isEmpty)
    #expect(profile.egress.contributorsMin.value == 20)
    #expect(profile.egress.contributorsMin.source == nil)
  }
}
