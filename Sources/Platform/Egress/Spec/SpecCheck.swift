// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import Regulation

/// Compares a specification with its kind and with what was granted.
struct SpecCheck {
  let spec: ReleaseSpec
  let kind: ReleaseKind
  let source: ReleaseSource
  /// Whether an answer about a subject may give a granted column as it is; nil where nothing says.
  var values: ProfileValue<Bool>?

  /// What is wrong with the specification, one reason for each fault.
  func reasons(_ clauses: [ClauseID]) -> [Reason] {
    guard spec.fits(kind) else {
      return [
        reason("egress.spec.kind", clauses, zh: "规格与出域类型不一致", en: "it is of another kind")
      ]
    }
    if let tabulation = spec.tabulation { return faults(of: tabulation, clauses) }
    if let template = spec.subject { return faults(of: template, clauses) }
    if let microdata = spec.microdata { return faults(of: microdata, clauses) }
    if let description = spec.model?.description ?? spec.report?.description {
      return faults(of: description, target: spec.model?.target, clauses)
    }
    guard let file = spec.file, (1...500).contains(file.description.count),
      (0...6).contains(file.decimals)
    else {
      return [
        reason(
          "egress.spec.file", clauses, zh: "文件说明 1 至 500 字，小数位 0 至 6",
          en: "a file has a description of 1 to 500 characters and 0 to 6 decimals")
      ]
    }
    return []
  }

  /// For models and reports: what they are, and what a model predicts.
  private func faults(
    of description: String, target: String?, _ clauses: [ClauseID]
  ) -> [Reason] {
    var reasons: [Reason] = []
    if !(1...500).contains(description.count) {
      reasons.append(
        reason(
          "egress.spec.description", clauses, zh: "说明须为 1 至 500 字",
          en: "the description has 1 to 500 characters"))
    }
    if let target, !source.resources.contains(where: { $0.column(target) != nil }) {
      reasons.append(notGranted(target, clauses))
    }
    return reasons
  }

  private func faults(of spec: TabulationSpec, _ clauses: [ClauseID]) -> [Reason] {
    let refusals = spec.check().refusals.map { refusal in
      reason(
        "egress.spec.\(refusal.reason.rawValue)", clauses, zh: "规格有误：\(refusal.field)",
        en: "the specification is wrong at \(refusal.field)")
    }
    guard refusals.isEmpty else { return refusals }
    var reasons: [Reason] = []
    if let columns = source.columns {
      let wanted =
        spec.dimensions + spec.measures.compactMap(\.column) + spec.filters.map(\.column)
        + [spec.subject]
      reasons += Set(wanted).subtracting(columns.map(\.name)).sorted()
        .map { notGranted($0, clauses) }
    }
    return reasons + faults(ofPeopleIn: spec, clauses)
  }

  /// Whom the table counts, and whom its cells would name: decided by the source units.
  private func faults(ofPeopleIn spec: TabulationSpec, _ clauses: [ClauseID]) -> [Reason] {
    let people = SubjectColumns(resources: source.resources)
    let chosen = spec.filters.filter { !["present", "missing"].contains($0.comparison) }
    let shown = Set(spec.dimensions + chosen.map(\.column)).filter(people.identify).sorted()
    let reasons = shown.map { identifier($0, clauses) }
    return people.mayCount(spec.subject, in: source.grant) ? reasons : reasons + [subject(clauses)]
  }

  private func faults(of spec: MicrodataSpec, _ clauses: [ClauseID]) -> [Reason] {
    MicrodataSpecCheck(spec: spec, resources: source.resources).faults.map { fault in
      switch fault {
      case .form(let member):
        reason(
          "egress.spec.microdata", clauses, zh: "记录级数据的规格有误：\(member)",
          en: "the specification of the records is wrong at \(member)")
      case .subject: subject(clauses)
      case .unknown(let column): notGranted(column, clauses)
      case .identifier(let column): identifier(column, clauses)
      case .role(let column):
        reason(
          "egress.spec.role", clauses, zh: "角色弱于数源单位的认定：\(column)",
          en: "its role is weaker than the source unit decided: \(column)")
      }
    }
  }

  private func faults(of template: SubjectTemplate, _ clauses: [ClauseID]) -> [Reason] {
    let columns = source.columns ?? Self.declared(by: template)
    let objections = template.check(against: columns).objections.filter { $0.severity == .fail }
    return RawValues(source: source, values: values).reasons(template)
      + objections.map { objection in
        reason(
          "egress.template.\(objection.reason.rawValue)", clauses,
          zh: "模板有误：\(objection.field)",
          en: "the template is wrong at \(objection.field)")
      }
  }

  /// For an output: its key identifies, all else was computed and goes before people.
  private static func declared(by template: SubjectTemplate) -> [GrantedColumn] {
    let names = Set(template.fields.flatMap(\.columns)).subtracting([template.lookupKey])
    return [GrantedColumn(name: template.lookupKey, role: .identifier)]
      + names.sorted().map { GrantedColumn(name: $0, role: .other) }
  }

  private func subject(_ clauses: [ClauseID]) -> Reason {
    reason(
      "egress.spec.subject", clauses, zh: "主体列须是数源单位登记的主体列或认定的直接标识，未脱敏或已假名化",
      en: "the subject must be the source unit's subject column or a direct identifier by its "
        + "decision, as it is or as a pseudonym")
  }

  private func identifier(_ column: String, _ clauses: [ClauseID]) -> Reason {
    reason(
      "egress.spec.identifier", clauses, zh: "直接标识不得出域：\(column)",
      en: "a direct identifier cannot leave: \(column)")
  }

  private func notGranted(_ column: String, _ clauses: [ClauseID]) -> Reason {
    reason(
      "egress.spec.notGranted", clauses, zh: "未获授权的字段：\(column)",
      en: "the grant does not hold the column \(column)")
  }

  private func reason(_ code: String, _ clauses: [ClauseID], zh: String, en: String) -> Reason {
    Reason(code, clauses: clauses, zh: zh, en: en, field: "spec")
  }
}
