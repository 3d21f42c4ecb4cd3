// SPDX-License-Identifier: Apache-2.0

/// Chooses further cells of linked tables to withhold, the fewest and smallest that are found.
///
/// Patterns of one and of two further cells are all tried, cheapest first, within a bound; beyond
/// that the cell that helps most is added at a time. Every pattern is proved by ``LinkedAudit``,
/// so a pattern of one cell is optimal.
package struct LinkedSuppression {
  private let tables: LinkedTables
  private let threshold: Int
  private let trialsMax: Int
  private var trials = 0
  private var work = 0

  /// Most work of all audits together, in entries of their linear programmes; beyond it nothing
  /// is proved.
  static let workMax = 3_000_000_000

  /// Makes a search; withheld finest cells of a published cell rest on `threshold` people at least.
  package init(_ tables: LinkedTables, threshold: Int) {
    self.tables = tables
    self.threshold = threshold
    trialsMax = tables.atomCount <= 40 ? 2_000 : tables.atomCount <= 120 ? 200 : 40
  }

  /// The cells to withhold with the primary ones; nothing when no pattern could be proved.
  package mutating func protect(_ primary: Set<Int>) -> Set<Int>? {
    guard tables.isSmall, var exposed = exposed(primary) else { return nil }
    if exposed.isEmpty { return primary }
    let candidates = tables.cells.indices.filter { !primary.contains($0) }.sorted(by: isCheaper)
    for count in 1...2 where trials < trialsMax {
      if let found = search(primary, candidates[...], count) { return found }
    }
    var withheld = primary
    while !exposed.isEmpty {
      var best: (left: Int, cell: Int, exposed: Set<Int>)?
      for cell in candidates.lazy.filter({ !withheld.contains($0) }).prefix(trialsMax / 20 + 2) {
        guard let left = self.exposed(withheld.union([cell])) else { return nil }
        if left.count < best?.left ?? .max { best = (left.count, cell, left) }
      }
      guard let best else { return nil }
      withheld.insert(best.cell)
      exposed = best.exposed
    }
    return withheld
  }

  /// The first pattern of `count` further cells that exposes nothing.
  private mutating func search(
    _ withheld: Set<Int>, _ candidates: ArraySlice<Int>, _ count: Int
  ) -> Set<Int>? {
    for (index, cell) in zip(candidates.indices, candidates) {
      let wider = withheld.union([cell])
      if count == 1 {
        trials += 1
        guard trials < trialsMax else { return nil }
        if exposed(wider)?.isEmpty == true { return wider }
      } else if let found = search(wider, candidates[(index + 1)...], count - 1) {
        return found
      }
    }
    return nil
  }

  /// Withheld cells that no other population of whole numbers was seen for, and published cells
  /// whose withheld rest is too few.
  private mutating func exposed(_ withheld: Set<Int>) -> Set<Int>? {
    work += tables.atomCount * tables.cells.count * (withheld.count + 1) * tables.figures.count
    guard work <= Self.workMax else { return nil }
    let audit = LinkedAudit(tables)
    var found = Set(tables.thinCells(withheld, threshold: threshold))
    for values in tables.figures {
      guard let ranges = audit.ranges(withheld: withheld, values: values) else { return nil }
      found.formUnion(ranges.filter { !$0.isOpen }.map(\.cell))
    }
    return found
  }

  private func isCheaper(_ left: Int, _ right: Int) -> Bool {
    let (a, b) = (tables.cells[left], tables.cells[right])
    if a.atoms.count != b.atoms.count { return a.atoms.count < b.atoms.count }
    return a.contributors != b.contributors ? a.contributors < b.contributors : left < right
  }
}
