// SPDX-License-Identifier: Apache-2.0

/// The p/q rule: like the p % rule for an intruder who knows each contribution to within q %.
///
/// Both parameters are basis points, `p` below `q` and `q` at most 10 000.
package struct PriorPosteriorRule: DisclosureRule, Hashable {
  /// How closely a contribution may be estimated, in basis points.
  package let p: Int
  /// How closely contributions are known beforehand, in basis points.
  package let q: Int

  /// Makes the rule, or nothing when not 0 < p < q <= 10 000.
  package init?(p: Int, q: Int) {
    guard p > 0, p < q, q <= 10_000 else { return nil }
    self.p = p
    self.q = q
  }

  /// One `fail` finding per unsafe cell of a sum or mean; the parameter reported is `p`.
  package func findings(in table: EvidenceTable) -> [Finding] {
    var findings: [Finding] = []
    table.forEachMagnitude { cell, measure, evidence in
      let largest = evidence.largest.units
      guard largest > 0 else { return }
      let remainder = evidence.absolute.units - largest - evidence.second.units
      guard remainder * Int128(q) < Int128(p) * largest else { return }
      findings.append(
        Finding(
          rule: .priorPosterior, severity: .fail, cell: cell.key, measure: measure,
          formula: .remainderBelowRatio, parameter: p,
          observed: Int(clamping: remainder * Int128(q) / largest)))
    }
    return findings
  }
}
