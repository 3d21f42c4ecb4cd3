// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import Sandbox

/// How dear a pattern of withheld cells is beyond the cells that rules withhold.
struct PatternPrice {
  let cost: Int
  /// What any safe pattern costs at least; nothing without a solver.
  let bound: Int?

  /// How much dearer it may be than the cheapest.
  var gap: Double? {
    bound.map { cost == 0 ? 0 : Double(max(0, cost - $0)) / Double(cost) }
  }
}

/// Finds a cheapest pattern of withheld cells of a table of two dimensions, and how far from the
/// cheapest it may be.
struct PatternSearch {
  /// The pattern and its proof.
  struct Optimum {
    let outcome: SuppressionOutcome
    let withheld: Set<Int>
    /// What the cells beyond the primary ones cost.
    let cost: Int
    /// What any safe pattern costs at least; nothing without a solver.
    let bound: Int?
  }

  /// Most seconds that are spent, and those after which five parts in a hundred are enough.
  static let secondsMax = 420
  static let secondsEnough = 60
  /// Most cells.
  static let cellsMax = 12_000

  let table: FlatTable
  let evidence: EvidenceTable
  let suppressor: Suppressor
  let solver: IntegerSolver

  /// The best pattern; nothing when none was proved.
  func run(_ known: SuppressionOutcome?) async throws -> Optimum? {
    var best = known.flatMap(optimum)
    var bound = 0
    guard IntegerSolver.isThere, table.shape.count <= Self.cellsMax else { return best }
    var model = PatternModel(table)
    let start = solver.clock.now
    while true {
      let spent = solver.clock.seconds(since: start)
      let left = Self.secondsMax - spent
      if left < 5 || spent > Self.secondsEnough && isNear(best, bound) { break }
      guard let solution = try await solver.solve(model.text, seconds: left) else { break }
      // Costs are whole numbers; the solver's are not exact to the last digit.
      let least = solution.bound - 1e-6 * max(1, abs(solution.bound))
      bound = max(bound, least.isFinite && least < 1e15 ? Int(least.rounded(.up)) : 0)
      let pattern = solution.ones.union(table.primary)
      let isRefined = model.refine(pattern)
      for candidate in candidates(pattern, isRefined: isRefined)
      where candidate.cost < best?.cost ?? .max {
        best = candidate
      }
      if !isRefined || best.map({ $0.cost <= bound }) == true { break }
    }
    return best.map {
      Optimum(outcome: $0.outcome, withheld: $0.withheld, cost: $0.cost, bound: min(bound, $0.cost))
    }
  }

  private func isNear(_ best: Optimum?, _ bound: Int) -> Bool {
    best.map { Double($0.cost - bound) <= 0.05 * Double($0.cost) } ?? false
  }

  /// Safe patterns that a solution suggests: itself, or with what closes its gaps.
  private func candidates(_ pattern: Set<Int>, isRefined: Bool) -> [Optimum] {
    let keys = Set(pattern.map(table.shape.key(of:)))
    if !isRefined, let outcome = suppressor.outcome(evidence, pattern: keys) {
      return optimum(outcome).map { [$0] } ?? []
    }
    return optimum(suppressor.release(evidence, withholding: keys)).map { [$0] } ?? []
  }

  private func optimum(_ outcome: SuppressionOutcome) -> Optimum? {
    guard outcome.cube != nil, !outcome.marginsDropped else { return nil }
    let keys = Set(outcome.primary + outcome.secondary)
    let withheld = Set(evidence.cells.indices.filter { keys.contains(evidence.cells[$0].key) })
    return Optimum(outcome: outcome, withheld: withheld, cost: table.cost(withheld), bound: nil)
  }
}
