// SPDX-License-Identifier: Apache-2.0

/// What an audit of a table with withheld cells found.
///
/// It says which cells can be computed exactly. It claims no protection interval: a cell that is
/// not exactly known may still be known to lie in a narrow range.
package struct AuditReport: Hashable, Sendable {
  /// Withheld cells with one possible value, in grid order.
  package let determined: [CellKey]
  /// The methods used, in order.
  package let methods: [Method]
  /// Whether every method could be carried through within its bounds.
  package let isComplete: Bool

  /// Makes a report.
  package init(determined: [CellKey], methods: [Method], isComplete: Bool) {
    self.determined = determined
    self.methods = methods
    self.isComplete = isComplete
  }

  /// Whether the withheld cells stand: the audit was complete and found none determined.
  package var isSafe: Bool { isComplete && determined.isEmpty }

  /// The findings of the report: one `fail` per determined cell.
  package var findings: [Finding] {
    determined.map {
      Finding(
        rule: .complementaryDisclosure, severity: .fail, cell: $0,
        formula: .determinedByMargins, parameter: 0)
    }
  }

  /// The ways to find determined cells.
  package enum Method: String, Hashable, Sendable {
    /// Bridges of the graph of withheld cells: exact in two dimensions without regard to signs.
    case bridges
    /// Directed cycles: exact in two dimensions for values that can not be negative.
    case directedCycles
    /// Elimination over the rationals: exact in any dimension without regard to signs.
    case elimination
    /// Propagation of bounds for values that can not be negative: finds some, not all.
    case propagation
  }
}
