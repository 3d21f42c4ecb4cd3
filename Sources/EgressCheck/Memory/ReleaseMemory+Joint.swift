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
      let names = zip(records.layout.axes, remedy.parts[index].levels).map { $0.levels[$1] }
      guard let later = named(cube, names) else { continue }
      let old = same.flatMap { release in
        release.cubes.compactMap { named($0.cube, $0.levels) }
      }
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

  /// A cube whose dimensions and measures are named as the columns are.
  private func named(_ cube: ReleasedCube, _ names: [String]) -> ReleasedCube? {
    ReleasedCube(
      dimensions: names, measures: cube.measures, shape: cube.shape, rounding: cube.rounding,
      cells: cube.cells)
  }
}
