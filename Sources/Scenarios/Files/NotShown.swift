// SPDX-License-Identifier: Apache-2.0
package import Regulation

/// The clauses that are answered by a control and that no scenario shows yet.
package enum NotShown {
  /// Reads the file: a list of `clauses` with what a scenario of them `needs`.
  package static func load(yaml: String) throws(ScenarioError) -> Set<ClauseID> {
    let problems = ScenarioProblems(file: "not-shown.yaml")
    var clauses: Set<ClauseID> = []
    for element in ScenarioNode(yaml: yaml, problems)?.elements ?? [] {
      for (key, value) in element.members {
        switch key {
        case "control": _ = value.text
        case "needs": _ = value.localText
        case "clauses": clauses.formUnion(value.elements.map { ClauseID($0.text) })
        default: value.report("`\(key)` is not known here")
        }
      }
    }
    guard problems.problems.isEmpty else { throw ScenarioError(problems: problems.problems) }
    return clauses
  }
}
