// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// The interval of records of each withheld cell of linked tables, with a table for each end.
///
/// Each end is attained by a table that ``LinkedMove`` has checked. That nothing goes beyond it is
/// proved by prices of the published sums, checked in whole numbers too: with them the cell's
/// change is a sum of others' falls, and no cell falls below nothing.
struct LinkedIntervals {
  /// Most withheld cells, and most differing values of all their tables together.
  static let cellsMax = 2_000
  static let entriesMax = 200_000
  /// Most seconds; cells whose ends were not sought by then are left out.
  static let secondsMax = 45
  /// Parts into which prices are taken to be fractions.
  static let partsMax = 12

  private let tables: LinkedTables
  private let withheld: Set<Int>
  private let solver: IntegerSolver
  private let programme: LinkedProgramme
  private let values: [Int]
  /// More than any cell holds.
  private let beyond: Int
  private var least: [Int: LinkedMove] = [:]
  private var greatest: [Int: LinkedMove] = [:]
  /// Ends that no table goes beyond.
  private var isLeast: Set<Int> = []
  private var isGreatest: Set<Int> = []

  init(_ tables: LinkedTables, withheld: Set<Int>, solver: IntegerSolver) {
    self.tables = tables
    self.withheld = withheld
    self.solver = solver
    values = tables.figures[0]
    beyond = (values.max() ?? 0) + 1
    programme = LinkedProgramme(
      tables, open: withheld.sorted(), room: tables.single.map { [values] in values[$0] })
  }

  /// The intervals, in the order of the cells.
  mutating func run() async throws -> [IntervalProof.Interval] {
    guard withheld.count <= Self.cellsMax else { return [] }
    let start = solver.clock.now
    let ordered = withheld.sorted()
    var sought = 0
    for first in stride(from: 0, to: ordered.count, by: LinkedProof.batch / 2) {
      guard solver.clock.seconds(since: start) < Self.secondsMax else { break }
      let cells = ordered[first..<min(ordered.count, first + LinkedProof.batch / 2)]
      try await seek(cells.flatMap { [($0, beyond), ($0, -values[$0])] }, isWhole: false)
      // Where fractions of people would go further, whole people are tried.
      let open = cells.flatMap { cell in
        (isGreatest.contains(cell) ? [] : [(cell, beyond)])
          + (isLeast.contains(cell) || isEmptied(cell) ? [] : [(cell, -values[cell])])
      }
      try await seek(open, isWhole: true)
      sought += cells.count
    }
    var entries = 0
    var found: [IntervalProof.Interval] = []
    for cell in ordered.prefix(sought) {
      let interval = interval(cell)
      entries += interval.least.count + interval.greatest.count
      guard entries <= Self.entriesMax else { break }
      found.append(interval)
    }
    return found
  }

  /// Whether a table was found in which a cell holds nobody, beyond which none can go.
  private func isEmptied(_ cell: Int) -> Bool {
    values[cell] + (least[cell]?.moved[cell] ?? 0) == 0
  }

  private func interval(_ cell: Int) -> IntervalProof.Interval {
    let low = values[cell] + (least[cell]?.moved[cell] ?? 0)
    let high = values[cell] + (greatest[cell]?.moved[cell] ?? 0)
    let isBounded = high < beyond
    func table(_ move: LinkedMove?) -> [Int: Int] {
      var table = [cell: values[cell]]
      for (other, change) in move?.moved ?? [:] { table[other] = values[other] + change }
      return table
    }
    return IntervalProof.Interval(
      cell: cell, low: low, high: isBounded ? high : nil, least: table(least[cell]),
      greatest: isBounded ? table(greatest[cell]) : [:],
      isExact: (low == 0 || isLeast.contains(cell))
        && (!isBounded || isGreatest.contains(cell)))
  }

  /// Seeks tables in which cells change as far as they can.
  private mutating func seek(
    _ targets: [LinkedProgramme.Target], isWhole: Bool
  ) async throws {
    let targets = targets.filter { $0.change != 0 }
    guard !targets.isEmpty else { return }
    let texts = targets.map { target in
      programme.text([target], penalty: 10, isWhole: isWhole) { _ in 0 }
    }
    let found = try await solver.values(texts, seconds: isWhole ? 5 : 60)
    for (target, values) in zip(targets, found) {
      if let move = move(target.cell, values.changes) { take(move) }
      if !isWhole { prove(target, values.prices) }
    }
  }

  /// The part of a proposal that changes a cell, in whole numbers.
  private func move(_ cell: Int, _ changes: [Int: Double]) -> LinkedMove? {
    let own = Set(tables.cells[cell].atoms)
    var whole: [Int: Int] = [:]
    for part in programme.components(changes.filter { abs($0.value) > 1e-7 })
    where part.keys.contains(where: own.contains) {
      guard let values = LinkedProof.whole(part, partsMax: 1) else { continue }
      whole.merge(values) { first, _ in first }
    }
    return LinkedMove(whole, in: tables, withheld: withheld, figures: 0..<1)
  }

  private mutating func take(_ move: LinkedMove) {
    for (cell, change) in move.moved {
      if change < least[cell]?.moved[cell] ?? 0 { least[cell] = move }
      if change > greatest[cell]?.moved[cell] ?? 0 { greatest[cell] = move }
    }
  }

  /// Looks whether prices prove that a cell's change reaches no further than the found table.
  private mutating func prove(_ target: LinkedProgramme.Target, _ prices: [Int: Double]) {
    let isUp = target.change > 0
    let reached = abs((isUp ? greatest : least)[target.cell]?.moved[target.cell] ?? 0)
    for sign in [0.1, -0.1] {
      for parts in 1...Self.partsMax {
        guard let most = most(target.cell, isUp, prices, scale: sign * Double(parts), parts),
          most <= reached
        else { continue }
        if isUp { isGreatest.insert(target.cell) } else { isLeast.insert(target.cell) }
        return
      }
    }
  }

  /// The furthest a cell can change by prices; nothing where they prove nothing.
  ///
  /// Its change less the sums times their prices is a sum over cells. Where no cell counts above
  /// nothing in it, it is at most what all cells hold, times what they count.
  private func most(
    _ cell: Int, _ isUp: Bool, _ prices: [Int: Double], scale: Double, _ parts: Int
  ) -> Int? {
    var counts: [Int: Int] = [cell: isUp ? parts : -parts]
    for row in programme.rows {
      guard let price = prices[row.whole], abs(price) > 1e-9, abs(price * scale) < 1e9 else {
        continue
      }
      let whole = Int((price * scale).rounded())
      for part in row.parts { counts[part, default: 0] -= whole }
      if row.isOpen { counts[row.whole, default: 0] += whole }
    }
    var most = 0
    for (cell, count) in counts {
      guard count <= 0 else { return nil }
      let (product, isOver) = values[cell].multipliedReportingOverflow(by: -count)
      let (sum, isMore) = most.addingReportingOverflow(product)
      guard !isOver, !isMore else { return nil }
      most = sum
    }
    return most / parts
  }
}
