// SPDX-License-Identifier: Apache-2.0

/// Objects to cells that nobody falls in, and to sums and means whose values are all zero.
///
/// Both say something about a whole group: nobody in it has the property, or everybody in it has
/// nothing. Structural zeros are allowed by policy. With `ZeroPolicy.allow` a sum of zero stays
/// visible.
package struct ZeroCellRule: DisclosureRule, Hashable {
  /// What is done about zeros.
  package let policy: ZeroPolicy

  /// Makes the rule.
  package init(policy: ZeroPolicy) {
    self.policy = policy
  }

  /// One finding per empty cell, and one per measure of a cell whose values are all zero.
  package func findings(in table: EvidenceTable) -> [Finding] {
    guard let severity = policy.severity else { return [] }
    var findings: [Finding] = []
    for cell in table.cells where cell.records == 0 {
      findings.append(
        Finding(
          rule: .zeroCell, severity: severity, cell: cell.key, formula: .nobodyPresent,
          parameter: 0, observed: 0))
    }
    table.forEachMagnitude { cell, measure, evidence in
      guard evidence.contributors > 0, evidence.absolute.units == 0 else { return }
      findings.append(
        Finding(
          rule: .zeroCell, severity: severity, cell: cell.key, measure: measure,
          formula: .allValuesZero, parameter: 0))
    }
    return findings
  }
}
