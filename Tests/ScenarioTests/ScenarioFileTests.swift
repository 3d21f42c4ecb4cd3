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

  private static let life = """
    people: [{id: operator, organisation: 乙, capacities: [operator]}]
    forms: {plan: {title: 甲}}
    files: {power: {subjects: 3, months: 2}}
    chapters:
      - {through: applied}
      - title: {zh: "供数", en: "delivery"}
        instead: [delivered]
        steps: [{by: operator, upload: power, save: upload}]
      - {through: granted}
    """

  private static let chain = """
    start: 2026-03-02
    people: [{id: operator, organisation: 甲, capacities: [operator]}]
    forms: {plan: {purpose: 乙}}
    stages:
      - {name: applied, title: {zh: "一", en: "one"}}
      - {name: delivered, title: {zh: "二", en: "two"}, after: applied}
      - {name: granted, title: {zh: "三", en: "three"}, after: delivered}
    """

  @Test func `a life plays each stage once, and its own steps in the place of others`() throws {
    let life = try ScenarioLife.load(yaml: Self.life, file: "ezhou/life.yaml")
    let chain = try ScenarioChain.load(yaml: Self.chain, file: "ezhou/chain.yaml").living(life)
    #expect(chain.parts(of: life).map(\.title.en) == ["one", "delivery", "three"])
    #expect(chain.people.map(\.organisation) == ["乙"])
    #expect(chain.forms["plan"] == ["title": "甲", "purpose": "乙"])
    #expect(life.files["power"]?.subjects == 3 && life.files["power"]?.months == 2)
    let check = ScenarioCheck(registry: .shuyu, coverage: .none)
    #expect(check.problems(of: life, in: chain).isEmpty)
  }

  @Test(arguments: [
    ("through: granted", "through: nowhere", "no stage `nowhere`"),
    ("upload: power", "upload: water", "no file `water`"),
    ("by: operator, upload: power", "by: platform, do: batch.started", "by itself"),
    ("upload: power", "call: key", "calls a product by `product`"),
  ])
  func `what a life cannot do is named`(_ from: String, _ to: String, _ words: String) throws {
    let life = try ScenarioLife.load(
      yaml: Self.life.replacing(from, with: to), file: "ezhou/life.yaml")
    let chain = try ScenarioChain.load(yaml: Self.chain, file: "ezhou/chain.yaml")
    let check = ScenarioCheck(registry: .shuyu, coverage: .none)
    let found = check.problems(of: life, in: chain).map(\.description)
    #expect(found.contains { $0.contains(words) }, "\(found)")
  }

  @Test func `what needs a server is for lives alone`() throws {
    let chain = try ScenarioChain.load(
      yaml: Self.chain.replacing(
        "en: \"one\"}}", with: "en: \"one\"}, steps: [{by: operator, upload: power}]}"),
      file: "ezhou/chain.yaml")
    let check = ScenarioCheck(registry: .shuyu, coverage: .none)
    #expect(check.problems(of: chain).map(\.message) == ["only a life does this"])
  }

  @Test func `half a life is none`() {
    for text in ["chapters: []", "chapters: [{title: {zh: 一, en: one}}]"] {
      #expect(throws: ScenarioError.self) {
        try ScenarioLife.load(yaml: text, file: "ezhou/life.yaml")
      }
    }
  }
}
