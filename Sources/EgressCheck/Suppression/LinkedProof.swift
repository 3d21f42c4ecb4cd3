// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// Finds for every withheld cell another table in which it differs and that agrees in all that is
/// published.
///
/// A linear programme proposes; ``LinkedMove`` checks in whole numbers. A cell without such a
/// table counts as exposed, whether it is or was only not proved.
struct LinkedProof {
  /// Most parts into which a proposal's values are taken to be fractions.
  static let partsMax = 60
  /// Programmes that one run of the solver takes.
  static let batch = 16
  /// Cells that are tried one by one, and in whole numbers.
  static let singlesMax = 320
  static let wholeMax = 24

  let tables: LinkedTables
  let solver: IntegerSolver
  /// When the search began and how long it may take.
  let start: SolverClock.Instant
  let secondsMax: Int
  /// The cells proved, each by some move.
  private(set) var proved: Set<Int> = []
  private let room: [Int]

  init(
    _ tables: LinkedTables, _ solver: IntegerSolver, from start: SolverClock.Instant,
    seconds secondsMax: Int
  ) {
    self.tables = tables
    self.solver = solver
    (self.start, self.secondsMax) = (start, secondsMax)
    room = (0..<tables.atomCount).map(tables.room)
  }

  /// Whole seconds that are left, one at least.
  var seconds: Int { max(1, secondsMax - solver.clock.seconds(since: start)) }

  var isLate: Bool { solver.clock.seconds(since: start) >= secondsMax }

  /// The programme over some cells, for all figures at once.
  func programme(_ open: [Int]) -> LinkedProgramme {
    LinkedProgramme(tables, open: open, room: room)
  }

  /// Takes what a proposal proves; it may hold several moves that do not depend on each other.
  mutating func take(_ changes: [Int: Double], _ programme: LinkedProgramme, _ withheld: Set<Int>) {
    let real = changes.filter { abs($0.value) > 1e-7 }
    for part in programme.components(real) {
      guard let whole = Self.whole(part),
        let move = LinkedMove(whole, in: tables, withheld: withheld)
      else { continue }
      proved.formUnion(move.moved.keys)
    }
  }

  /// Values as whole numbers: times the least number of parts that makes them so.
  static func whole(_ values: [Int: Double], partsMax: Int = partsMax) -> [Int: Int]? {
    for parts in 1...partsMax {
      let scaled = values.mapValues { $0 * Double(parts) }
      if scaled.allSatisfy({ abs($0.value - $0.value.rounded()) < 1e-5 && abs($0.value) < 1e12 }) {
        return scaled.mapValues { Int($0.rounded()) }
      }
    }
    return nil
  }

  /// Which way a cell that may not fall can only go, else by the seed.
  func sign(_ cell: Int, _ random: inout LinkedSigns) -> Int {
    let canFall = tables.cells[cell].atoms.contains { room[$0] > 0 }
    return !canFall || random.next() ? 1 : -1
  }

  /// Proves what can be proved of a pattern; the cells that are left.
  mutating func prove(_ withheld: Set<Int>, seed: UInt64) async throws -> Set<Int> {
    var left = withheld.subtracting(proved)
    guard !left.isEmpty else { return [] }
    let programme = programme(withheld.sorted())
    var random = LinkedSigns(seed: seed)
    for _ in 0..<4 where !left.isEmpty && !isLate {
      let targets = left.sorted().map { (cell: $0, change: sign($0, &random)) }
      let text = programme.text(targets, penalty: 1_000) { _ in 1 }
      for values in try await solver.values([text], seconds: seconds) {
        take(values.changes, programme, withheld)
      }
      let rest = withheld.subtracting(proved)
      if rest.count > left.count * 3 / 4 { break }
      left = rest
    }
    try await proveSingly(withheld, programme)
    return withheld.subtracting(proved)
  }

  /// One cell at a time, both ways; the last ones in whole numbers.
  private mutating func proveSingly(
    _ withheld: Set<Int>, _ programme: LinkedProgramme
  ) async throws {
    var tried: Set<Int> = []
    func next(_ count: Int) -> [Int] {
      Array(withheld.subtracting(proved).subtracting(tried).sorted().prefix(count))
    }
    while tried.count < Self.singlesMax, !isLate {
      let cells = next(Self.batch / 2)
      if cells.isEmpty { break }
      tried.formUnion(cells)
      let known = proved.count
      try await propose(cells, programme, withheld, isWhole: false)
      // A pattern that holds still, or moves by fractions only, wants further cells.
      if proved.count == known { return }
    }
    tried = []
    while tried.count < Self.wholeMax, !isLate {
      let cells = next(2)
      if cells.isEmpty { break }
      tried.formUnion(cells)
      try await propose(cells, programme, withheld, isWhole: true)
    }
  }

  private mutating func propose(
    _ cells: [Int], _ programme: LinkedProgramme, _ withheld: Set<Int>, isWhole: Bool
  ) async throws {
    let texts = cells.flatMap { cell in
      [1, -1].map { change in
        programme.text([(cell, change)], penalty: 100_000, isWhole: isWhole) { _ in 1 }
      }
    }
    for values in try await solver.values(texts, seconds: isWhole ? min(5, seconds) : seconds) {
      take(values.changes, programme, withheld)
    }
  }
}

/// Signs that look drawn by lot and are the same in every run.
struct LinkedSigns {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  /// The next sign, true for a rise.
  mutating func next() -> Bool { number(below: 2) == 0 }

  /// A number from nothing to below a bound.
  mutating func number(below bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(max(1, bound)))
  }
}
