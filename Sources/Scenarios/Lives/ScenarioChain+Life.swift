// SPDX-License-Identifier: Apache-2.0
import Regulation

extension ScenarioChain {
  /// The chain with the people and the forms of a life: those of the same name are the life's, and
  /// a form has the fields of both.
  package func living(_ life: ScenarioLife) -> ScenarioChain {
    let others = people.map { person in life.people.first { $0.id == person.id } ?? person }
    let more = life.people.filter { person in !people.contains { $0.id == person.id } }
    return ScenarioChain(
      file: file, start: start, people: others + more,
      forms: forms.merging(life.forms) { $0.merging($1) { $1 } }, stages: stages)
  }

  /// What is played of a life, in order: each stage once, after those before it, but for those
  /// whose place the life's own steps take.
  package func parts(of life: ScenarioLife) -> [ScenarioLife.Part] {
    var played: Set<String> = []
    return life.chapters.flatMap { chapter -> [ScenarioLife.Part] in
      played.formUnion(chapter.instead)
      guard let through = chapter.through else {
        return [
          ScenarioLife.Part(
            title: chapter.title ?? .init(zh: "", en: ""), file: life.file, steps: chapter.steps,
            joins: [])
        ]
      }
      return way(to: through).filter { played.insert($0.name).inserted }.map { stage in
        ScenarioLife.Part(
          title: stage.title, file: file, steps: steps(of: stage), joins: stage.joins)
      }
    }
  }

  /// The stages to one, from the first.
  private func way(to name: String) -> [Stage] {
    guard let stage = stage(name) else { return [] }
    return (stage.after.map(way) ?? []) + [stage]
  }
}

extension ScenarioCheck {
  /// What is wrong with a life: its stages and its steps.
  package func problems(of life: ScenarioLife, in chain: ScenarioChain) -> [ScenarioProblem] {
    var found: [ScenarioProblem] = []
    for chapter in life.chapters {
      let named = [chapter.through].compactMap { $0 } + chapter.instead
      for name in named where chain.stage(name) == nil {
        found.append(
          ScenarioProblem(
            file: life.file, line: chapter.line, message: "there is no stage `\(name)`"))
      }
    }
    let own = chain.living(life)
    for part in own.parts(of: life) {
      for step in part.steps {
        found += problems(of: step, in: part.file, own)
        found += missing(step, part.file, life)
      }
    }
    return found
  }

  private func missing(
    _ step: ScenarioStep, _ file: String, _ life: ScenarioLife
  ) -> [ScenarioProblem] {
    var messages: [String] = []
    if step.by == "platform" { messages.append("in a life the platform does this by itself") }
    if case .call = step.kind { messages.append("a life calls a product by `product`") }
    if case .upload(let name) = step.kind, life.files[name] == nil {
      messages.append("there is no file `\(name)`")
    }
    return messages.map { ScenarioProblem(file: file, line: step.line, message: $0) }
  }
}
