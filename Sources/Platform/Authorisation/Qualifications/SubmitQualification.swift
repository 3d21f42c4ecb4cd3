// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Shows what an operator or developer must show of itself (SZ-04).
package struct SubmitQualification: Action {
  let evidence: [AttachedFile]
  let added: [AttachedFile]
  let reportsOn: Day
  let team: [TeamMember]
  let projects: [ProjectProof]
  let incidents: [LevelledIncident]

  /// The declaration.
  package static let spec = Spec<Self>(
    "qualification.submit", zh: "提交资格材料", en: "Hand in the qualification",
    capacities: [.operator, .developer],
    clauses: [
      "SZ-04.1-a", "SZ-04.2-a", "SZ-04.2-b", "SZ-04.3-a", "SZ-04.4-a", "SZ-04.5-a", "SZ-04.6-a",
    ],
    fields: Field(
      "evidence", zh: "准入条件证明", en: "Evidence", bounds: 0...100,
      offers: .rules(.eligibilityEvidence)),
    Field("added", zh: "文件增加条件的证明", en: "Evidence of added conditions", bounds: 0...50),
    Field("reportsOn", zh: "经营和财务报告出具日（较早的）", en: "Day of the older report"),
    Field("team", zh: "专业团队名册", en: "Team", bounds: 0...100),
    Field("projects", zh: "实践项目", en: "Projects", bounds: 0...50),
    Field("incidents", zh: "安全事件及等级", en: "Incidents and levels", bounds: 0...100),
    make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let window: OpenSetting?
    let items: [QualificationItem]
    let before: [Qualification]
  }

  /// How old reports may be, what documents added, and what was handed in before.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    Facts(
      window: try OpenSetting.find("eligibility.reportAgeMonthsMax", read, context),
      items: try read.all(QualificationItem.self, .equal("place", context.place)),
      before: try read.all(
        Qualification.self, .equal("place", context.place),
        .equal("organisation", context.actor.organisation)
      ).filter { $0.state != .replaced })
  }

  /// Refuses with anything missing that the text or a document asks for.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let rules = context.profile.qualification,
      !context.actor.capacities.isDisjoint(with: rules.bearers.value ?? [])
    else {
      return .refused(
        Reason(
          "qualification.none", zh: "本地规定不要求单独提交资格材料",
          en: "the rules ask for no qualification of its own"))
    }
    var reasons = papers(context)
    reasons += additions(facts.items, rules)
    reasons += people(rules)
    if let reason = report(facts.window, context) { reasons.append(reason) }
    reasons += LevelledIncident.problems(incidents, rules, context)
    if let refusal = context.refusal(reasons) { return refusal }
    let id = context.newID(Qualification.table)
    let fact = QualificationSubmitted(
      subject: id, place: context.place, organisation: context.actor.organisation,
      evidence: evidence, added: added, reportsOn: reportsOn, team: team, projects: projects,
      incidents: incidents, replaces: facts.before.map(\.id))
    return .allowed(Event(fact), id: id)
  }

  /// Every slot of every item has its evidence.
  private func papers(_ context: Context) -> [Reason] {
    let shown = Set(evidence.map(\.name))
    return context.profile.eligibility.items.compactMap { item in
      Refusals.missing(
        "qualification.evidence", item.evidence.filter { !shown.contains($0.id) },
        clauses: item.clauses, zh: "缺少准入条件证明", en: "evidence is missing", field: "evidence")
    }
  }

  /// What a document added is as mandatory as what the text lists.
  private func additions(_ items: [QualificationItem], _ rules: QualificationRules) -> [Reason] {
    let shown = Set(added.map(\.name))
    return items.filter { !shown.contains($0.label) }.map { item in
      Reason(
        "qualification.addition", clauses: rules.additions.clauses,
        zh: "缺少\(item.documentNumber)要求的证明：\(item.label)",
        en: "evidence asked for by \(item.documentNumber) is missing: \(item.label)", field: "added"
      )
    }
  }

  private func people(_ rules: QualificationRules) -> [Reason] {
    var reasons: [Reason] = []
    if rules.team.isAsked, team.isEmpty {
      reasons.append(
        Reason(
          "qualification.team", clauses: rules.team.clauses, zh: "须列出专业团队的岗位和资格",
          en: "list roles and qualifications of the team", field: "team"))
    }
    let kinds = rules.projectKinds.value ?? []
    let known = Set(kinds.map(\.id))
    if !rules.projectKinds.isSilent,
      projects.isEmpty || !projects.allSatisfy({ known.contains($0.kind) })
    {
      let words = kinds.map(\.label)
      reasons.append(
        Reason(
          "qualification.project", clauses: rules.projectKinds.clauses,
          zh: "至少列出一个实践项目，类型为：\(words.map(\.zh).joined(separator: "、"))",
          en: "show at least one project of: \(words.map(\.en).joined(separator: ", "))",
          field: "projects"))
    }
    return reasons
  }

  private func report(_ setting: OpenSetting?, _ context: Context) -> Reason? {
    let rule = context.profile.eligibility.reportAgeMonthsMax
    if reportsOn > context.today { return Refusals.future(field: "reportsOn") }
    return Qualification.aged(reportsOn, rule.number(or: setting), rule.clauses, context)
  }
}

extension LevelledIncident {
  /// Why incidents cannot be taken: of a level that the text does not know, or in the future.
  static func problems(
    _ incidents: [LevelledIncident], _ rules: QualificationRules, _ context: Context
  ) -> [Reason] {
    let levels = rules.incidentLevels.value ?? []
    guard !incidents.allSatisfy({ incident in levels.contains { $0.id == incident.level } }) else {
      return incidents.contains { $0.on > context.today }
        ? [Refusals.future(field: "incidents")] : []
    }
    let names = levels.map(\.id).joined(separator: ", ")
    return [
      Reason(
        "qualification.level", clauses: rules.incidentLevels.clauses, zh: "事件等级应为：\(names)",
        en: "the levels are: \(names)", field: "incidents")
    ]
  }
}

/// A qualification was handed in.
package struct QualificationSubmitted: DomainEvent {
  /// The stable type.
  package static let type = "qualification.submitted"
  /// The qualification.
  package let subject: RecordID
  let place: String
  let organisation: RecordID
  let evidence: [AttachedFile]
  let added: [AttachedFile]
  let reportsOn: Day
  let team: [TeamMember]
  let projects: [ProjectProof]
  let incidents: [LevelledIncident]
  let replaces: [RecordID]

  /// Adds it in the place of what was handed in before.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    let before = try replaces.compactMap { try read.find(Qualification.self, $0) }
    let replaced = before.map { found in
      var found = found
      found.state = .replaced
      return Change.put(found)
    }
    return replaced + [
      .put(
        Qualification(
          id: subject, place: place, organisation: organisation, evidence: evidence, added: added,
          reportsOn: reportsOn, team: team, projects: projects, incidents: incidents, queries: [],
          violations: [], scores: [], submittedOn: stamp.occurredOn, checkedOn: nil,
          state: .submitted, reasons: []))
    ]
  }
}
