// SPDX-License-Identifier: Apache-2.0
import Platform
import Regulation

/// Which action can be done in which state of each kind of record, drawn from the declarations.
struct StateDiagrams {
  /// All that the platform declares.
  let registry: Registry

  /// One kind of record by one of its members, with the actions that look at it.
  private struct Machine {
    let table: String
    let member: String
    let actions: [(info: ActionInfo, states: ActionStates)]

    var known: [String] { Set(actions.flatMap(\.states.known)).sorted() }
  }

  /// The page.
  var markdown: String {
    let intro = """
      # States of records

      Drawn from what each action declares (`shuyu diagrams`). An arrow leads from a state to what \
      can be done in it; a heavy one where the record waits for it, so that it stands on lists of \
      tasks.
      In every other state it is refused. Which state follows is decided from the facts and the \
      place's rules.
      """
    return ([intro] + machines.map(section)).joined(separator: "\n\n") + "\n"
  }

  private var machines: [Machine] {
    let declared = registry.actions.values.map(\.info).sorted { $0.name < $1.name }
      .compactMap { info in info.states.flatMap { states in info.on.map { ($0, info, states) } } }
    let keys = Set(declared.map { "\($0.0)/\($0.2.member)" }).sorted()
    return keys.compactMap { key in
      let own = declared.filter { "\($0.0)/\($0.2.member)" == key }
      return own.first.map { first in
        Machine(table: first.0, member: first.2.member, actions: own.map { ($0.1, $0.2) })
      }
    }
  }

  private func section(_ machine: Machine) -> String {
    let listing = registry.listings.values.filter { $0.table.name == machine.table }
      .min { $0.plural < $1.plural }
    let label = listing.map { "\($0.label.zh) \($0.label.en)" }
    let title = machine.member == "state" ? machine.table : "\(machine.table).\(machine.member)"
    var chart = Flowchart("LR")
    for state in machine.known { chart.add("state \(state)", .round, [state]) }
    let bound = machine.actions.filter { !$0.states.refused.isEmpty }
    for (info, states) in bound {
      let by = info.isSystem ? "平台 the platform" : ""
      chart.add(info.name, .box, [info.label.zh, info.label.en, info.name, by])
      for state in states.all.sorted() {
        let arrow: Flowchart.Arrow = states.duties.contains(state) ? .heavy : .plain
        chart.connect("state \(state)", arrow, info.name)
      }
    }
    let free = machine.actions.filter { $0.states.refused.isEmpty }.map { "`\($0.info.name)`" }
    let others = free.isEmpty ? [] : ["In every state: \(free.joined(separator: ", "))."]
    return
      (["## \([label, "`\(title)`"].compactMap { $0 }.joined(separator: " "))"]
      + [chart.markdown] + others).joined(separator: "\n\n")
  }
}
