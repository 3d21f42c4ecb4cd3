// SPDX-License-Identifier: Apache-2.0
package import Foundation
import Regulation

/// Plays scenarios on real platforms, each on a copy of its stage.
package struct ScenarioRunner: Sendable {
  private let rules: ScenarioRules
  private let scratch: URL
  private let switchesOff: Bool
  private let progress: @Sendable (String) -> Void

  /// Plays under rules in an empty folder of its own; with `switchesOff` each scenario's control is
  /// taken away in turn as well.
  package init(
    rules: ScenarioRules, scratch: URL, switchesOff: Bool,
    progress: @escaping @Sendable (String) -> Void
  ) {
    self.rules = rules
    self.scratch = scratch
    self.switchesOff = switchesOff
    self.progress = progress
  }

  /// Plays the scenarios of several places side by side, each place in the order given.
  package func run(
    _ scenarios: [ClauseScenario], chains: [String: ScenarioChain]
  ) async throws -> [ScenarioResult] {
    let places = Set(scenarios.map(\.place)).sorted()
    return try await withThrowingTaskGroup(of: (Int, [ScenarioResult]).self) { group in
      for (index, place) in places.enumerated() {
        guard let chain = chains[place] else { throw ScenarioFailure("no chain of \(place)") }
        let own = scenarios.filter { $0.place == place }
        group.addTask { (index, try await play(own, chain)) }
      }
      let played = try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
      return places.indices.flatMap { played[$0] ?? [] }
    }
  }

  private func play(
    _ scenarios: [ClauseScenario], _ chain: ScenarioChain
  ) async throws -> [ScenarioResult] {
    var stages = ScenarioStages(chain, rules, folder: scratch)
    var results: [ScenarioResult] = []
    for scenario in scenarios {
      try await stages.build(scenario.stage)
      let result = try await play(scenario, &stages)
      results.append(result)
      progress("\(result.passed ? "ok  " : "FAIL") \(scenario.file): \(scenario.title.zh)")
      for problem in result.problems { progress("     \(problem)") }
    }
    return results
  }

  private func play(
    _ scenario: ClauseScenario, _ stages: inout ScenarioStages
  ) async throws -> ScenarioResult {
    var problems: [String] = []
    func note(_ difference: ScenarioPlay.Difference?, _ what: String) -> Bool {
      guard let difference else { return true }
      problems.append("\(scenario.file):\(difference.line): \(what): \(difference.message)")
      return false
    }
    let within = try await perform(scenario, scenario.allowed, .all, &stages)
    let allowed = note(within, scenario.refused == nil ? "computed" : "allowed")
    var refused: Bool?
    if let steps = scenario.refused {
      refused = note(try await perform(scenario, steps, .all, &stages), "refused")
    }
    var switchedOff: Bool?
    if switchesOff, allowed, refused != false {
      let off = try await perform(
        scenario, scenario.refused ?? scenario.allowed,
        Controls(switchedOff: [scenario.control]), &stages)
      switchedOff = off?.isExpectation ?? false
      if off == nil {
        problems.append(
          "\(scenario.file):\(scenario.line): with `\(scenario.control)` off nothing changes")
      } else if off?.isExpectation == false {
        _ = note(off, "on the way there, with `\(scenario.control)` switched off")
      }
    }
    return ScenarioResult(
      file: scenario.file, title: scenario.title, place: scenario.place,
      clauses: scenario.clauses, control: scenario.control, allowed: allowed, refused: refused,
      switchedOff: switchedOff, problems: problems)
  }

  private func perform(
    _ scenario: ClauseScenario, _ steps: [ScenarioStep], _ controls: Controls,
    _ stages: inout ScenarioStages
  ) async throws -> ScenarioPlay.Difference? {
    try await stages.from(scenario.stage, controls) { play in
      try await play.perform(
        scenario.given + steps, control: scenario.control, clauses: scenario.clauses)
    }
  }
}
