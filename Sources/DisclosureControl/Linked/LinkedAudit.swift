// SPDX-License-Identifier: Apache-2.0

/// The range of every withheld cell that follows from all published cells of linked tables.
///
/// Two linear programmes per withheld cell over the rationals, with values that can not be
/// negative: the way sdcTable attacks its own result.
package struct LinkedAudit: Sendable {
  /// What an intruder can say of a withheld cell.
  package struct Range: Hashable, Sendable {
    /// The cell by position.
    package let cell: Int
    /// The least value.
    package let low: Double
    /// The greatest value, nothing when there is no bound.
    package let high: Double?
    /// Whether another population of whole numbers was seen that differs from the true one in the
    /// cell. A range of fractions may hold one whole number only, or whole numbers that no
    /// population has: without such a population nothing shows that the cell is protected. Where
    /// there is no bound the true population can be gone on from in whole steps.
    package let isOpen: Bool

    /// Whether the cell has one possible value.
    package var isPoint: Bool { high == low }
  }

  private let tables: LinkedTables

  /// Makes an audit.
  package init(_ tables: LinkedTables) {
    self.tables = tables
  }

  /// The ranges for one figure; nothing when they could not be computed exactly.
  package func ranges(withheld: Set<Int>, values: [Int]) -> [Range]? {
    var known = Array(repeating: false, count: tables.atomCount)
    var fixed = Array(repeating: 0, count: tables.atomCount)
    for (index, cell) in tables.cells.enumerated() where !withheld.contains(index) {
      if let atom = cell.atoms.first, cell.atoms.count == 1 {
        known[atom] = true
        fixed[atom] = values[index]
      }
      if values[index] == 0 { for atom in cell.atoms { known[atom] = true } }
    }
    let open = known.indices.filter { !known[$0] }
    let place = Dictionary(uniqueKeysWithValues: zip(open, open.indices))
    func rest(_ index: Int) -> (variables: [Int], fixed: Int) {
      let atoms = tables.cells[index].atoms
      return (atoms.compactMap { place[$0] }, atoms.reduce(0) { $0 + fixed[$1] })
    }
    var equations: [[Int]: Int] = [:]
    for index in tables.cells.indices where !withheld.contains(index) {
      let (variables, known) = rest(index)
      if !variables.isEmpty { equations[variables] = values[index] - known }
    }
    let ordered = equations.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    guard
      var simplex = Simplex(
        variables: open.count, equations: ordered.map { (variables: $0.key, value: $0.value) })
    else { return nil }
    var ranges: [Range] = []
    let cells = withheld.sorted()
    var others = cells.map { index in
      let (variables, known) = rest(index)
      return Other(cell: index, variables: variables, known: known, value: values[index])
    }
    Self.see(simplex.solution, &others)
    for index in cells {
      let (variables, known) = rest(index)
      guard case .value(let least)? = simplex.maximise(variables, sign: -1) else { return nil }
      Self.see(simplex.solution, &others)
      guard let most = simplex.maximise(variables) else { return nil }
      Self.see(simplex.solution, &others)
      let high: Double? = if case .value(let value) = most { Self.number(value) } else { nil }
      ranges.append(
        Range(
          cell: index, low: Double(known) - Self.number(least),
          high: high.map { $0 + Double(known) }, isOpen: high == nil))
    }
    let seen = Set(others.filter(\.isSeen).map(\.cell))
    return ranges.map {
      Range(
        cell: $0.cell, low: $0.low, high: $0.high, isOpen: $0.isOpen || seen.contains($0.cell))
    }
  }

  /// A withheld cell and whether another whole value of it was seen.
  private struct Other {
    let cell: Int
    let variables: [Int]
    let known: Int
    let value: Int
    var isSeen = false
  }

  /// Looks at a solution for cells that differ from the truth, if it is one of whole numbers.
  private static func see(_ solution: [Rational], _ others: inout [Other]) {
    guard solution.allSatisfy({ $0.denominator == 1 }) else { return }
    for place in others.indices where !others[place].isSeen {
      let other = others[place]
      let sum = other.variables.reduce(Int128(other.known)) { $0 + solution[$1].numerator }
      if sum != Int128(other.value) { others[place].isSeen = true }
    }
  }

  private static func number(_ value: Rational) -> Double {
    Double(value.numerator) / Double(value.denominator)
  }
}
