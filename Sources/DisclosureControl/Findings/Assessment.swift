// SPDX-License-Identifier: Apache-2.0

/// What all rules together say about a table.
package struct Assessment: Hashable, Sendable {
  /// All objections in a fixed order.
  package let findings: [Finding]

  /// Gathers findings, without duplicates.
  package init(_ findings: [Finding]) {
    self.findings = Set(findings).sorted()
  }

  /// Applies the rules of the parameters to a table.
  package init(_ table: EvidenceTable, under parameters: DisclosureParameters) {
    self.init(parameters.rules.flatMap { $0.findings(in: table) })
  }

  /// The worst severity, `pass` without findings.
  package var verdict: Verdict { findings.map(\.severity).max() ?? .pass }

  /// The cells with a `fail` finding.
  package var unsafeCells: Set<CellKey> {
    Set(findings.filter { $0.severity == .fail }.compactMap(\.cell))
  }
}
