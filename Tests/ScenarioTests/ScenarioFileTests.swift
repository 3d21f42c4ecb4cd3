// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Scenarios
import Testing

/// Files of scenarios are read strictly: what is not known is an error with file and line.
@Suite struct ScenarioFileTests {
  private static let whole = """
    title: {zh: "逾期", en: "late"}
    clauses: [EZ-02.6-d]
    control: application.late
    stage: callPublished
    allowed:
      - {by: operator, do: application.submit, with: {call: "${call}"}, on: 2026-03-02}
    refused:
      - {by: operator, do: application.submit, on: 2026-06-30, expect: [application.late]}
    """

  private func problems(_ yaml: String) -> [String] {
    do {
      _ = try ClauseScenario.load(yaml: yaml, file: "ezhou/late.yaml")
      return []
    } catch {
      return error.problems.map(\.description)
    }
  }

  @Test func `a whole scenario is read as it is written`() throws {
    let scenario = try #require(
      try ClauseScenario.load(yaml: Self.whole, file: "ezhou/late.yaml").first)
    #expect(scenario.place == "ezhou")
    #expect(scenario.clauses == ["EZ-02.6-d"])
    #expect(scenario.allowed.first?.kind == .act("application.submit"))
    #expect(scenario.allowed.first?.input == ["call": "${call}"])
    #expect(scenario.refused?.first?.expected == .refused(["application.late"]))
    #expect(scenario.refused?.first?.on == Day("2026-06-30"))
  }

  @Test func `a list in one file is several scenarios`() throws {
    let block = Self.whole.split(separator: "\n").enumerated()
      .map { ($0.offset == 0 ? "- " : "  ") + $0.element }.joined(separator: "\n")
    let read = try ClauseScenario.load(yaml: block + "\n" + block, file: "ezhou/late.yaml")
    #expect(read.count == 2)
  }

  @Test func `an unknown key is named with its line`() {
    #expect(
      problems(Self.whole + "\nnote: x") == ["ezhou/late.yaml:9: `note` is not known here"])
  }

  @Test func `a case that expects nothing shows nothing`() {
    let text = Self.whole.replacing(", expect: [application.late]", with: "")
    #expect(problems(text).first?.contains("expects nothing") == true)
  }

  @Test func `half a scenario is none`() {
    let text = Self.whole.split(separator: "\n").prefix(6).joined(separator: "\n")
    #expect(problems(text).first?.contains("needs `allowed` and `refused`") == true)
  }

  @Test(arguments: [
    ("do: application.submit, on", "do: application.hand, on", "no action `application.hand`"),
    ("call: \"${call}\"", "cal: \"${call}\"", "no field `cal`"),
    (
      "by: operator, do: application.submit, with", "by: nobody, do: application.submit, with",
      "nobody called `nobody`"
    ),
    ("stage: callPublished", "stage: nowhere", "no stage `nowhere`"),
    ("EZ-02.6-d", "EZ-99-z", "no clause EZ-99-z"),
  ])
  func `what the platform does not know is named`(_ from: String, _ to: String, _ words: String)
    throws
  {
    let chain = try ScenarioChain.load(
      yaml: """
        start: 2026-03-02
        people: [{id: operator, organisation: 甲, capacities: [operator]}]
        stages: [{name: callPublished, title: {zh: "一", en: "one"}}]
        """, file: "ezhou/chain.yaml")
    let check = ScenarioCheck(registry: .shuyu, coverage: .none)
    let scenario = try #require(
      try ClauseScenario.load(
        yaml: Self.whole.replacing(from, with: to), file: "ezhou/late.yaml"
      ).first)
    let found = check.problems(of: scenario, in: chain).map(\.description)
    #expect(found.contains { $0.contains(words) }, "\(found)")
  }
}
