// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// Applies the rules to every table of a declaration and words the objections.
struct TableFindings {
  let declaration: TableDeclaration
  let records: TableRecords
  let evidence: TableEvidence

  /// The objections, each cell once although linked tables share it.
  var all: [CheckFinding] {
    var seen: Set<CheckFinding> = []
    var found: [CheckFinding] = []
    func add(_ finding: CheckFinding) {
      if seen.insert(finding).inserted { found.append(finding) }
    }
    whole.forEach(add)
    for part in evidence.parts {
      for finding in engine(part.table) { words(finding, part).forEach(add) }
      spread(part).forEach { add($0.finding) }
      uniform(part).forEach(add)
      near(part).forEach { add($0.finding) }
    }
    return found
  }

  /// The cells of a part that must not be published.
  func unsafeCells(_ part: TableEvidence.Part) -> Set<CellKey> {
    var unsafe = Set(
      engine(part.table).filter { $0.severity == .fail }.compactMap(\.cell))
    unsafe.formUnion(
      (spread(part) + near(part)).filter { $0.finding.severity == .fail }.map(\.cell))
    return unsafe
  }

  private func engine(_ table: EvidenceTable) -> [Finding] {
    var findings = Assessment(table, under: declaration.parameters.rules).findings
    if let pair = declaration.parameters.priorPosterior,
      let rule = PriorPosteriorRule(p: pair.p, q: pair.q)
    {
      findings += rule.findings(in: table)
    }
    return findings
  }

  /// The declared measures that a carrier stands for.
  private func declared(_ carrier: Int?) -> [Int?] {
    guard let carrier else { return [nil] }
    let all = records.layout.carrierOf.indices.filter { records.layout.carrierOf[$0] == carrier }
    return all.isEmpty ? [nil] : all
  }

  func location(_ key: CellKey, _ levels: [Int], measure: Int?) -> Document {
    let spec = measure.map { declaration.measures[$0] }
    return .members([
      ("measure", spec.map { .string($0.function.rawValue) }),
      ("column", spec?.column.map { .string($0) }),
      ("quantile", spec.flatMap { $0.function == .quantile ? .number($0.quantile) : nil }),
      ("cell", records.layout.cell(key, levels: levels)),
    ])
  }

  private func words(_ finding: Finding, _ part: TableEvidence.Part) -> [CheckFinding] {
    guard let key = finding.cell else { return [] }
    let rule = CheckRule(finding)
    let isShare = [RuleName.dominance, .pPercent, .priorPosterior].contains(finding.rule)
    let reason = TableReasons.reason(finding)
    let wanted = declared(finding.measure).filter { measure in
      // A count beside a sum is not dominated by anybody.
      guard let measure else { return true }
      return !isShare || declaration.measures[measure].function != .contributors
    }
    return wanted.map { measure in
      CheckFinding(
        rule, finding.severity, at: location(key, part.levels, measure: measure),
        value: exact(finding, part.table)
          ?? finding.observed.map { isShare ? Double($0) / 10_000 : Double($0) },
        parameter: isShare ? Double(finding.parameter) / 10_000 : Double(finding.parameter),
        formula: finding.formula.rawValue, zh: reason.zh, en: reason.en,
        remedy: finding.severity == .fail ? "suppress" : "review")
    }
  }

  /// The ratio a share rule compared, without the rounding to basis points.
  private func exact(_ finding: Finding, _ table: EvidenceTable) -> Double? {
    guard let key = finding.cell, let cell = table[key], let measure = finding.measure,
      let name = table.tabulation.measures[measure].column,
      let column = table.tabulation.measuredColumns.firstIndex(of: name)
    else { return nil }
    let evidence = cell.columns[column]
    let (x1, x2) = (Double(evidence.largest.units), Double(evidence.second.units))
    let whole = Double(evidence.absolute.units)
    return switch finding.formula {
    case .topOneShare: x1 / whole
    case .topTwoShare: (x1 + x2) / whole
    case .remainderBelowShare: (whole - x1 - x2) / x1
    default: nil
    }
  }

  /// Objections to the output as a whole.
  private var whole: [CheckFinding] {
    var found: [CheckFinding] = []
    for measure in declaration.measures where measure.function.isExtreme {
      found.append(
        CheckFinding(
          .extremeValue, .fail,
          at: .members([
            ("measure", .string(measure.function.rawValue)),
            ("column", measure.column.map { .string($0) }),
          ]),
          zh: "最小值和最大值会公布某一个人的数值；请改用分位数或分组计数",
          en: "a minimum or maximum publishes one person's value; use quantiles or banded counts",
          remedy: "drop"))
    }
    for (dimension, value) in records.unseen {
      guard let severity = declaration.parameters.rules.zeros.severity else { continue }
      found.append(
        CheckFinding(
          .classDisclosure, severity,
          at: .members([("cell", .members([(dimension, .string(value))]))]), value: 0,
          parameter: 0, formula: DisclosureFormula.nobodyPresent.rawValue,
          zh: "此参数值没有任何记录，回答会说明无人属于它",
          en: "no record has this parameter value: the answer would say that nobody is in it",
          remedy: "drop"))
    }
    if let rival = records.rival {
      found.append(
        CheckFinding(
          .minimumContributors, .review, at: .members([("column", .string(rival))]),
          zh: "声明的主体列每行都不同，而此列更像是主体；请说明哪一列标识个人或企业",
          en: "the declared subject differs in every row and this column looks more like it; say "
            + "which one identifies the person or enterprise", remedy: "review"))
    }
    for axis in records.layout.axes where axis.hierarchy?.isNested == false {
      found.append(
        CheckFinding(
          .complementaryDisclosure, .review,
          at: .members([("column", .string(axis.dimension.name))]),
          zh: "层次的各级不嵌套，已按相互关联的表检查；请人工确认层次正确",
          en: "the levels do not nest; they were examined as linked tables, and a person should "
            + "confirm that the hierarchy is right", remedy: "review"))
    }
    return found
  }
}
