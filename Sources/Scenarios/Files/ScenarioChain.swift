// SPDX-License-Identifier: Apache-2.0
package import Core
import Platform
package import Regulation

/// The people of a place and the stages of its chain, from `chain.yaml`.
package struct ScenarioChain: Sendable {
  /// One person with an account.
  package struct Person: Sendable {
    /// The name in steps, which is also the login.
    package let id: String
    /// The name of the organisation; nil for a colleague.
    package let organisation: String?
    /// The person in whose organisation a colleague works.
    package let with: String?
    /// The legal form of the organisation.
    package let form: String
    /// What the account may act as.
    package let capacities: [Capacity]
    /// What else the place asks when the organisation is registered.
    package let registration: [String: JSON]
    /// The lower authority of which the organisation is one, such as `quzhou-330802`; nil for the
    /// place itself. Such people join in a stage that names them.
    package let place: String?
    /// Whether the account is bound to a verified person although its capacities need none.
    package let isVerified: Bool

    /// What the person's organisation may act as: all that its people do.
    package func organisationCapacities(among people: [Person]) -> [Capacity] {
      let own = people.filter { $0.id == id || $0.with == id }.flatMap(\.capacities)
      return Set(own).sorted { $0.rawValue < $1.rawValue }
    }

    /// The person or enterprise that the account is bound to, as the fields of `account.grant`;
    /// none where its capacities need none. A company that speaks for its own data is an
    /// enterprise, everybody else a person.
    package func subject(_ number: Int) -> [String: JSON] {
      let isSubject = capacities.contains(.dataSubject)
      guard
        isSubject || isVerified || !Capacity.separatePersons.isDisjoint(with: capacities)
      else { return [:] }
      if isSubject, form == "legalPerson" {
        return [
          "subjectKind": "enterprise", "subjectCode": .string(ScenarioCodes.organisation(number)),
        ]
      }
      return ["subjectKind": "person", "subjectCode": .string(ScenarioCodes.person(number))]
    }
  }

  /// A named point of the chain.
  package struct Stage: Sendable {
    /// The line in the file.
    package let line: Int
    /// The name in scenarios.
    package let name: String
    /// What has happened by then.
    package let title: LocalText
    /// The stage that it goes on from; nil for the first.
    package let after: String?
    /// What happens between the two.
    package let steps: [ScenarioStep]
    /// The people of lower authorities that are there from the end of this stage on.
    package let joins: [String]
    /// The stages that others play again after its steps; nil where none are.
    let again: StageRepeat?
  }

  /// The file, from the folder of scenarios.
  package let file: String
  /// The day on which the chain begins.
  package let start: Day
  /// The people.
  package let people: [Person]
  /// Named fields that steps start from.
  package let forms: [String: [String: JSON]]
  /// The stages in order.
  package let stages: [Stage]

  /// The place, which is the folder of the file.
  package var place: String { String(file.prefix { $0 != "/" }) }

  /// The stage with this name.
  package func stage(_ name: String) -> Stage? { stages.first { $0.name == name } }
}

extension ScenarioChain {
  /// Reads a file; problems are reported at once.
  package static func load(yaml: String, file: String) throws(ScenarioError) -> ScenarioChain {
    let problems = ScenarioProblems(file: file)
    let chain = ScenarioNode(yaml: yaml, problems).map { ScenarioChain($0, file) }
    guard problems.problems.isEmpty, let chain else {
      throw ScenarioError(problems: problems.problems)
    }
    return chain
  }

  private init(_ node: ScenarioNode, _ file: String) {
    self.file = file
    var start: Day?
    var people: [Person] = []
    var forms: [String: [String: JSON]] = [:]
    var stages: [Stage] = []
    for (key, value) in node.members {
      switch key {
      case "start": start = value.day
      case "people": people = value.elements.map(Person.init)
      case "forms":
        for (name, form) in value.members { forms[name] = form.json.object ?? [:] }
      case "stages": stages = value.elements.map(Stage.init)
      default: value.report("`\(key)` is not known here")
      }
    }
    if start == nil { node.report("needs `start`") }
    for stage in stages {
      for name in stage.joins where !people.contains(where: { $0.id == name && $0.place != nil }) {
        node.reader.report(stage.line, "`\(name)` is nobody of a lower authority")
      }
    }
    for (index, stage) in stages.enumerated() {
      let known = stages[..<index].map(\.name)
      if known.contains(stage.name) { node.reader.report(stage.line, "a stage is named twice") }
      for name in stage.again?.stages ?? [] where !known.contains(name) {
        node.reader.report(stage.line, "there is no stage `\(name)` before it to repeat")
      }
      if let after = stage.after, !known.contains(after) {
        node.reader.report(stage.line, "there is no stage `\(after)` before it")
      }
    }
    self.start = start ?? .min
    self.people = people
    self.forms = forms
    self.stages = stages
  }
}

extension ScenarioChain.Person {
  init(_ node: ScenarioNode) {
    var id: String?
    var organisation: String?
    var with: String?
    var form: String?
    var capacities: [Capacity] = []
    var registration: [String: JSON] = [:]
    var place: String?
    var isVerified = false
    for (key, value) in node.members {
      switch key {
      case "id": id = value.text
      case "organisation": organisation = value.text
      case "with": with = value.text
      case "form": form = value.text
      case "registration": registration = value.json.object ?? [:]
      case "place": place = value.text
      case "verified": isVerified = value.text == "true"
      case "capacities":
        capacities = value.elements.compactMap { element in
          let capacity = Capacity(rawValue: element.text)
          if capacity == nil { element.report("there is no such capacity") }
          return capacity
        }
      default: value.report("`\(key)` is not known here")
      }
    }
    if id == nil { node.report("needs `id`") }
    if (organisation == nil) == (with == nil) { node.report("needs `organisation` or `with`") }
    if capacities.isEmpty { node.report("needs `capacities`") }
    self.id = id ?? ""
    self.organisation = organisation
    self.with = with
    self.form = form ?? "institution"
    self.capacities = capacities
    self.registration = registration
    self.place = place
    self.isVerified = isVerified
  }
}

extension ScenarioChain.Stage {
  fileprivate init(_ node: ScenarioNode) {
    var name: String?
    var title: LocalText?
    var after: String?
    var steps: [ScenarioStep] = []
    var joins: [String] = []
    var again: StageRepeat?
    for (key, value) in node.members {
      switch key {
      case "repeat": again = StageRepeat(value)
      case "joins": joins = value.elements.map(\.text)
      case "name": name = value.text
      case "title": title = value.localText
      case "after": after = value.text
      case "steps": steps = ScenarioStep.list(value)
      default: value.report("`\(key)` is not known here")
      }
    }
    if name == nil || title == nil { node.report("needs `name` and `title`") }
    self.init(
      line: node.line, name: name ?? "", title: title ?? LocalText(zh: "", en: ""), after: after,
      steps: steps, joins: joins, again: again)
  }
}
