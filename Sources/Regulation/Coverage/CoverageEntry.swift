// SPDX-License-Identifier: Apache-2.0

/// What the platform does about one clause.
package enum CoverageKind: String, Codable, CaseIterable, Hashable, Sendable {
  /// A control refuses what the clause forbids.
  case enforced
  /// A due date is computed and watched.
  case deadline
  /// A figure is computed.
  case computed
  /// A page or listing shows it.
  case page
  /// A duty of people, with a record as its evidence.
  case duty
  /// A word, a definition or a status.
  case term
  /// Nothing yet; the note says what is missing.
  case unmet

  /// The words for people.
  package var label: LocalText {
    switch self {
    case .enforced: LocalText(zh: "系统控制", en: "Enforced")
    case .deadline: LocalText(zh: "期限管理", en: "Deadline")
    case .computed: LocalText(zh: "系统计算", en: "Computed")
    case .page: LocalText(zh: "页面展示", en: "Page")
    case .duty: LocalText(zh: "人工职责", en: "Duty")
    case .term: LocalText(zh: "定义用语", en: "Term")
    case .unmet: LocalText(zh: "尚未实现", en: "Unmet")
    }
  }

  /// Whether a scenario can show it: an allowed and a refused case, or a figure.
  package var isShownByScenario: Bool {
    switch self {
    case .enforced, .deadline, .computed: true
    case .page, .duty, .term, .unmet: false
    }
  }
}

/// The platform's answer to one clause.
package struct CoverageEntry: Codable, Hashable, Sendable {
  /// The clause.
  package let id: ClauseID
  /// What is done about it.
  package let kind: CoverageKind
  /// By what: the code of a refusal, a step, a computation, a page, an action or a term; empty for
  /// an unmet clause only.
  package let control: String
  /// Further codes of refusals that serve the clause, and so cite it.
  package let also: [String]
  /// The file of the scenario that shows it, within the folder of scenarios; nil while none does.
  package let scenario: String?
  /// One line for people; for an unmet clause, what is missing.
  package let note: LocalText
}

extension CoverageEntry {
  /// Reads the section of a clause of the place with this prefix.
  init(_ section: ProfileSection, prefix: String) {
    let name = section.plain("id", .text)
    id = ClauseID(name)
    kind = section.plain("kind", .oneOf(CoverageKind.unmet))
    control = section.plainIfPresent("control", .text) ?? ""
    also = section.plainIfPresent("also", .list(.text)) ?? []
    scenario = section.plainIfPresent("scenario", .text)
    note = section.plain("note", .localText)
    if !name.hasPrefix("\(prefix)-") { section.report("is no clause of \(prefix)") }
    if control.isEmpty != (kind == .unmet) {
      section.report(
        kind == .unmet ? "is unmet, so nothing controls it" : "does not say what controls it")
    }
    if !also.isEmpty, control.isEmpty || also.contains(control) {
      section.report("names further codes without a first, or the first again")
    }
    if scenario != nil, !kind.isShownByScenario {
      section.report("names a scenario although none can show it")
    }
  }
}
