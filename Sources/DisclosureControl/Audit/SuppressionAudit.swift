// SPDX-License-Identifier: Apache-2.0

/// Examines which withheld cells of a table with margins can be computed exactly.
package enum SuppressionAudit {
  /// Audits the pattern itself, and each given measure with its true values.
  ///
  /// `additive` holds, per published additive measure, one value per cell; measures with a
  /// negative value are examined by the pattern alone. Two-dimensional tables are decided
  /// exactly; in other dimensions the pattern is decided exactly and signs by propagation.
  package static func run(_ table: AuditTable, additive: [[Int128]]) -> AuditReport {
    var determined: Set<Int> = []
    var methods: [AuditReport.Method] = []
    var isComplete = true
    let isFlat = table.shape.axes.count == 2
    if isFlat {
      methods.append(.bridges)
      determined.formUnion(BridgeAudit.determined(in: table))
    } else {
      methods.append(.elimination)
      if let cells = EliminationAudit.determined(in: table) {
        determined.formUnion(cells)
      } else {
        isComplete = false
      }
    }
    let measures = additive.filter { $0.allSatisfy { $0 >= 0 } }
    for values in measures {
      determined.formUnion(PropagationAudit(table, values: values).determined)
      guard isFlat else { continue }
      if let audit = DirectedCycleAudit(table, values: values) {
        determined.formUnion(audit.determined)
      } else {
        isComplete = false
      }
    }
    if !measures.isEmpty {
      methods.append(.propagation)
      if isFlat { methods.append(.directedCycles) }
    }
    return AuditReport(
      determined: determined.sorted().map(table.shape.key(of:)), methods: methods,
      isComplete: isComplete)
  }
}
