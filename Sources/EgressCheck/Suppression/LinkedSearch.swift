// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// Finds a cheap safe pattern of withheld cells of linked tables and of tables of any dimensions,
/// and how far from the cheapest it may be.
///
/// An integer programme of what every safe pattern must have gives the bound and a first pattern.
/// What is exposed in a pattern is then moved: the cheapest change of all tables in which every
/// exposed cell differs says which further cells to withhold. That a pattern is safe is proved
/// by ``LinkedProof`` alone.
struct LinkedSearch {
  /// A pattern that is proved.
  struct Pattern {
    let withheld: Set<Int>
    /// What the cells beyond the primary ones cost.
    let cost: Int
    /// What any safe pattern costs at least.
    var bound: Int
  }

  /// Most seconds for the bound, for all, and those after which no other start is made.
  static let coverSeconds = 30
  static let secondsMax = 90
  static let secondsEnough = 45
  /// Most starts of the search.
  static let startsMax = 10
  /// Most times that exposed cells are moved in one search, and programmes for one of them.
  static let roundsMax = 8
  static let weighingsMax = 4
  /// Exposed cells that one run of the solver moves one by one, and how often each is tried.
  static let batch = 6
  static let triesMax = 8

  let tables: LinkedTables
  let primary: Set<Int>
  let threshold: Int
  let solver: IntegerSolver
  /// The programme in which every cell may change.
  private let whole: LinkedProgramme
  /// More than any change of use costs.
  private let penalty: Int
  private let start: SolverClock.Instant

  init(_ tables: LinkedTables, primary: Set<Int>, threshold: Int, solver: IntegerSolver) {
    self.tables = tables
    self.primary = primary
    self.threshold = threshold
    self.solver = solver
    start = solver.clock.now
    penalty = 8 * (tables.cells.indices.map(tables.cost).max() ?? 1)
    whole = LinkedProgramme(
      tables, open: Array(tables.cells.indices), room: (0..<tables.atomCount).map(tables.room))
  }

  private var seconds: Int { solver.clock.seconds(since: start) }

  func cost(_ pattern: Set<Int>) -> Int {
    pattern.subtracting(primary).reduce(0) { $0 + tables.cost($1) }
  }

  /// The best pattern; nothing when none was proved in time.
  func run() async throws -> Pattern? {
    guard IntegerSolver.isThere, !primary.isEmpty else { return nil }
    let (bound, cover) = try await bound()
    var best: Pattern?
    for seed in 0..<Self.startsMax {
      if let best, best.cost <= bound || seconds > Self.secondsEnough { break }
      if seconds > Self.secondsMax { break }
      let first = seed == 0 ? cover.union(primary) : primary
      if let found = try await complete(first, seed: UInt64(seed + 1)),
        cost(found) < best?.cost ?? .max
      {
        best = Pattern(withheld: found, cost: cost(found), bound: min(bound, cost(found)))
      }
    }
    return best
  }

  /// A number below which no safe pattern costs, and the solution that gave it.
  private func bound() async throws -> (Int, Set<Int>) {
    var model = LinkedCover(tables, primary: primary, threshold: threshold)
    var bound = 0
    var cover = primary
    while seconds < Self.coverSeconds, !model.requirements.isEmpty {
      let left = max(2, Self.coverSeconds - seconds)
      guard let solution = try await solver.solve(model.text, seconds: left) else { break }
      // Costs are whole numbers; the solver's are not exact to the last digit.
      let least = solution.bound - 1e-6 * max(1, abs(solution.bound))
      bound = max(bound, least.isFinite && least < 1e15 ? Int(least.rounded(.up)) : 0)
      cover = solution.ones.union(primary)
      guard model.refine(cover) else { break }
    }
    return (bound, cover)
  }

  /// Adds to a pattern what protects it; nothing when that did not come to an end.
  private func complete(_ first: Set<Int>, seed: UInt64) async throws -> Set<Int>? {
    var proof = LinkedProof(
      tables, solver, from: start, seconds: Self.secondsMax + 15)
    var random = LinkedSigns(seed: seed)
    var withheld = first
    for round in 0..<Self.roundsMax {
      thicken(&withheld)
      // At the first start the exposed cells are found, at others all but the first ones are.
      var exposed = withheld.subtracting(proof.proved)
      if round > 0 || first.count > primary.count {
        exposed = try await proof.prove(withheld, seed: seed &+ UInt64(round))
      }
      if exposed.isEmpty { return withheld }
      if proof.isLate { return nil }
      // All at once is cheapest, but may move by fractions of people; the rest goes one by one.
      if round == 0, exposed.count > Self.batch {
        let signs = balanced(exposed, proof, &random)
        withheld = try await widened(withheld, signs, &proof) ?? withheld
      } else {
        withheld = try await mended(withheld, &proof, &random)
      }
    }
    return nil
  }

  /// The pattern with the cells of the cheapest change that moves one exposed cell, for each.
  private func mended(
    _ withheld: Set<Int>, _ proof: inout LinkedProof, _ random: inout LinkedSigns
  ) async throws -> Set<Int> {
    var withheld = withheld
    var tries: [Int: Int] = [:]
    while !proof.isLate {
      var left = withheld.subtracting(proof.proved).filter { tries[$0] ?? 0 < Self.triesMax }
        .sorted()
      if left.isEmpty { break }
      let isWhole = left.allSatisfy { tries[$0] ?? 0 >= Self.triesMax - 2 }
      for index in left.indices.reversed() {
        left.swapAt(index, random.number(below: index + 1))
      }
      left = Array(left.prefix(isWhole ? 1 : Self.batch))
      let texts = left.map { [withheld] cell in
        let first = proof.sign(cell, &random)
        tries[cell, default: 0] += 1
        return whole.text([(cell, first)], penalty: penalty, isWhole: isWhole) {
          withheld.contains($0) ? 0.01 : Double(tables.cost($0))
        }
      }
      let found = try await solver.values(texts, seconds: isWhole ? 10 : proof.seconds)
      for (cell, values) in zip(left, found) where !proof.proved.contains(cell) {
        let wider = withheld.union(values.changes.filter { abs($0.value) > 1e-6 }.keys)
        proof.take(values.changes, whole, wider)
        if proof.proved.contains(cell) { withheld = wider }
      }
    }
    return withheld
  }

  /// Withholds further finest cells where what is withheld rests on too few people.
  private func thicken(_ withheld: inout Set<Int>) {
    var thin = tables.thinCells(withheld, threshold: threshold)
    while !thin.isEmpty {
      for cell in thin {
        let wanting = tables.wanting(cell, withheld, threshold: threshold)
        guard wanting > 0 else { continue }
        let others = tables.cells[cell].atoms.map { tables.single[$0] }.filter {
          !withheld.contains($0) && tables.cells[$0].contributors > 0
        }
        let enough = others.filter { tables.cells[$0].contributors >= wanting }
        // One that is enough, else the largest; where there is none, the cell itself.
        let chosen =
          enough.min { tables.cost($0) < tables.cost($1) }
          ?? others.max { tables.cost($0) < tables.cost($1) } ?? cell
        withheld.insert(chosen)
      }
      thin = tables.thinCells(withheld, threshold: threshold)
    }
  }

  /// A direction for each cell, so that those of one sum go both ways.
  private func balanced(
    _ cells: Set<Int>, _ proof: LinkedProof, _ random: inout LinkedSigns
  ) -> [LinkedProgramme.Target] {
    var sums = Array(repeating: 0, count: tables.cells.count)
    var ordered = cells.sorted()
    for index in ordered.indices.reversed() {
      ordered.swapAt(index, random.number(below: index + 1))
    }
    return ordered.map { cell in
      let above = Set(tables.cells[cell].atoms.flatMap { tables.cellsOf[$0] }).filter {
        $0 != cell && tables.cells[$0].atoms.count <= 200
      }
      let sum = above.reduce(0) { $0 + sums[$1].signum() }
      let free = proof.sign(cell, &random)
      let canFall = tables.cells[cell].atoms.contains { tables.room($0) > 0 }
      let sign = sum == 0 || !canFall ? free : -sum.signum()
      for other in above { sums[other] += sign }
      return (cell, sign)
    }
  }

  /// The pattern with the cells of the cheapest change that moves the targets.
  ///
  /// Weights are lowered for cells that a solution moves and raised for the others, so that few
  /// cells move rather than many by little.
  private func widened(
    _ withheld: Set<Int>, _ targets: [LinkedProgramme.Target], _ proof: inout LinkedProof
  ) async throws -> Set<Int>? {
    var moved: [Int: Double]?
    var best: (missed: Int, cost: Int, changes: [Int: Double])?
    for _ in 0..<Self.weighingsMax where !proof.isLate {
      let text = whole.text(targets, penalty: penalty) { [moved] cell in
        if withheld.contains(cell) { return 0.01 }
        let cost = Double(tables.cost(cell))
        guard let moved else { return cost }
        return cost / (abs(moved[cell] ?? 0) + 0.05)
      }
      let found = try await solver.values([text], seconds: proof.seconds)
      guard let values = found.first else { break }
      let real = values.changes.filter { abs($0.value) > 1e-6 }
      let missed = values.wanting.values.count { $0 > 1e-6 }
      let cost = cost(withheld.union(real.keys))
      moved = real
      if let best, (best.missed, best.cost) <= (missed, cost) { continue }
      best = (missed, cost, real)
    }
    guard let best else { return nil }
    let wider = withheld.union(best.changes.keys)
    proof.take(best.changes, whole, wider)
    return wider
  }
}
