// SPDX-License-Identifier: Apache-2.0

/// Examines a table against everything of the same resources that is out or on its way.
///
/// `fail` where something is given away; `review` where it could not be shown that nothing is.
package struct MemoryCheck: Hashable, Sendable {
  /// The least number of people by which tables may differ.
  package let threshold: Int
  /// Whether every subject has one record in the source of the new table.
  package let isOneRecordEach: Bool
  /// Columns whose values follow from others'.
  package let links: [ColumnLink]

  /// Makes a check.
  package init(threshold: Int, isOneRecordEach: Bool, links: [ColumnLink] = []) {
    self.threshold = max(2, threshold)
    self.isOneRecordEach = isOneRecordEach
    self.links = links
  }

  /// The objections to letting `later` out when all of `earlier` is out.
  package func findings(earlier: [RememberedTable], later: RememberedTable) -> [Finding] {
    let others = Self.ordered(earlier.filter { !$0.isSame(as: later) })
    guard !others.isEmpty else { return [] }
    let comparison = TableComparison(threshold: threshold)
    var findings = others.flatMap { comparison.findings(earlier: $0, later: later) }
    let siblings = others.filter { $0.source == later.source }
    if !siblings.contains(where: { isPart(later, of: $0) }) {
      let audit = JointAudit(
        tables: siblings + [later], links: links, threshold: threshold,
        isOneRecordEach: isOneRecordEach)
      if !siblings.isEmpty { findings += Self.findings(audit.answer(), threshold) }
    }
    if siblings.count < others.count { findings.append(Self.notCleared(threshold)) }
    return Set(findings).sorted()
  }

  /// Each table once, in an order that does not follow the caller's.
  ///
  /// Cubes are large: their bytes are compared only where what names them is the same.
  private static func ordered(_ tables: [RememberedTable]) -> [RememberedTable] {
    let named = Dictionary(grouping: tables) { table in
      ([table.source, table.release ?? "", "\(table.cube.cells.count)"] + table.cube.dimensions)
        .joined(separator: "\u{1F}")
    }
    return named.sorted { $0.key < $1.key }.flatMap { _, group in
      guard group.count > 1 else { return group }
      return Set(group).map { (table: $0, bytes: $0.cube.canonicalJSON) }
        .sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }.map(\.table)
    }
  }

  /// Whether a table is nothing but sums of another's published cells.
  private func isPart(_ table: RememberedTable, of other: RememberedTable) -> Bool {
    Set(table.filters) == Set(other.filters) && table.masks == other.masks
      && table.cube.withheldCount == 0 && other.cube.withheldCount == 0
      && Set(table.columns).isSubset(of: other.columns)
      && Set(table.cube.measures).isSubset(of: other.cube.measures)
      && table.cube.measures.allSatisfy { ["count", "sum"].contains($0.function) }
      && table.cube.rounding == .none && other.cube.rounding == .none
  }

  private static func findings(_ answer: JointAudit.Answer, _ threshold: Int) -> [Finding] {
    func finding(_ severity: Verdict, _ formula: DisclosureFormula, _ count: Int) -> [Finding] {
      count == 0
        ? []
        : [
          Finding(
            rule: .differencing, severity: severity, cell: nil, formula: formula,
            parameter: threshold, observed: count)
        ]
    }
    switch answer {
    case .cleared: return []
    case .notCleared: return [notCleared(threshold)]
    case .disclosed(let withheld, let groups):
      return finding(.fail, .determinedByMemory, withheld)
        + finding(.fail, .fewByMemory, groups)
    }
  }

  private static func notCleared(_ threshold: Int) -> Finding {
    Finding(
      rule: .differencing, severity: .review, cell: nil, formula: .notClearedByMemory,
      parameter: threshold)
  }
}
