// SPDX-License-Identifier: Apache-2.0
import Core

/// Stages of a chain that others play again for themselves, such as a county what its city did.
struct StageRepeat: Sendable {
  /// The line in the file.
  let line: Int
  /// The names of the stages, in order.
  let stages: [String]
  /// Who takes whose part; whoever is not named takes their own.
  private let people: [String: String]
  /// Actions that whoever did them before does again, such as those of the city's platform.
  private let unchanged: Set<String>
  /// Fields that are others this time, by action.
  private let fields: [String: [String: JSON]]
}

extension StageRepeat {
  init(_ node: ScenarioNode) {
    var stages: [String] = []
    var people: [String: String] = [:]
    var unchanged: [String] = []
    var fields: [String: [String: JSON]] = [:]
    for (key, value) in node.members {
      switch key {
      case "stages": stages = value.elements.map(\.text)
      case "as": for (name, other) in value.members { people[name] = other.text }
      case "unchanged": unchanged = value.elements.map(\.text)
      case "with":
        for (name, members) in value.members { fields[name] = members.json.object ?? [:] }
      default: value.report("`\(key)` is not known here")
      }
    }
    if stages.isEmpty { node.report("needs `stages`") }
    line = node.line
    self.stages = stages
    self.people = people
    self.unchanged = Set(unchanged)
    self.fields = fields
  }

  /// The steps of a stage as the others do them; fields of forms stand in the steps.
  func steps(
    of stage: ScenarioChain.Stage, forms: [String: [String: JSON]]
  ) -> [ScenarioStep] {
    stage.steps.map { step in
      var name = ""
      if case .act(let action) = step.kind { name = action }
      let input = (step.form.flatMap { forms[$0] } ?? [:]).merging(step.input) { $1 }
        .merging(fields[name] ?? [:]) { $1 }
      return ScenarioStep(
        line: step.line,
        by: unchanged.contains(name) ? step.by : people[step.by] ?? step.by, kind: step.kind,
        form: nil, input: input.mapValues(renamed), on: step.on, save: step.save,
        expected: step.expected)
    }
  }

  /// A value with the organisations and accounts of those who take part now.
  private func renamed(_ value: JSON) -> JSON {
    switch value {
    case .string(let text): .string(renamed(text))
    case .array(let items): .array(items.map(renamed))
    case .object(let members): .object(members.mapValues(renamed))
    case .null, .bool, .int: value
    }
  }

  private func renamed(_ text: String) -> String {
    for kind in ["organisation", "account"] {
      for (name, other) in people where text == "${\(kind).\(name)}" {
        return "${\(kind).\(other)}"
      }
    }
    return text
  }
}

extension ScenarioChain {
  /// What is played of a stage: its own steps, then those that it repeats for others.
  package func steps(of stage: Stage) -> [ScenarioStep] {
    guard let again = stage.again else { return stage.steps }
    return stage.steps
      + again.stages.compactMap { self.stage($0) }.flatMap { again.steps(of: $0, forms: forms) }
  }
}
