// SPDX-License-Identifier: Apache-2.0
import Regulation

/// The mode that a plan states, to which its call and its agreement keep (SC-11.4-a).
struct PlanMode {
  private let section: SectionRule
  private let modes: [AuthorisationMode]

  /// What the rules ask of a plan's mode; nil where they ask for no mode, or for any text.
  init?(_ profile: Profile) {
    let rules = profile.authorisation
    guard let section = rules.planSections.first(where: { $0.namesMode == true }) else {
      return nil
    }
    self.section = section
    modes = rules.modes
  }

  /// The mode that a plan names; nil where it names none, as plans of before modes were looked at.
  private func stated(_ plan: [String: String]?) -> AuthorisationMode? {
    guard let text = plan.flatMap({ KeyedTexts($0)[section.id] }) else { return nil }
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return modes.first { [$0.id, $0.label.zh, $0.label.en].contains(words) }
  }

  /// Why a plan cannot stand as it is filled in: it names no mode, or another than its call does.
  func reason(filling plan: [String: String]?, call: Call?) -> Reason? {
    // A section without any text is named by another reason.
    guard plan.flatMap({ KeyedTexts($0)[section.id] }) != nil else { return nil }
    guard stated(plan) != nil else {
      let names = modes.map { "\($0.label.zh)（\($0.id)）" }.joined(separator: "、")
      let english = modes.map { "\($0.label.en) (\($0.id))" }.joined(separator: ", ")
      return Reason(
        "plan.mode.unknown", clauses: section.clauses, zh: "方案的授权模式只能填写：\(names)",
        en: "the plan names one of these modes: \(english)", field: "sections")
    }
    return call.flatMap { reason(plan, is: $0.mode, field: "sections") }
  }

  /// Why a call or an agreement cannot go on by a mode: its plan names another.
  func reason(_ plan: [String: String]?, is mode: String, field: String? = nil) -> Reason? {
    guard let stated = stated(plan), stated.id != mode else { return nil }
    let other = modes.first { $0.id == mode }?.label ?? LocalText(zh: mode, en: mode)
    return Reason(
      "plan.mode", clauses: section.clauses,
      zh: "实施方案的授权模式为“\(stated.label.zh)”，与“\(other.zh)”不一致",
      en: "the plan's mode is: \(stated.label.en); this one is: \(other.en)", field: field)
  }
}
