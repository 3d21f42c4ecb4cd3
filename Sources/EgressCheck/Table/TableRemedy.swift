// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// The tables with unsafe cells withheld, checked again.
struct TableRemedy: Sendable {
  /// Most withheld cells whose intervals are proved by two tables each.
  static let provedMax = 2_000

  /// The publishable cube of each part.
  let cubes: [ReleasedCube]
  /// The parts the cubes belong to.
  let parts: [TableEvidence.Part]
  /// Cells withheld to protect others, by part.
  let secondary: [Int: [CellKey]]
  let marginsDropped: Bool
  let levelsDropped: Bool
  /// How dear the pattern is and what none costs less than, where that was examined.
  private(set) var price: PatternPrice?
  /// The exact intervals of withheld cells, where they were computed.
  private(set) var intervals: [IntervalProof.Interval] = []
  /// Where the cells of intervals stand, when they are of several tables or dimensions.
  private(set) var places: [LinkedCells.Place] = []

  /// Withholds the unsafe cells of every part and what protects them; nothing when withholding
  /// does not help.
  init?(
    _ evidence: TableEvidence, layout: TableLayout, parameters: DisclosureParameters,
    unsafe: [Set<CellKey>]
  ) {
    let suppressor = Suppressor(parameters)
    if evidence.parts.count == 1 || unsafe.allSatisfy(\.isEmpty) {
      self.init(suppressor, evidence.parts, unsafe)
      return
    }
    guard let linked = LinkedCells(evidence, layout, unsafe: unsafe),
      let pattern = Self.pattern(linked, parameters.contributors)
    else {
      // Beyond what is examined exactly only the finest table is left, without totals.
      guard let finest = evidence.parts.first else { return nil }
      self.init(bare: suppressor, finest, unsafe[0])
      return
    }
    self.init(suppressor, evidence, unsafe, pattern, linked)
  }

  private static func pattern(_ linked: LinkedCells, _ threshold: Int) -> Set<Int>? {
    var search = LinkedSuppression(linked.tables, threshold: threshold)
    return search.protect(linked.primary)
  }

  /// Withholds the cells of a pattern that was found and proved by a solver.
  init?(
    _ found: LinkedRemedy, _ evidence: TableEvidence, parameters: DisclosureParameters,
    unsafe: [Set<CellKey>]
  ) {
    self.init(Suppressor(parameters), evidence, unsafe, found.pattern.withheld, found.cells)
    price = PatternPrice(cost: found.pattern.cost, bound: found.pattern.bound)
    intervals = found.intervals
    places = found.cells.places.compactMap(\.first)
  }

  private init?(
    _ suppressor: Suppressor, _ parts: [TableEvidence.Part], _ unsafe: [Set<CellKey>]
  ) {
    var cubes: [ReleasedCube] = []
    var secondary: [Int: [CellKey]] = [:]
    var dropped = false
    for (index, part) in parts.enumerated() {
      let outcome = suppressor.release(part.table, withholding: unsafe[index])
      guard let cube = outcome.cube else { return nil }
      cubes.append(cube)
      secondary[index] = outcome.secondary
      dropped = dropped || outcome.marginsDropped
    }
    self.cubes = cubes
    self.parts = parts
    self.secondary = secondary
    marginsDropped = dropped
    levelsDropped = false
  }

  /// A refresh in which groups keep their numbers.
  init(held: HeldTable, part: TableEvidence.Part) {
    self.init(
      cubes: [held.cube], parts: [part], secondary: [:], marginsDropped: false,
      levelsDropped: false)
  }

  /// The same table with a cheaper pattern, and its proof; the same remedy where there is none.
  func improved(
    _ part: TableEvidence.Part, unsafe: Set<CellKey>, parameters: DisclosureParameters,
    solver: IntegerSolver
  ) async throws -> TableRemedy {
    let suppressor = Suppressor(parameters)
    guard parts.count == 1, !unsafe.isEmpty, part.table.tabulation.margins,
      parameters.rounding == .none,
      let table = FlatTable(part.table, primary: unsafe, threshold: parameters.contributors)
    else { return self }
    let search = PatternSearch(
      table: table, evidence: part.table, suppressor: suppressor, solver: solver)
    let known = suppressor.release(part.table, withholding: unsafe)
    guard let best = try await search.run(known), let cube = best.outcome.cube else { return self }
    var remedy = TableRemedy(
      cubes: [cube], parts: parts,
      secondary: [0: best.withheld.subtracting(table.primary).sorted().map(table.shape.key(of:))],
      marginsDropped: false, levelsDropped: levelsDropped)
    remedy.price = PatternPrice(cost: best.cost, bound: best.bound)
    if best.withheld.count <= Self.provedMax {
      remedy.intervals =
        IntervalProof(
          table, withheld: best.withheld, values: part.table.cells.map(\.records)
        ).intervals
    }
    return remedy
  }

  private init(
    cubes: [ReleasedCube], parts: [TableEvidence.Part], secondary: [Int: [CellKey]],
    marginsDropped: Bool, levelsDropped: Bool
  ) {
    self.cubes = cubes
    self.parts = parts
    self.secondary = secondary
    self.marginsDropped = marginsDropped
    self.levelsDropped = levelsDropped
  }

  private init?(bare suppressor: Suppressor, _ part: TableEvidence.Part, _ unsafe: Set<CellKey>) {
    let all = Set(part.table.cells.map(\.key).filter(\.isTotal))
    guard let cube = suppressor.release(part.table, withholding: unsafe.union(all)).cube else {
      return nil
    }
    cubes = [cube]
    parts = [part]
    secondary = [:]
    marginsDropped = true
    levelsDropped = true
  }

  private init?(
    _ suppressor: Suppressor, _ evidence: TableEvidence, _ unsafe: [Set<CellKey>],
    _ pattern: Set<Int>, _ linked: LinkedCells
  ) {
    var withheld = evidence.parts.map { _ in Set<CellKey>() }
    for index in pattern {
      for place in linked.places[index] { withheld[place.part].insert(place.key) }
    }
    var cubes: [ReleasedCube] = []
    var secondary: [Int: [CellKey]] = [:]
    for (index, part) in evidence.parts.enumerated() {
      let marks = part.table.cells.map {
        withheld[index].contains($0.key) || unsafe[index].contains($0.key)
      }
      guard let cube = suppressor.cube(part.table, withheld: marks) else { return nil }
      cubes.append(cube)
      secondary[index] = withheld[index].subtracting(unsafe[index]).sorted()
    }
    self.cubes = cubes
    parts = evidence.parts
    self.secondary = secondary
    marginsDropped = false
    levelsDropped = false
  }
}
