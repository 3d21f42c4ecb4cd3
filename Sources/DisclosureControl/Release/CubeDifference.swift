// SPDX-License-Identifier: Apache-2.0

/// Compares two releases over the same dimensions: the first stone of the disclosure ledger.
///
/// Where counts of the same cell differ by fewer than a threshold, the difference is a table
/// about those few people (differencing; OpenSAFELY, ABS).
package struct CubeDifference: Hashable, Sendable {
  /// Differences from one up to this, exclusive, are objected to.
  package let threshold: Int

  /// Makes a comparison.
  package init(threshold: Int) {
    self.threshold = max(2, threshold)
  }

  /// The objections to releasing `later` when `earlier` is out.
  ///
  /// Counts of the measures both have in common are compared cell by cell: `fail` for too small
  /// a difference (the observed number). A cell withheld in one and published in the other goes
  /// to review. Cells only one of them has are compared with zero. The measure's position is
  /// that in `later`. Cubes over other dimensions have no findings here.
  package func findings(earlier: ReleasedCube, later: ReleasedCube) -> [Finding] {
    guard Set(earlier.dimensions) == Set(later.dimensions) else { return [] }
    let order = later.dimensions.map { earlier.dimensions.firstIndex(of: $0) ?? 0 }
    var findings: [Finding] = []
    var seen: Set<CellKey> = []
    for cell in earlier.cells.indices {
      let original = earlier.shape.key(of: cell).coordinates
      let key = CellKey(order.map { original[$0] })
      seen.insert(key)
      findings += compare(key, earlier.cells[cell], later[key], earlier, later)
    }
    for cell in later.cells.indices {
      let key = later.shape.key(of: cell)
      guard !seen.contains(key) else { continue }
      findings += compare(key, nil, later.cells[cell], earlier, later)
    }
    return findings.sorted()
  }

  /// The objections by sealed evidence: distinct contributors of the same cell, whether or not
  /// the cell is published.
  package func findings(earlier: EvidenceTable, later: EvidenceTable) -> [Finding] {
    guard earlier.tabulation.dimensions == later.tabulation.dimensions else { return [] }
    let old = Dictionary(uniqueKeysWithValues: earlier.cells.map { ($0.key, $0.contributors) })
    let new = Dictionary(uniqueKeysWithValues: later.cells.map { ($0.key, $0.contributors) })
    return Set(old.keys).union(new.keys).compactMap { key in
      let isComparable = !key.isTotal || (old[key] != nil && new[key] != nil)
      guard isComparable else { return nil }
      return finding(key, nil, abs((old[key] ?? 0) - (new[key] ?? 0)))
    }.sorted()
  }

  private func compare(
    _ key: CellKey, _ old: ReleasedCell?, _ new: ReleasedCell?,
    _ earlier: ReleasedCube, _ later: ReleasedCube
  ) -> [Finding] {
    if key.isTotal, old == nil || new == nil { return [] }
    if (old?.isWithheld ?? false) != (new?.isWithheld ?? false) {
      return [
        Finding(
          rule: .differencing, severity: .review, cell: key, formula: .withheldElsewhere,
          parameter: threshold)
      ]
    }
    return later.measures.enumerated().compactMap { index, measure in
      guard [MeasureFunction.count, .contributors].map(\.rawValue).contains(measure.function),
        let twin = earlier.measures.firstIndex(of: measure),
        let before = Self.count(old, twin), let after = Self.count(new, index)
      else { return nil }
      return finding(key, index, abs(before - after))
    }
  }

  private func finding(_ key: CellKey, _ measure: Int?, _ difference: Int) -> Finding? {
    guard difference > 0, difference < threshold else { return nil }
    return Finding(
      rule: .differencing, severity: .fail, cell: key, measure: measure,
      formula: .differenceBelow, parameter: threshold, observed: difference)
  }

  private static func count(_ cell: ReleasedCell?, _ measure: Int) -> Int? {
    switch cell {
    case nil: 0
    case .withheld: nil
    case .published(let values): Int(values[measure])
    }
  }
}
