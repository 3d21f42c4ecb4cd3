// SPDX-License-Identifier: Apache-2.0

/// Something that a body keeps, publishes, reports, inspects or drills, once or again and again.
package struct DutyRule: Codable, Hashable, Sendable {
  /// What a duty is owed for: each of these has its own records and its own due day.
  package enum Subject: String, Codable, CaseIterable, Hashable, Sendable {
    /// The place as a whole; whichever of its bearers does it.
    case place
    /// Each organisation that bears it.
    case organisation
    /// Each agreement in force.
    case agreement
    /// Each approved scenario.
    case scenario
    /// Each published product.
    case product
    /// Each published resource.
    case resource
    /// Each call that is not over.
    case call
    /// Each application that is not over.
    case application
    /// Each request to let something out that is not over.
    case release
    /// Each developer with whom an operator works.
    case developer
  }

  /// Its name.
  package let id: String
  /// The words for people.
  package let label: LocalText
  /// Who bears it: any of these.
  package let by: [Capacity]
  /// For what it is owed.
  package let subject: Subject
  /// How often.
  package let cadence: DutyCadence
  /// What a record says, each part filled in.
  package let parts: [Labelled]
  /// The parts that take one of a few words.
  package let choices: [DutyChoice]
  /// The parts that name records of other duties.
  package let links: [DutyLink]
  /// How figures among the parts hang together.
  package let figures: [DutyFigures]
  /// Whether a record says if what was judged passed or failed.
  package let hasVerdict: Bool
  /// The procedure that a record with the verdict `failed` opens; nil where none follows.
  package let failedOpens: String?
  /// Who confirms a record before it counts; nil where nobody has to.
  package let confirmation: DutyConfirmation?
  /// Whether something to be put right can be found, with a day by which it is.
  package let hasFindings: Bool
  /// The duties that must have been done for the same subject within the twelve months before.
  package let after: [String]
  /// The action by which it is done, which records it by itself; nil where it is recorded.
  package let doneBy: DutyAct?
  /// Whether a record stands for a calendar period that is over, as a summary of it does.
  package let isAfterPeriod: Bool
  /// So many days before the due day it stands among the tasks.
  package let warnDays: Int
  /// Whether it is our reading of an unclear passage.
  package let isReading: Bool
  /// The clauses.
  package let clauses: [ClauseID]
}

extension DutyRule {
  /// Days of warning where the section gives none.
  private static let warnDaysUsual = 30

  /// Reads the section.
  init(_ section: ProfileSection) {
    id = section.plain("id", .name)
    label = section.label()
    by = section.plain("by", .list(.oneOf(Capacity.implementingBody)))
    subject = section.plain("subject", .oneOf(Subject.place))
    cadence = DutyCadence(section)
    parts = section.plainIfPresent("parts", .labelled) ?? []
    choices = section.sectionsIfPresent("choices", DutyChoice.init)
    links = section.sectionsIfPresent("links", DutyLink.init)
    figures = section.sectionsIfPresent("figures", DutyFigures.init)
    hasVerdict = section.plainIfPresent("verdict", .bool) ?? false
    failedOpens = section.plainIfPresent("failedOpens", .name)
    confirmation =
      section.optional("confirmedBy") == nil
      ? nil : section.section("confirmedBy", DutyConfirmation.init)
    hasFindings = section.plainIfPresent("findings", .bool) ?? false
    after = section.plainIfPresent("after", .list(.name)) ?? []
    doneBy = section.plainIfPresent("doneBy", .oneOf(DutyAct.disclosure))
    isAfterPeriod = section.plainIfPresent("afterPeriod", .bool) ?? false
    warnDays = section.plainIfPresent("warnDays", .int(0...366)) ?? Self.warnDaysUsual
    isReading = section.plainIfPresent("reading", .bool) ?? false
    clauses = section.clauses()
    section.problems.mark(section)
    if by.isEmpty { section.report("is nobody's: `by` names who bears it") }
    checkBearers(section)
    checkActs(section)
    if failedOpens != nil, !hasVerdict { section.report("opens something without a verdict") }
    if failedOpens != nil, confirmation != nil {
      section.report("opens something, so nobody confirms it first")
    }
    let named = Set(parts.map(\.id))
    if !links.isEmpty, subject != .agreement, subject != .application {
      section.report("names records about agreements, so it is owed for one or for an application")
    }
    let used = figures.flatMap(\.parts) + choices.map(\.part) + links.map(\.part)
    for part in used where !named.contains(part) {
      section.report("reckons with `\(part)`, which is not among its parts")
    }
  }

  /// Who bears a duty, and for what, must fit together.
  private func checkBearers(_ section: ProfileSection) {
    let system: Set<Capacity> = [.system, .public, .dataSubject]
    if !system.isDisjoint(with: by) {
      section.report(
        "is borne by \(by.map(\.rawValue).joined(separator: ", ")), who record nothing")
    }
    if case .beforeEnd = cadence, subject != .agreement {
      section.report("goes by the end of an agreement, so it is owed for each agreement")
    }
    if subject == .resource, !Set(by).isSubset(of: DutyRule.withResources) {
      section.report("is owed for each resource, so its unit or an authority bears it")
    }
  }

  /// What an action records by itself has nothing that people fill in.
  private func checkActs(_ section: ProfileSection) {
    let isPlain = parts.isEmpty && !hasVerdict && !hasFindings && confirmation == nil
    if doneBy != nil, !isPlain || subject != .agreement || cadence.period != nil {
      section.report("is done by an action, so it is owed for each agreement and has no parts")
    }
    if isAfterPeriod, cadence.period == nil {
      section.report("stands for no calendar period, so none can be over")
    }
  }

  private static let withResources: Set<Capacity> = [
    .sourceUnit, .implementingBody, .dataAuthority, .industryAuthority, .platformOperator,
  ]
}
