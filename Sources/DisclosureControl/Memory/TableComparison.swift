// SPDX-License-Identifier: Apache-2.0

/// Compares two tables on all groups that both speak of, in time linear in their sizes.
///
/// Where both count the same records, a group known from one less the published cells of the other
/// is what the other withholds. Where one counts fewer records, or another version of them, two
/// numbers that differ by few are a number about those few (differencing; OpenSAFELY, ABS).
package struct TableComparison: Hashable, Sendable {
  /// Differences from one up to this, exclusive, are objected to.
  package let threshold: Int

  /// Makes a comparison.
  package init(threshold: Int) {
    self.threshold = max(2, threshold)
  }

  /// The objections to letting `later` out when `earlier` is out; cells are those of `later`.
  package func findings(earlier: RememberedTable, later: RememberedTable) -> [Finding] {
    let shared = later.columns.filter(earlier.columns.contains)
    let ofEarlier = sliceable(earlier.tests, in: later)
    let ofLater = sliceable(later.tests, in: earlier)
    let relation = FilterRelation(
      earlier.tests.filter { test in !ofEarlier.contains { $0.column == test.column } },
      later.tests.filter { test in !ofLater.contains { $0.column == test.column } })
    guard relation != .disjoint else { return [] }
    let units = later.units.filter(earlier.units.contains)
    // Records add up over cells; contributors say whose they are where the cell itself is out.
    var found: [Finding] = []
    for (index, unit) in (units.isEmpty ? [nil] : units.map(Optional.some)).enumerated() {
      let old = Marginals(earlier, over: shared, passing: ofLater, in: unit)
      let new = Marginals(later, over: shared, passing: ofEarlier, in: unit)
      let pair = Pair(
        relation: relation, isOneSource: earlier.source == later.source, unit: unit,
        isSecond: index > 0)
      for key in Set(old.entries.keys).union(new.entries.keys) {
        let (a, b) = (old.entries[key] ?? .init(), new.entries[key] ?? .init())
        guard let objection = objection(a, b, pair) else { continue }
        found.append(
          finding(objection, Self.cell(key, shared, later), unit, earlier: earlier, later: later))
      }
    }
    return Self.strongest(found).sorted()
  }

  /// How two tables and their numbers relate.
  private struct Pair {
    let relation: FilterRelation
    let isOneSource: Bool
    /// What both count; nil when one is silent on people.
    let unit: CellPeople.Unit?
    /// Whether another unit was compared before.
    let isSecond: Bool
  }

  private func objection(
    _ a: Marginals.Entry, _ b: Marginals.Entry, _ pair: Pair
  ) -> Objection? {
    let isExact = pair.relation == .same && pair.isOneSource
    if pair.isSecond {
      guard a.isDirect, b.isDirect, !isExact else { return nil }
      return few(abs(a.people - b.people), pair.relation == .other ? .review : .fail)
    }
    if isExact { return exact(a, b, pair.unit != nil) }
    guard pair.unit != nil else { return nil }
    return loose(a, b, pair.relation == .other) ?? unclear(a, b)
      ?? (pair.relation == .same ? refreshed(a, b) : nil)
  }

  /// Many records more of no contributor more: they may all be one contributor's.
  private func unclear(_ a: Marginals.Entry, _ b: Marginals.Entry) -> Objection? {
    guard let first = a.behind, let second = b.behind, first.records != second.records,
      first.contributors == second.contributors
    else { return nil }
    return Objection(severity: .review, formula: .differenceUnclear)
  }

  /// Two versions of the same people with other figures: whether few of them changed or many is
  /// not known by numbers of people.
  private func refreshed(_ a: Marginals.Entry, _ b: Marginals.Entry) -> Objection? {
    guard a.isDirect, b.isDirect, a.people == b.people,
      a.values.contains(where: { measure, value in b.values[measure].map { $0 != value } == true })
    else { return nil }
    return Objection(severity: .review, formula: .refreshDifferencing)
  }

  private func finding(
    _ objection: Objection, _ cell: CellKey, _ unit: CellPeople.Unit?, earlier: RememberedTable,
    later: RememberedTable
  ) -> Finding {
    Finding(
      rule: .differencing, severity: objection.severity, cell: cell,
      measure: objection.observed == nil ? nil : unit.flatMap(later.measure),
      formula: objection.formula, parameter: threshold, observed: objection.observed,
      earlier: earlier.release)
  }

  /// One finding for a cell and a formula, the worst and smallest.
  private static func strongest(_ findings: [Finding]) -> [Finding] {
    let byPlace = Dictionary(grouping: findings, by: \.cell)
    return byPlace.values.flatMap { group in
      let worst = group.map(\.severity).max()
      var seen: Set<DisclosureFormula> = []
      return group.filter { $0.severity == worst && seen.insert($0.formula).inserted }
    }
  }

  private struct Objection {
    let severity: Verdict
    let formula: DisclosureFormula
    var observed: Int?
  }

  /// Both count the same records.
  private func exact(
    _ a: Marginals.Entry, _ b: Marginals.Entry, _ isComparable: Bool
  ) -> Objection? {
    if a.isKnown, b.isKnown {
      return isComparable ? few(abs(a.people - b.people), .fail) : nil
    }
    guard a.isKnown || b.isKnown else { return nil }
    let (known, partial) = a.isKnown ? (a, b) : (b, a)
    let rest = known.people - partial.published
    if partial.withheld == 1 || (isComparable && rest == 0) {
      return Objection(severity: .fail, formula: .determinedByMemory)
    }
    return isComparable ? few(rest, .fail) : nil
  }

  /// One counts fewer or other records.
  private func loose(
    _ a: Marginals.Entry, _ b: Marginals.Entry, _ isUnrelated: Bool
  ) -> Objection? {
    let severity = isUnrelated ? Verdict.review : .fail
    if a.isKnown, b.isKnown { return few(abs(a.people - b.people), severity) }
    guard a.isKnown || b.isKnown else { return nil }
    let (known, partial) = a.isKnown ? (a, b) : (b, a)
    return few(abs(known.people - partial.published), severity)
      ?? Objection(severity: .review, formula: .withheldElsewhere)
  }

  private func few(_ people: Int, _ severity: Verdict) -> Objection? {
    guard people > 0, people < threshold else { return nil }
    return Objection(severity: severity, formula: .differenceBelow, observed: people)
  }

  /// The tests on a dimension of the other table that it has no test on itself: its cells can be
  /// picked by them.
  private func sliceable(
    _ tests: [FilterRelation.Test], in other: RememberedTable
  ) -> [FilterRelation.Test] {
    tests.filter { test in
      guard let place = other.columns.firstIndex(of: test.column),
        !other.tests.contains(where: { $0.column == test.column })
      else { return false }
      return other.cube.shape.axes[place].allSatisfy {
        ValueClass.value($0).passes(test.comparison) != nil
      }
    }
  }

  private static func cell(
    _ key: CellKey, _ shared: [MaskedColumn], _ table: RememberedTable
  ) -> CellKey {
    CellKey(
      table.columns.map { column in
        shared.firstIndex(of: column).map { key.coordinates[$0] } ?? .total
      })
  }
}
