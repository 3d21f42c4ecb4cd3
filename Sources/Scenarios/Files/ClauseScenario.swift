// SPDX-License-Identifier: Apache-2.0
package import Regulation

/// One scenario: what a control allows and what it refuses, or what a computation comes to.
package struct ClauseScenario: Sendable, Hashable {
  /// The file, from the folder of scenarios.
  package let file: String
  /// The line at which it begins.
  package let line: Int
  /// What it shows, in both languages.
  package let title: LocalText
  /// The clauses that it shows.
  package let clauses: [ClauseID]
  /// The control, by its name in the file of answers.
  package let control: String
  /// The stage of the place's chain at which it begins.
  package let stage: String
  /// What happens before either case.
  package let given: [ScenarioStep]
  /// The case within the rule; every act of it is allowed.
  package let allowed: [ScenarioStep]
  /// The case against the rule; nil for a deadline or a computation.
  package let refused: [ScenarioStep]?

  /// The place, which is the folder of the file.
  package var place: String { String(file.prefix { $0 != "/" }) }

  /// Every step.
  package var steps: [ScenarioStep] { given + allowed + (refused ?? []) }
}

extension ClauseScenario {
  /// Reads a file, which holds one scenario or a list of them; problems are reported at once.
  package static func load(yaml: String, file: String) throws(ScenarioError) -> [ClauseScenario] {
    let problems = ScenarioProblems(file: file)
    let root = ScenarioNode(yaml: yaml, problems)
    let scenarios =
      root.map { $0.isList ? $0.elements : [$0] }?.map { ClauseScenario($0, file) } ?? []
    guard problems.problems.isEmpty else { throw ScenarioError(problems: problems.problems) }
    return scenarios
  }

  private init(_ node: ScenarioNode, _ file: String) {
    self.file = file
    line = node.line
    var members: [String: ScenarioNode] = [:]
    for (key, value) in node.members {
      if !Self.keys.contains(key) { value.report("`\(key)` is not known here") }
      members[key] = value
    }
    for key in ["title", "clauses", "control", "stage"] where members[key] == nil {
      node.report("needs `\(key)`")
    }
    title = members["title"]?.localText ?? LocalText(zh: "", en: "")
    clauses = members["clauses"]?.elements.map { ClauseID($0.text) } ?? []
    control = members["control"]?.text ?? ""
    stage = members["stage"]?.text ?? ""
    given = members["given"].map(ScenarioStep.list) ?? []
    let shown = members["computed"] ?? members["allowed"]
    allowed = shown.map(ScenarioStep.list) ?? []
    refused = members["refused"].map(ScenarioStep.list)
    let isComputed = members["computed"] != nil
    if isComputed == (members["allowed"] != nil && members["refused"] != nil) {
      node.report("needs `allowed` and `refused`, or `computed`")
    }
    if (refused ?? allowed).allSatisfy({ $0.expected == nil }) {
      node.report("expects nothing; the \(isComputed ? "computed" : "refused") case must")
    }
  }

  private static let keys: Set = [
    "title", "clauses", "control", "stage", "given", "allowed", "refused", "computed",
  ]
}

/// Everything that is wrong with files of scenarios.
package struct ScenarioError: Error, Sendable, CustomStringConvertible {
  /// The problems in the order of the files.
  package let problems: [ScenarioProblem]

  /// Gathers problems.
  package init(problems: [ScenarioProblem]) {
    self.problems = problems
  }

  /// One line for each problem.
  package var description: String { problems.map(\.description).joined(separator: "\n") }
}
