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
    let old = Marginals(earlier, over: shared, passing: ofLater)
    let new = Marginals(later, over: shared, passing: ofEarlier)
    let relation = FilterRelation(
      earlier.tests.filter { test in !ofEarlier.contains { $0.column == test.column } },
      later.tests.filter { test in !ofLater.contains { $0.column == test.column } })
    guard relation != .disjoint else { return [] }
    let isExact = relation == .same && earlier.source == later.source
    let isComparable =
      earlier.peopleMeasure.map { earlier.cube.measures[$0].function }
      == later.peopleMeasure.map { later.cube.measures[$0].function }
      && earlier.peopleMeasure != nil
    var findings: [Finding] = []
    for key in Set(old.entries.keys).union(new.entries.keys) {
      let (a, b) = (old.entries[key] ?? .init(), new.entries[key] ?? .init())
      let objection =
        isExact
        ? exact(a, b, isComparable) : isComparable ? loose(a, b, relation == .other) : nil
      guard let objection else { continue }
      let cell = Self.cell(key, shared, later)
      findings.append(
        Finding(
          rule: .differencing, severity: objection.severity, cell: cell,
          measure: objection.observed == nil ? nil : later.peopleMeasure,
          formula: objection.formula, parameter: threshold, observed: objection.observed))
    }
    return findings.sorted()
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
