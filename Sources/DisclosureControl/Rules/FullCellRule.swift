// SPDX-License-Identifier: Apache-2.0

/// Asks for a review where all of a group fall in one category (class disclosure).
///
/// A group is a row of the table along one dimension, totals aside. Where it has two categories
/// or more and all its people are in one, that they are in the group tells the category. The
/// observed number is the dimension by position.
package struct FullCellRule: DisclosureRule, Hashable {
  /// Makes the rule.
  package init() {}

  /// One `review` finding per full cell and dimension.
  package func findings(in table: EvidenceTable) -> [Finding] {
    var findings: [Finding] = []
    for dimension in table.tabulation.dimensions.indices {
      for group in table.groups(along: dimension) where group.count >= 2 {
        let present = group.filter { table.cells[$0].records > 0 }
        guard present.count == 1, let cell = present.first else { continue }
        findings.append(
          Finding(
            rule: .classDisclosure, severity: .review, cell: table.cells[cell].key,
            formula: .wholeGroupInCell, parameter: 0, observed: dimension))
      }
    }
    return findings
  }
}
