// SPDX-License-Identifier: Apache-2.0
import Core
package import Regulation

extension Registry {
  /// Why a body may not do an action that the place's text gives to another; nil where it may.
  package func misplaced(_ action: String, _ context: Context) -> Reason? {
    guard !context.actor.holds(.system),
      let rule = context.profile.responsibility(for: action),
      context.actor.capacities.isDisjoint(with: rule.by)
    else { return nil }
    let words = rule.by.map { context.profile.word(for: $0) }
    return Reason(
      "body.duty", clauses: rule.clauses,
      zh: "本地规定此事项由\(words.map(\.zh).joined(separator: "、"))办理，请转交该单位",
      en: "here \(words.map(\.en).joined(separator: " or ")) alone does this; hand it over to it")
  }

  /// What is wrong with the names that a place's rules give to actions and listings.
  package func problems(of profile: Profile, file: String) -> [ProfileProblem] {
    profile.responsibilities.flatMap { rule in
      let unknown = rule.listings.filter { listings[$0] == nil }.map {
        "names `\($0)`, which is no listing"
      }
      return (rule.actions.compactMap { problem(of: $0, by: rule.by) } + unknown).map {
        ProfileProblem(file: file, line: rule.line, key: "responsibilities", message: $0)
      }
    } + preparationProblems(of: profile, file: file) + authorityProblems(of: profile, file: file)
  }

  private func problem(of action: String, by capacities: [Capacity]) -> String? {
    guard let info = actions[action]?.info else {
      return "names `\(action)`, which is no action"
    }
    let isNobodys = info.capacities.isDisjoint(with: capacities)
    return isNobodys ? "gives `\(action)` to nobody who may do it" : nil
  }
}

extension Profile {
  /// Whether the text leaves an action to an actor who has a capacity for it.
  package func leaves(_ action: String, to actor: Actor) -> Bool {
    guard let rule = responsibility(for: action) else { return true }
    return !actor.capacities.isDisjoint(with: rule.by)
  }
}
