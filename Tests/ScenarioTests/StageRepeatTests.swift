// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Platform
import Regulation
import Scenarios
import Testing

/// Stages that others play again, such as a county what its city did.
@Suite struct StageRepeatTests {
  private static let text = """
    start: 2026-03-02
    people:
      - {id: bureau, organisation: 市局, capacities: [implementingBody]}
      - {id: operator, organisation: 市公司, capacities: [operator, platformOperator]}
      - {id: countyOperator, place: quzhou-330802, organisation: 区公司, capacities: [operator]}
    forms:
      agreement: {case: "${case}", grantor: "${organisation.operator}", entries: [a, b]}
    stages:
      - name: founded
        title: {zh: "一", en: "one"}
        steps:
          - {by: operator, do: agreement.draft, form: agreement, save: agreement, on: 2026-03-05}
          - {by: operator, do: batch.deliver, with: {scenario: "${account.operator}"}}
          - {by: bureau, read: batches, where: {id: "${batch}"}, expect: {rows: 1}}
      - name: county
        title: {zh: "二", en: "two"}
        after: founded
        steps:
          - {by: bureau, do: call.close, with: {call: "${call}"}}
        repeat:
          stages: [founded]
          as: {operator: countyOperator}
          unchanged: [batch.deliver]
          with: {agreement.draft: {entries: [a]}}
    """

  private func load(_ text: String) throws -> ScenarioChain {
    try ScenarioChain.load(yaml: text, file: "quzhou/chain.yaml")
  }

  @Test func `the steps of the stage come first, then those of others in the names of who plays`()
    throws
  {
    let chain = try load(Self.text)
    let steps = chain.steps(of: try #require(chain.stage("county")))
    #expect(steps.map(\.by) == ["bureau", "countyOperator", "operator", "bureau"])
    let drafted = steps[1]
    #expect(drafted.form == nil && drafted.on == Day("2026-03-05"))
    #expect(drafted.save == ["agreement": "id"])
    #expect(drafted.input["case"] == "${case}" && drafted.input["entries"] == ["a"])
    #expect(drafted.input["grantor"] == "${organisation.countyOperator}")
    #expect(steps[2].input["scenario"] == "${account.countyOperator}")
    #expect(steps[3].expected == .values(["rows": 1]))
    // What the stage itself is for others stays as it was.
    let first = chain.steps(of: try #require(chain.stage("founded")))
    #expect(first.map(\.by) == ["operator", "operator", "bureau"])
    #expect(first[0].form == "agreement")
  }

  @Test func `a life of a further file has a name of its own and joins who comes later`() throws {
    let chain = try load(
      Self.text.replacing("repeat:", with: "joins: [countyOperator]\n    repeat:"))
    let life = try ScenarioLife.load(
      yaml: "chapters: [{through: county}]", file: "quzhou/life-county.yaml")
    #expect(life.name == "quzhou-county" && life.place == "quzhou")
    let parts = chain.parts(of: life)
    #expect(parts.map(\.steps.count) == [3, 4])
    #expect(parts.map(\.joins) == [[], ["countyOperator"]])
    let own = try ScenarioLife.load(
      yaml: "chapters: [{through: county}]", file: "quzhou/life.yaml")
    #expect(own.name == "quzhou")
  }

  @Test(arguments: [
    ("stages: [founded]", "stages: [nowhere]", "there is no stage `nowhere` before it to repeat"),
    ("stages: [founded]", "stages: [county]", "there is no stage `county` before it to repeat"),
    ("stages: [founded]", "stages: []", "needs `stages`"),
    ("unchanged:", "same:", "`same` is not known here"),
  ])
  func `what cannot be repeated is named`(_ from: String, _ to: String, _ words: String) throws {
    do {
      _ = try load(Self.text.replacing(from, with: to))
      Issue.record("it should not be read: \(to)")
    } catch let error as ScenarioError {
      #expect(error.problems.contains { $0.message.contains(words) }, "\(error.problems)")
    }
  }

  @Test func `the library finds every life and takes none for scenarios`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let library = try ScenarioLibrary(folder: root.appending(path: "Scenarios"))
    #expect(library.lives.map(\.name).contains("quzhou-county"))
    #expect(Set(library.lives.map(\.place)).count == 5)
    #expect(!library.scenarios.contains { $0.file.contains("/life") })
  }
}
