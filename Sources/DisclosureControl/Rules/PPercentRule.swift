// SPDX-License-Identifier: Apache-2.0

/// What remains beside the two largest contributions is at least a share of the largest.
///
/// Otherwise the second largest contributor could estimate the largest too closely. With fewer
/// than three contributors nothing remains, so it always objects. Where the largest contribution
/// is zero it does not: nothing can be estimated that the published zero does not say openly, and
/// the zero rule decides about that.
package struct PPercentRule: DisclosureRule, Hashable {
  /// The share of the largest contribution in basis points, 1 to 10 000.
  package let share: Int

  /// Makes the rule; the share is clamped to 1...10 000 basis points.
  package init(share: Int) {
    self.share = min(max(share, 1), 10_000)
  }

  /// One `fail` finding per unsafe cell of a sum or mean; observed is the remainder's share.
  package func findings(in table: EvidenceTable) -> [Finding] {
    var findings: [Finding] = []
    table.forEachMagnitude { cell, measure, evidence in
      let largest = evidence.largest.units
      guard largest > 0 else { return }
      let remainder = (evidence.absolute.units - largest - evidence.second.units) * 10_000
      guard remainder < Int128(share) * largest else { return }
      findings.append(
        Finding(
          rule: .pPercent, severity: .fail, cell: cell.key, measure: measure,
          formula: .remainderBelowShare, parameter: share,
          observed: Int(clamping: remainder / largest)))
    }
    return findings
  }
}
