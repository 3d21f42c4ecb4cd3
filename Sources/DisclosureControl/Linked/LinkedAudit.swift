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
    for index in withheld.sorted() {
      let (variables, known) = rest(index)
      guard case .value(let least)? = simplex.maximise(variables, sign: -1),
        let most = simplex.maximise(variables)
      else { return nil }
      let high: Double? = if case .value(let value) = most { Self.number(value) } else { nil }
      ranges.append(
        Range(
          cell: index, low: Double(known) - Self.number(least),
          high: high.map { $0 + Double(known) }))
    }
    return ranges
  }

  private static func number(_ value: Rational) -> Double {
    Double(value.numerator) / Double(value.denominator)
  }
}
