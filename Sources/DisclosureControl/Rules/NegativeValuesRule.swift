// SPDX-License-Identifier: Apache-2.0

/// Asks for a review of sums and means over negative values, where shares are not defined.
package struct NegativeValuesRule: DisclosureRule, Hashable {
  /// Makes the rule.
  package init() {}

  /// One `review` finding per cell with a negative value.
  package func findings(in table: EvidenceTable) -> [Finding] {
    var findings: [Finding] = []
    table.forEachMagnitude { cell, measure, evidence in
      guard evidence.negatives > 0 else { return }
      findings.append(
        Finding(
          rule: .negativeValues, severity: .review, cell: cell.key, measure: measure,
          formula: .negativePresent, parameter: 0))
    }
    return findings
  }
}
