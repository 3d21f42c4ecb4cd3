// SPDX-License-Identifier: Apache-2.0
package import Core
package import DisclosureControl
package import Platform

/// What the platform found when it evaluated a release.
package struct EvaluationResult: Sendable {
  /// What the rules say.
  package let verdict: Verdict
  /// How many cells, rows or fields the content has.
  package let cells: Int
  /// How many of them are unsafe by a rule; at most `cells`.
  package let unsafeCells: Int
  /// How many of them are withheld; at most `cells`.
  package let withheld: Int
  /// How often each rule spoke.
  package let findings: [String: Int]
  /// The evidence for the checkers.
  package let evidence: JSON
  /// What would leave; nil when nothing could.
  package let content: [UInt8]?
  /// By which later refreshes are compared with it; nil for what is not refreshed.
  package var series: [UInt8]?
  /// By how many per cent a refresh differs from what is out.
  package var driftPercent: Int?
  /// Whether no rule leaves anything open; nil for what is no refresh.
  package var isClear: Bool?

  /// Gathers what was found, the figures within their bounds.
  package init(
    verdict: Verdict, cells: Int, unsafeCells: Int, withheld: Int, findings: [String: Int],
    evidence: JSON, content: [UInt8]?
  ) {
    self.verdict = verdict
    self.cells = cells
    self.unsafeCells = min(unsafeCells, cells)
    self.withheld = min(withheld, cells)
    self.findings = findings
    self.evidence = evidence
    self.content = content
  }
}

/// A release that cannot be evaluated, by its class.
package struct EvaluationRefusal: Error, Hashable, Sendable {
  /// The class.
  package let failure: EvaluationFailure

  /// Names a class.
  package init(_ failure: EvaluationFailure) {
    self.failure = failure
  }
}
