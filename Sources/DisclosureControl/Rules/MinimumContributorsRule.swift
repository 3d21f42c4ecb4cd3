// SPDX-License-Identifier: Apache-2.0

/// Every published cell rests on at least a threshold of distinct subjects with a value.
///
/// Rows are never counted: ten copies of one person are one contributor. A count of records is
/// judged by the subjects in the cell. A cell with records but without any value has none. Cells
/// without records are the zero rule's. The observed number is the contributors.
package struct MinimumContributorsRule: DisclosureRule, Hashable {
  /// The fewest contributors a cell may have, at least one.
  package let threshold: Int

  /// Makes the rule.
  package init(threshold: Int) {
    self.threshold = max(1, threshold)
  }

  /// One `fail` finding per measure and cell with contributors below the threshold.
  package func findings(in table: EvidenceTable) -> [Finding] {
    var findings: [Finding] = []
    for (index, measure) in table.tabulation.measures.enumerated() {
      let column = table.columnIndex(of: measure)
      for cell in table.cells {
        let contributors = column.map { cell.columns[$0].contributors } ?? cell.contributors
        guard cell.records > 0, contributors < threshold else { continue }
        findings.append(
          Finding(
            rule: .minimumContributors, severity: .fail, cell: cell.key, measure: index,
            formula: .contributorsBelow, parameter: threshold, observed: contributors))
      }
    }
    return findings
  }
}
