// SPDX-License-Identifier: Apache-2.0
import Core
package import Platform
package import Regulation

/// Holds scenarios against what the platform declares and what the file of answers says.
package struct ScenarioCheck {
  private let registry: Registry
  private let coverage: Coverage

  /// Checks against the platform's declarations and answers.
  package init(registry: Registry, coverage: Coverage) {
    self.registry = registry
    self.coverage = coverage
  }

  /// What is wrong with the steps of a chain.
  package func problems(of chain: ScenarioChain) -> [ScenarioProblem] {
    chain.stages.flatMap { stage in
      chain.steps(of: stage).flatMap { playable($0, in: chain.file, chain) }
    }
  }

  /// What is wrong with a scenario: its stage, its steps, and whether the answers name it.
  package func problems(of scenario: ClauseScenario, in chain: ScenarioChain) -> [ScenarioProblem] {
    func problem(_ message: String) -> ScenarioProblem {
      ScenarioProblem(file: scenario.file, line: scenario.line, message: message)
    }
    var found = scenario.steps.flatMap { playable($0, in: scenario.file, chain) }
    if chain.stage(scenario.stage) == nil {
      found.append(problem("there is no stage `\(scenario.stage)`"))
    }
    if scenario.clauses.isEmpty { found.append(problem("shows no clause")) }
    let answers = coverage[scenario.place]?.entries ?? []
    for clause in scenario.clauses {
      guard let answer = answers.first(where: { $0.id == clause }) else {
        found.append(problem("there is no clause \(clause) in \(scenario.place)"))
        continue
      }
      let controls = [answer.control] + answer.also
      if !answer.kind.isShownByScenario || !controls.contains(scenario.control) {
        found.append(
          problem("\(clause) is \(answer.kind.rawValue) by `\(answer.control)` in the answers"))
      } else if answer.scenario != scenario.file {
        found.append(problem("the answer to \(clause) does not name this file as its scenario"))
      }
    }
    return found
  }

  /// What is wrong with a step that is played without a server.
  private func playable(
    _ step: ScenarioStep, in file: String, _ chain: ScenarioChain
  ) -> [ScenarioProblem] {
    guard step.kind.needsServer else { return problems(of: step, in: file, chain) }
    return [ScenarioProblem(file: file, line: step.line, message: "only a life does this")]
  }

  func problems(
    of step: ScenarioStep, in file: String, _ chain: ScenarioChain
  ) -> [ScenarioProblem] {
    func problem(_ message: String) -> ScenarioProblem {
      ScenarioProblem(file: file, line: step.line, message: message)
    }
    var found: [ScenarioProblem] = []
    let people = chain.people.map(\.id) + ScenarioCast.given
    if !people.contains(step.by) { found.append(problem("there is nobody called `\(step.by)`")) }
    if let form = step.form, chain.forms[form] == nil {
      found.append(problem("there is no form `\(form)`"))
    }
    let known: Set<String>
    switch step.kind {
    case .act(let name):
      guard let action = registry.actions[name] else {
        return found + [problem("there is no action `\(name)`")]
      }
      known = Set(action.info.fields.map(\.name))
    case .read(let plural):
      guard let listing = registry.listings[plural] else {
        return found + [problem("there is no listing `\(plural)`")]
      }
      known = Set(listing.table.columns.map(\.name) + listing.columns.map(\.name) + ["id"])
    case .call: known = ["subjectCode"]
    case .upload, .package: known = []
    case .page: known = ["contains"]
    case .product: return found
    }
    let given = step.input.merging(step.form.flatMap { chain.forms[$0] } ?? [:]) { own, _ in own }
    let isKnown = { (name: String) in known.contains(String(name.prefix { $0 != "." })) }
    found += given.keys.sorted().filter { !isKnown($0) }
      .map { problem("there is no field `\($0)`") }
    return found
  }
}
