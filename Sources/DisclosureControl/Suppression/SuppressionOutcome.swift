// SPDX-License-Identifier: Apache-2.0

/// What became of a table: the cube that may be published, and why it looks as it does.
package struct SuppressionOutcome: Hashable, Sendable {
  /// The objections to the table as it was computed.
  package let assessment: Assessment
  /// The publishable cube, or nothing when withholding cells can not help (a label that carries
  /// a personal code, parameters out of range).
  package let cube: ReleasedCube?
  /// Cells withheld because a rule failed them, in grid order.
  package let primary: [CellKey]
  /// Cells withheld to protect those, in grid order.
  package let secondary: [CellKey]
  /// Whether the totals were dropped because they could not be protected.
  package let marginsDropped: Bool
  /// The audit of the pattern, where totals are published beside withheld cells.
  package let audit: AuditReport?

  /// The verdict on the cube: `fail` without one; `review` when anything was withheld or dropped
  /// or a rule asks for a person; else `pass`.
  package var verdict: Verdict {
    guard cube != nil else { return .fail }
    let isTouched = !primary.isEmpty || !secondary.isEmpty || marginsDropped
    return isTouched || assessment.verdict != .pass ? .review : .pass
  }
}
