// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

extension ReleaseMemory {
  /// The objections of the engine's memory: what all tables over the same records give away
  /// together, withheld cells and combinations included.
  func joint(_ remedy: TableRemedy, earlier: [StoredRelease]) -> [CheckFinding] {
    let same = earlier.filter { $0.source == records.source }
    guard !same.isEmpty else { return [] }
    let check = MemoryCheck(
      threshold: declaration.parameters.rules.contributors,
      isOneRecordEach: records.rows == records.subjects)
    var found: [CheckFinding] = []
    for (index, cube) in remedy.cubes.enumerated() {
      let levels = remedy.parts[index].levels
      guard let later = records.layout.named(cube, levels: levels) else { continue }
      let old = same.flatMap { $0.cubes.map(\.cube) }
      let findings = check.findings(
        earlier: old.map { RememberedTable(cube: $0, source: records.source) },
        later: RememberedTable(cube: later, source: records.source))
      found += findings.map { finding in
        let reason = TableReasons.reason(finding)
        let cell = finding.cell.map {
          records.layout.cell($0, levels: remedy.parts[index].levels)
        }
        return CheckFinding(
          .differencing, finding.severity, at: .members([("cell", cell)]),
          value: finding.observed.map(Double.init), parameter: Double(finding.parameter),
          formula: finding.formula.rawValue, zh: reason.zh, en: reason.en, remedy: "coarsen")
      }
    }
    return found
  }
}
