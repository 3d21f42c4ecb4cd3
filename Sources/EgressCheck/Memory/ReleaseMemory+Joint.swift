// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

extension ReleaseMemory {
  /// The objections of the engine's memory: what all tables over the same records give away
  /// together, withheld cells and combinations included, and what tables over nearly the same
  /// records tell of each other's withheld cells.
  func joint(
    _ remedy: TableRemedy, earlier: [StoredRelease], seen: Examination, links: [ColumnLink]
  ) -> [CheckFinding] {
    let names = Aliases(earlier, records.layout)
    let same = seen.same.sorted()
    let others = seen.changed.keys.sorted()
    guard !same.isEmpty || !others.isEmpty else { return [] }
    let check = MemoryCheck(
      threshold: threshold, isOneRecordEach: records.rows == records.subjects,
      links: links.map(names.renamed))
    let old = same.flatMap { index in
      earlier[index].cubes.compactMap {
        names.remembered(
          $0, of: earlier[index], source: records.source,
          people: people($0.cube, seen.people[index]))
      }
    }
    var found: [CheckFinding] = []
    for (index, cube) in remedy.cubes.enumerated() {
      let part = remedy.parts[index]
      guard let later = names.remembered(cube, part, records) else { continue }
      if !old.isEmpty {
        found += check.findings(earlier: old, later: later).map { words($0, part.levels) }
      }
      guard part.levels.allSatisfy({ $0 == 0 }) else { continue }
      for release in others {
        found += near(later, earlier[release], release, seen, names)
      }
    }
    return found
  }

  /// What a release over nearly the same people tells of a cell that either table withholds.
  private func near(
    _ later: RememberedTable, _ release: StoredRelease, _ index: Int, _ seen: Examination,
    _ names: Aliases
  ) -> [CheckFinding] {
    guard let finest = release.cubes.first,
      let earlier = names.remembered(
        finest, of: release, source: release.source,
        people: people(finest.cube, seen.people[index]))
    else { return [] }
    let formulas: Set<DisclosureFormula> = [
      .differenceBelow, .withheldElsewhere, .determinedByMemory,
    ]
    let known = Set(
      seen.differences.filter { $0.release == index && $0.levels.allSatisfy { $0 == 0 } }
        .map(\.cell))
    return TableComparison(threshold: threshold).findings(earlier: earlier, later: later)
      .filter { finding in
        guard let cell = finding.cell, formulas.contains(finding.formula) else { return false }
        return !known.contains(cell) && (seen.changed[index]?[cell] ?? 0) < threshold
      }
      .map { words($0, records.layout.axes.map { _ in 0 }) }
  }

  /// Who stands behind the cells of a release's finest cube; nothing when it is not known.
  private func people(_ cube: ReleasedCube, _ known: [CellKey: CellPeople]?) -> [CellPeople]? {
    guard let known else { return nil }
    let none = CellPeople(records: 0, contributors: 0)
    let found = cube.cells.indices.map { known[cube.shape.key(of: $0)] ?? none }
    // A cube at another level of a hierarchy has labels that the evidence does not.
    let isKnown = zip(cube.cells, found).contains { !$0.isWithheld && $1.records > 0 }
    return isKnown ? found : nil
  }

  private func words(_ finding: Finding, _ levels: [Int]) -> CheckFinding {
    let reason = TableReasons.reason(finding)
    let cell = finding.cell.map { records.layout.cell($0, levels: levels) }
    return CheckFinding(
      .differencing, finding.severity, at: .members([("cell", cell)]),
      value: finding.observed.map(Double.init), parameter: Double(finding.parameter),
      formula: finding.formula.rawValue, zh: reason.zh, en: reason.en, remedy: "coarsen")
  }

  /// Short names for columns by how their values are made, the same in all tables.
  private struct Aliases {
    private let names: [String: String]

    init(_ earlier: [StoredRelease], _ layout: TableLayout) {
      var all = Set(earlier.flatMap { $0.cubes.flatMap(\.identities) + $0.axes.map(\.identity) })
      for axis in layout.axes.indices {
        for level in layout.axes[axis].levels.indices { all.insert(layout.identity(axis, level)) }
      }
      names = Dictionary(
        uniqueKeysWithValues: all.sorted().enumerated().map { ($1, "c\($0)") })
    }

    func renamed(_ link: ColumnLink) -> ColumnLink {
      ColumnLink(
        from: names[link.from] ?? link.from, to: names[link.to] ?? link.to, values: link.values)
    }

    /// A table of an earlier release.
    func remembered(
      _ table: (identities: [String], cube: ReleasedCube), of release: StoredRelease,
      source: String, people: [CellPeople]?
    ) -> RememberedTable? {
      remembered(table.cube, table.identities, release.axes, source: source, people: people)
    }

    /// A table that is to leave.
    func remembered(
      _ cube: ReleasedCube, _ part: TableEvidence.Part, _ records: TableRecords
    ) -> RememberedTable? {
      let layout = records.layout
      guard let named = layout.named(cube, levels: part.levels) else { return nil }
      return remembered(
        named, part.levels.enumerated().map { layout.identity($0, $1) }, layout.releaseAxes,
        source: records.source, people: part.table.people(of: cube))
    }

    private func remembered(
      _ cube: ReleasedCube, _ identities: [String], _ axes: [ReleaseAxis], source: String,
      people: [CellPeople]?
    ) -> RememberedTable? {
      let renamed = ReleasedCube(
        dimensions: identities.map { names[$0] ?? $0 }, measures: cube.measures,
        shape: cube.shape, rounding: cube.rounding, cells: cube.cells)
      guard let renamed else { return nil }
      let filters = axes.compactMap { axis -> Filter? in
        guard let values = axis.values, let name = names[axis.identity].flatMap(ColumnName.init)
        else { return nil }
        return Filter(column: name, comparison: .isIn(values))
      }
      return RememberedTable(cube: renamed, filters: filters, source: source, people: people)
    }
  }
}
