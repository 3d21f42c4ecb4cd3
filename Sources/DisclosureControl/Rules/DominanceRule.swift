// SPDX-License-Identifier: Apache-2.0

/// The largest one or two contributions make up less than a share of a cell (the (n,k) rule).
///
/// A cell whose contributions are all zero is not dominated by anybody; whether it may be shown
/// is the zero rule's question. With negative values the magnitudes are compared (ABS DataLab);
/// `NegativeValuesRule` then asks for a review besides.
package struct DominanceRule: DisclosureRule, Hashable {
  /// The contributions taken together: one or two.
  package let contributions: Contributions
  /// The share in basis points at which the rule objects, 1 to 10 000.
  package let share: Int

  /// How many of the largest contributions are taken together.
  package enum Contributions: Int, Codable, Hashable, Sendable {
    case one = 1
    case two = 2
  }

  /// Makes the rule; the share is clamped to 1...10 000 basis points.
  package init(_ contributions: Contributions, share: Int) {
    self.contributions = contributions
    self.share = min(max(share, 1), 10_000)
  }

  /// One `fail` finding per dominated cell of a sum or mean; observed is the share.
  package func findings(in table: EvidenceTable) -> [Finding] {
    var findings: [Finding] = []
    table.forEachMagnitude { cell, measure, evidence in
      guard evidence.absolute.units > 0 else { return }
      let second = contributions == .two ? evidence.second.units : 0
      let top = (evidence.largest.units + second) * 10_000
      guard top >= Int128(share) * evidence.absolute.units else { return }
      findings.append(
        Finding(
          rule: .dominance, severity: .fail, cell: cell.key, measure: measure,
          formula: contributions == .one ? .topOneShare : .topTwoShare, parameter: share,
          observed: Int(top / evidence.absolute.units)))
    }
    return findings
  }
}
