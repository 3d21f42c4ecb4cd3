// SPDX-License-Identifier: Apache-2.0
import Core
import DisclosureControl

/// A refresh in which groups that few people changed keep the numbers that are out.
///
/// A finest cell has its new numbers when at least the threshold of people who never were in
/// another cell changed in it since every refresh that is out. Totals are what is out plus what the
/// new cells add: they follow from the cells and tell nothing more.
struct HeldTable: Sendable {
  let cube: ReleasedCube
  /// For each cell, for how many refreshes it has not been renewed.
  let ages: [Int]
  /// The finest cells whose records are those of the new table.
  let renewed: Set<CellKey>
  /// For each group with totals, at most how many people of the new table it leaves out or has
  /// more, where it is not simply what was out.
  let behind: [CellKey: Int]

  /// A finest cell.
  private struct Cell {
    let key: CellKey
    let values: [String]?
    let isNew: Bool
    /// What it adds to its totals.
    let change: [Int128]
    let age: Int
  }

  /// What the cells below a total bring.
  private struct Total {
    var change: [Int128] = []
    var isAllNew = true
    var isChanged = false
    var behind = 0
    var age = 0
  }

  /// Composes the table of what is out and what is new; nothing where that cannot be.
  ///
  /// - Parameter threshold: the fewest people by whom a cell's new numbers differ from those out.
  init?(
    _ part: TableEvidence.Part, after last: StoredRelease, comparison: RefreshComparison,
    unsafe: Set<CellKey>, rules: DisclosureParameters, threshold: Int
  ) {
    guard let old = last.cubes.first?.cube,
      let fresh = Suppressor(rules).cube(part.table, withheld: part.table.cells.map { _ in false }),
      old.measures.count == fresh.measures.count
    else { return nil }
    let hasMargins = old.hasMargins && fresh.hasMargins
    let axes = zip(old.shape.axes, fresh.shape.axes).map { old, new in
      Set(old).union(new).filter { hasMargins || $0 != .total }.sorted()
    }
    guard let shape = CubeShape(axes: axes) else { return nil }
    let isAdditive = fresh.measures.allSatisfy { ["count", "sum"].contains($0.function) }
    let maker = Maker(
      old: old, fresh: fresh, ages: last.ages, comparison: comparison, unsafe: unsafe,
      threshold: threshold, hasMargins: hasMargins)
    var cells = Array(repeating: ReleasedCell.withheld, count: shape.count)
    var ages = Array(repeating: 0, count: shape.count)
    var renewed: Set<CellKey> = []
    var totals: [CellKey: Total] = [:]
    for index in 0..<shape.count where shape.totals(in: index) == 0 {
      let cell = maker.cell(shape.key(of: index))
      if let values = cell.values { cells[index] = .published(values) }
      ages[index] = cell.age
      if cell.isNew { renewed.insert(cell.key) }
      Self.add(cell, to: &totals, comparison)
    }
    for index in 0..<shape.count where shape.totals(in: index) > 0 {
      let key = shape.key(of: index)
      guard let total = totals[key] else { continue }
      cells[index] = maker.total(key, total, isAdditive: isAdditive)
      ages[index] = total.age
    }
    let cube = ReleasedCube(
      dimensions: fresh.dimensions, measures: fresh.measures, shape: shape,
      rounding: fresh.rounding, cells: cells)
    guard let cube else { return nil }
    self.cube = cube
    self.ages = ages
    self.renewed = renewed
    behind = totals.filter { $0.value.isChanged && $0.value.behind > 0 }.mapValues(\.behind)
  }

  /// The renewed cells as a file of one column, by their marks.
  var renewedCSV: [UInt8] {
    let marks = renewed.sorted().map { key in
      key.coordinates.map { coordinate in
        switch coordinate {
        case .label(let text): "L" + text
        case .missing: "M"
        case .total: "T"
        }
      }.joined(separator: "\u{1F}")
    }
    let lines = marks.map { QuotedText.of($0, in: "\"") + "\n" }
    return Array(("mark\n\"T\"\n" + lines.joined()).utf8)
  }

  /// Adds a cell to every total above it.
  private static func add(
    _ cell: Cell, to totals: inout [CellKey: Total], _ comparison: RefreshComparison
  ) {
    let count = cell.key.coordinates.count
    for mask in 1..<(1 << count) {
      let key = CellKey(
        cell.key.coordinates.enumerated().map { mask & (1 << $0) == 0 ? $1 : .total })
      var total = totals[key] ?? Total()
      if total.change.isEmpty { total.change = cell.change.map { _ in 0 } }
      for (index, change) in cell.change.enumerated() { total.change[index] += change }
      total.isAllNew = total.isAllNew && cell.isNew
      total.isChanged = total.isChanged || (cell.isNew && comparison.sinceLast(cell.key) > 0)
      if !cell.isNew { total.behind += comparison.sinceLast(cell.key) }
      total.age = max(total.age, cell.age)
      totals[key] = total
    }
  }

  /// Makes cells of what is out and what is new.
  private struct Maker {
    let old: ReleasedCube
    let fresh: ReleasedCube
    let ages: [Int]
    let comparison: RefreshComparison
    let unsafe: Set<CellKey>
    let threshold: Int
    let hasMargins: Bool

    private func values(_ cube: ReleasedCube, _ key: CellKey) -> [String]? {
      guard case .published(let values)? = cube[key] else { return nil }
      return values
    }

    private func mayBeNew(_ key: CellKey) -> Bool {
      // A cell withheld before stays so: it would tell what the totals that are out hold of it.
      if hasMargins, old[key]?.isWithheld == true { return false }
      return !unsafe.contains(key) && comparison.mayChange(key, threshold: threshold)
    }

    func cell(_ key: CellKey) -> Cell {
      let before = values(old, key)
      let nothing = fresh.measures.map { _ in Int128(0) }
      if let now = values(fresh, key), mayBeNew(key) {
        return Cell(
          key: key, values: now, isNew: true, change: Self.less(now, before), age: 0)
      }
      if old[key] == nil, fresh[key] == nil {
        // Nobody is there, in what is out and in what is new.
        let zeros = Self.zeros(like: fresh)
        return Cell(key: key, values: zeros, isNew: true, change: nothing, age: 0)
      }
      let place = old.shape.index(of: key)
      let age = place.flatMap { ages.indices.contains($0) ? ages[$0] : nil } ?? 0
      return Cell(
        key: key, values: before, isNew: false, change: nothing,
        age: comparison.sinceLast(key) == 0 ? 0 : age + 1)
    }

    func total(_ key: CellKey, _ total: Total, isAdditive: Bool) -> ReleasedCell {
      let before = values(old, key)
      if !isAdditive, total.isAllNew, !unsafe.contains(key), let now = values(fresh, key) {
        return .published(now)
      }
      if old[key] != nil, before == nil { return .withheld }
      if isAdditive {
        if before == nil, !total.isAllNew { return .withheld }
        guard let sum = Self.sum(before ?? Self.zeros(like: fresh) ?? [], total.change) else {
          return .withheld
        }
        return .published(sum)
      }
      guard !total.isChanged, let before else { return .withheld }
      return .published(before)
    }

    /// What nobody's numbers look like; nothing where a mean has no value.
    private static func zeros(like cube: ReleasedCube) -> [String]? {
      guard cube.measures.allSatisfy({ $0.function != "mean" }) else { return nil }
      for case .published(let values) in cube.cells {
        return values.map { ExactDecimal.zero.text(places: places($0)) }
      }
      return nil
    }

    private static func places(_ text: String) -> Int {
      text.split(separator: ".").dropFirst().first?.count ?? 0
    }

    private static func units(_ text: String) -> Int128 {
      do { return try ExactDecimal(parsing: text).units } catch { return 0 }
    }

    private static func less(_ now: [String], _ before: [String]?) -> [Int128] {
      now.indices.map { index in
        units(now[index]) - (before.map { units($0[index]) } ?? 0)
      }
    }

    private static func sum(_ values: [String], _ change: [Int128]) -> [String]? {
      guard values.count == change.count else { return nil }
      var sums: [String] = []
      for (value, change) in zip(values, change) {
        guard let sum = ExactDecimal(units: units(value) + change) else { return nil }
        sums.append(sum.text(places: places(value)))
      }
      return sums
    }
  }
}
