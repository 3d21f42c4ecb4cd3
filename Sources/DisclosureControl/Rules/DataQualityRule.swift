// SPDX-License-Identifier: Apache-2.0

/// Asks for a review where records had no subject or values were no numbers within bounds.
///
/// Such records make the evidence weaker than it looks. The observed number is how many.
package struct DataQualityRule: DisclosureRule, Hashable {
  /// Makes the rule.
  package init() {}

  /// One `review` finding per concerned cell, and per measure for unreadable values.
  package func findings(in table: EvidenceTable) -> [Finding] {
    var findings: [Finding] = []
    for cell in table.cells where cell.unattributed > 0 {
      findings.append(
        Finding(
          rule: .missingSubject, severity: .review, cell: cell.key, formula: .subjectMissing,
          parameter: 0, observed: cell.unattributed))
    }
    table.forEachMagnitude { cell, measure, evidence in
      guard evidence.unreadable > 0 else { return }
      findings.append(
        Finding(
          rule: .unreadableValues, severity: .review, cell: cell.key, measure: measure,
          formula: .unreadablePresent, parameter: 0, observed: evidence.unreadable))
    }
    return findings
  }
}
