// SPDX-License-Identifier: Apache-2.0

/// One objection of one rule to one place of an output.
///
/// `observed` is for the checker who reviews the output, never for the requester or the public;
/// `withoutObservation` gives the form that may be shown to them.
package struct Finding: Hashable, Sendable, Comparable {
  /// The rule.
  package let rule: RuleName
  /// `review` or `fail`.
  package let severity: Verdict
  /// The cell, or nothing for the output as a whole.
  package let cell: CellKey?
  /// The measure by position in the tabulation, or nothing for the cell as a whole.
  package let measure: Int?
  /// The formula by name and version; `DisclosureFormula` holds its text.
  package let formula: DisclosureFormula
  /// The parameter the formula was applied with: a count, or a share in basis points.
  package let parameter: Int
  /// What was compared with the parameter: a count, or a share in basis points rounded down.
  package let observed: Int?
  /// The release that is out already and differs by few, for the checker only.
  package let earlier: String?

  /// Makes a finding.
  package init(
    rule: RuleName, severity: Verdict, cell: CellKey?, measure: Int? = nil,
    formula: DisclosureFormula, parameter: Int, observed: Int? = nil, earlier: String? = nil
  ) {
    self.rule = rule
    self.severity = severity
    self.cell = cell
    self.measure = measure
    self.formula = formula
    self.parameter = parameter
    self.observed = observed
    self.earlier = earlier
  }

  /// The same finding without what was observed, and without the other release.
  package var withoutObservation: Finding {
    Finding(
      rule: rule, severity: severity, cell: cell, measure: measure, formula: formula,
      parameter: parameter)
  }

  /// Orders by cell, measure, rule, parameter and formula; findings on the whole come first.
  package static func < (left: Finding, right: Finding) -> Bool {
    let leftCell = left.cell?.coordinates ?? []
    let rightCell = right.cell?.coordinates ?? []
    if leftCell != rightCell { return leftCell.lexicographicallyPrecedes(rightCell) }
    let leftRest = [left.measure ?? -1, left.parameter]
    let rightRest = [right.measure ?? -1, right.parameter]
    if leftRest[0] != rightRest[0] { return leftRest[0] < rightRest[0] }
    if left.rule != right.rule { return left.rule < right.rule }
    if leftRest != rightRest { return leftRest.lexicographicallyPrecedes(rightRest) }
    if left.formula != right.formula { return left.formula.rawValue < right.formula.rawValue }
    return (left.earlier ?? "") < (right.earlier ?? "")
  }
}
