// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// The whole life of one authorisation in a place, from `life.yaml`: stages of the place's chain in
/// their order, and what follows them to the end.
package struct ScenarioLife: Sendable {
  /// Readings of electricity, as a file to be delivered: columns `uscc`, `month` and `kwh`.
  package struct File: Sendable, Hashable {
    /// How many enterprises it is about.
    package let subjects: Int
    /// How many months there are of each.
    package let months: Int
  }

  /// Steps that belong together: stages of the chain, or steps of its own.
  package struct Chapter: Sendable {
    /// The line in the file.
    package let line: Int
    /// The stage of the chain up to which is played; nil for steps of its own.
    package let through: String?
    /// What it is about; nil for stages, which have titles themselves.
    package let title: LocalText?
    /// Its own steps.
    package let steps: [ScenarioStep]
    /// Stages of the chain whose place these steps take.
    package let instead: [String]
  }

  /// Steps with the title and the file in which they stand.
  package struct Part: Sendable {
    /// What it is about.
    package let title: LocalText
    /// The file of the steps, from the folder of scenarios.
    package let file: String
    /// The steps.
    package let steps: [ScenarioStep]
    /// The people of lower authorities that are there from then on.
    package let joins: [String]
  }

  /// The file, from the folder of scenarios.
  package let file: String
  /// People of this life alone, and those of the chain who are others here.
  package let people: [ScenarioChain.Person]
  /// Fields that this life sets in the chain's forms, and forms of its own.
  package let forms: [String: [String: JSON]]
  /// Files that are delivered.
  package let files: [String: File]
  /// The chapters in order.
  package let chapters: [Chapter]

  /// The place, which is the folder of the file.
  package var place: String { String(file.prefix { $0 != "/" }) }

  /// What it is called: its place, and for a further life of the place what its file adds to
  /// `life`, as `quzhou-county` for `quzhou/life-county.yaml`.
  package var name: String {
    let added = file.dropFirst(place.count + "/life".count).dropLast(".yaml".count)
    return place + added
  }
}

extension ScenarioLife {
  /// Reads a file; problems are reported at once.
  package static func load(yaml: String, file: String) throws(ScenarioError) -> ScenarioLife {
    let problems = ScenarioProblems(file: file)
    let life = ScenarioNode(yaml: yaml, problems).map { ScenarioLife($0, file) }
    guard problems.problems.isEmpty, let life else {
      throw ScenarioError(problems: problems.problems)
    }
    return life
  }

  private init(_ node: ScenarioNode, _ file: String) {
    self.file = file
    var people: [ScenarioChain.Person] = []
    var forms: [String: [String: JSON]] = [:]
    var files: [String: File] = [:]
    var chapters: [Chapter] = []
    for (key, value) in node.members {
      switch key {
      case "people": people = value.elements.map(ScenarioChain.Person.init)
      case "forms":
        for (name, form) in value.members { forms[name] = form.json.object ?? [:] }
      case "files":
        for (name, member) in value.members { files[name] = File(member) }
      case "chapters": chapters = value.elements.map(Chapter.init)
      default: value.report("`\(key)` is not known here")
      }
    }
    if chapters.isEmpty { node.report("needs `chapters`") }
    self.people = people
    self.forms = forms
    self.files = files
    self.chapters = chapters
  }
}

extension ScenarioLife.File {
  /// The most enterprises or months of a file.
  private static let most: Int64 = 1_000

  fileprivate init(_ node: ScenarioNode) {
    var numbers: [String: Int64] = [:]
    for (key, value) in node.members {
      guard ["subjects", "months"].contains(key) else {
        value.report("`\(key)` is not known here")
        continue
      }
      let number = value.json.int ?? 0
      if !(1...Self.most).contains(number) { value.report("must be 1 to \(Self.most)") }
      numbers[key] = number
    }
    if numbers.count != 2 { node.report("needs `subjects` and `months`") }
    subjects = Int(numbers["subjects"] ?? 0)
    months = Int(numbers["months"] ?? 0)
  }
}

extension ScenarioLife.Chapter {
  fileprivate init(_ node: ScenarioNode) {
    var through: String?
    var title: LocalText?
    var steps: [ScenarioStep] = []
    var instead: [String] = []
    for (key, value) in node.members {
      switch key {
      case "instead": instead = value.elements.map(\.text)
      case "through": through = value.text
      case "title": title = value.localText
      case "steps": steps = ScenarioStep.list(value)
      default: value.report("`\(key)` is not known here")
      }
    }
    if (through == nil) == (title == nil) || (through == nil) == steps.isEmpty {
      node.report("needs `through`, or `title` and `steps`")
    }
    line = node.line
    self.through = through
    self.title = title
    self.steps = steps
    self.instead = instead
  }
}
