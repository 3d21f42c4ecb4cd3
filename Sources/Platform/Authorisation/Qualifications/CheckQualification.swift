// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Finds whether an operator or developer is qualified (SZ-04).
package struct CheckQualification: Action {
  let qualification: RecordID
  let queries: [ListQuery]
  let violations: [ViolationQuery]
  let incidents: [LevelledIncident]
  let scores: [SlotScore]

  /// The declaration.
  package static let spec = Spec<Self>(
    "qualification.check", zh: "核查资格", en: "Check a qualification",
    capacities: [.implementingBody, .dataAuthority],
    clauses: ["SZ-04.1-b", "SZ-04.1-c", "SZ-04.1-d", "SZ-04.2-a", "SZ-04.4-a"],
    on: Qualification.table.name, inStates: .duty(Qualification.State.submitted),
    fields: Field(
      "qualification", zh: "资格材料", en: "Qualification", refersTo: "qualification"),
    Field("queries", zh: "失信名单查询", en: "Lists looked up", bounds: 0...100),
    Field("violations", zh: "违法记录查询", en: "Violations looked up", bounds: 0...50),
    Field("incidents", zh: "查得的安全事件", en: "Incidents found", bounds: 0...100),
    Field("scores", zh: "能力评分", en: "Scores", bounds: 0...100), make: Self.init)

  /// The qualification.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Qualification? {
    try Qualification.here(qualification, read, context)
  }

  /// Refuses while a query or a score is missing; otherwise the finding is recorded, either way.
  package func decide(_ facts: Qualification?, _ context: Context) -> Decision {
    guard let found = facts, let rules = context.profile.qualification,
      found.organisation != context.actor.organisation
    else { return .refused(Qualification.unknown) }
    guard found.state == .submitted else {
      return .refused(
        Refusals.state(
          "qualification", is: found.state.rawValue, zh: "资格材料的状态不允许此操作",
          en: "the qualification's state does not allow this"))
    }
    var missing = [unqueried(rules, context), unasked(rules, context)].compactMap { $0 }
    missing += unscored(context)
    missing += LevelledIncident.problems(incidents, rules, context)
    if let refusal = context.refusal(missing) { return refusal }
    var bars = listed(rules)
    bars += happened(found, context)
    bars += violated(found, rules)
    bars += empty(context)
    let reasons = context.controls.standing(bars)
    let fact = QualificationChecked(
      subject: found.id, queries: queries, violations: violations, incidents: incidents,
      scores: scores, reasons: reasons)
    return .allowed(
      [Event(fact, clauses: rules.bearers.clauses)],
      result: .object([
        "id": .string(found.id.rawValue), "qualified": .bool(reasons.isEmpty),
      ]))
  }

  /// Each list was looked up at each source, by now.
  private func unqueried(_ rules: QualificationRules, _ context: Context) -> Reason? {
    let missing = (rules.sources.value ?? []).flatMap { source in
      (rules.lists.value ?? []).filter { list in
        !queries.contains {
          $0.source == source.id && $0.list == list.id && $0.queriedOn <= context.today
        }
      }.map { Labelled(id: "\(source.id).\($0.id)", label: source.label.joined($0.label)) }
    }
    return Refusals.missing(
      "qualification.query", missing, clauses: rules.lists.clauses, zh: "尚未查询",
      en: "not looked up", field: "queries")
  }

  private func unasked(_ rules: QualificationRules, _ context: Context) -> Reason? {
    let missing = (rules.violationFields.value ?? []).filter { field in
      !violations.contains { $0.field == field.id && $0.queriedOn <= context.today }
    }
    return Refusals.missing(
      "qualification.violation.query", missing, clauses: rules.violationFields.clauses,
      zh: "尚未查询违法记录", en: "violations were not looked up", field: "violations")
  }

  private func unscored(_ context: Context) -> [Reason] {
    let scored = Set(scores.map(\.slot))
    return scoredItems(context).compactMap { item in
      Refusals.missing(
        "qualification.score", item.evidence.filter { !scored.contains($0.id) },
        clauses: item.clauses, zh: "尚未评分", en: "not scored", field: "scores")
    }
  }

  private func scoredItems(_ context: Context) -> [EligibilityItem] {
    let names = context.profile.qualification?.scoredItems.value ?? []
    return context.profile.eligibility.items.filter { names.contains($0.id) }
  }

  private func listed(_ rules: QualificationRules) -> [Reason] {
    guard queries.contains(where: \.isListed) else { return [] }
    return [
      Reason(
        "qualification.listed", clauses: rules.lists.clauses, zh: "被列入失信、税收违法或采购失信名单",
        en: "the organisation stands on a list that bars")
    ]
  }

  /// Incidents of a level that counts, within the years before it was handed in.
  private func happened(_ found: Qualification, _ context: Context) -> [Reason] {
    let rule = context.profile.eligibility.incidentFreeYears
    guard let years = rule.value, let rules = context.profile.qualification else { return [] }
    let since = found.submittedOn.adding(years: -years)
    let counted = (found.incidents + incidents).filter {
      since <= $0.on && rules.counts(level: $0.level)
    }
    guard !counted.isEmpty else { return [] }
    return [
      Reason(
        "qualification.incident", clauses: rule.clauses, zh: "近 \(years) 年内发生过较大及以上等级的事件",
        en: "there was an incident of a level that counts within \(years) years")
    ]
  }

  /// A violation within the years bars; an older one bars unless the reviewer decided otherwise.
  private func violated(_ found: Qualification, _ rules: QualificationRules) -> [Reason] {
    let since = found.submittedOn.adding(years: -(rules.violationYears.value ?? 0))
    let barring = violations.filter { query in
      guard let on = query.latestOn else { return false }
      return on >= since || query.isAccepted != true || (query.ruling ?? "").isEmpty
    }
    guard !barring.isEmpty else { return [] }
    return [
      Reason(
        "qualification.violation", clauses: rules.violationYears.clauses,
        zh: "有违法记录，或较早的违法尚未认定不影响",
        en: "there is a violation, or an older one that was not found to be no bar")
    ]
  }

  /// Evidence that shows nothing is no evidence.
  private func empty(_ context: Context) -> [Reason] {
    let nothing = Set(scores.filter { $0.points == 0 }.map(\.slot))
    return scoredItems(context).filter { item in
      item.evidence.contains { nothing.contains($0.id) }
    }.map { item in
      Reason(
        "qualification.capability", clauses: item.clauses, zh: "能力证明不成立：\(item.label.zh)",
        en: "the evidence shows nothing: \(item.label.en)")
    }
  }
}

extension LocalText {
  fileprivate func joined(_ other: LocalText) -> LocalText {
    LocalText(zh: "\(zh) · \(other.zh)", en: "\(en) · \(other.en)")
  }
}

/// Whether an organisation is qualified was found.
package struct QualificationChecked: DomainEvent {
  /// The stable type.
  package static let type = "qualification.checked"
  /// The qualification.
  package let subject: RecordID
  let queries: [ListQuery]
  let violations: [ViolationQuery]
  let incidents: [LevelledIncident]
  let scores: [SlotScore]
  let reasons: [Reason]

  /// Sets the finding.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var found = try read.find(Qualification.self, subject) else { return [] }
    found.state = reasons.isEmpty ? .qualified : .unqualified
    found.queries = queries
    found.violations = violations
    found.incidents += incidents
    found.scores = scores
    found.checkedOn = stamp.occurredOn
    found.reasons = reasons
    return [.put(found)]
  }
}
