// SPDX-License-Identifier: Apache-2.0

import DisclosureControl

/// An intruder who solves for the totals of small groups by exact elimination: each published sum
/// or mean, whose number of people is taken as known, is an equation over the finest groups there
/// are. Shares nothing with the memory.
struct SumIntruder {
  /// A fraction in lowest terms.
  private struct Fraction: Equatable {
    let numerator: Int
    let denominator: Int

    init(_ numerator: Int, _ denominator: Int = 1) {
      var (a, b) = (abs(numerator), abs(denominator))
      while b != 0 { (a, b) = (b, a % b) }
      let divisor = max(a, 1) * (denominator < 0 ? -1 : 1)
      self.numerator = numerator / divisor
      self.denominator = denominator / divisor
    }

    static func - (left: Fraction, right: Fraction) -> Fraction {
      Fraction(
        left.numerator * right.denominator - right.numerator * left.denominator,
        left.denominator * right.denominator)
    }
    static func * (left: Fraction, right: Fraction) -> Fraction {
      Fraction(left.numerator * right.numerator, left.denominator * right.denominator)
    }
    static func / (left: Fraction, right: Fraction) -> Fraction {
      Fraction(left.numerator * right.denominator, left.denominator * right.numerator)
    }
  }

  /// Every combination of labels.
  let atoms: [[String]]
  let people: People
  /// Reduced equations with the place of their first group.
  private var basis: [(lead: Int, row: [Fraction])] = []

  init(_ people: People, domains: [[String]]) {
    self.people = people
    atoms = domains.reduce([[]]) { rows, domain in rows.flatMap { row in domain.map { row + [$0] } }
    }
  }

  /// Learns every published cell of the records that a table counts.
  mutating func learn(_ table: RememberedTable, counting: ([String]) -> Bool) {
    let places = table.cube.dimensions.compactMap { people.columns.firstIndex(of: $0) }
    for cell in table.cube.cells.indices where !table.cube.cells[cell].isWithheld {
      let key = table.cube.shape.key(of: cell).coordinates
      add(
        atoms.map { atom in
          let isIn =
            counting(atom)
            && zip(places, key).allSatisfy { $1 == .total || $1 == .label(atom[$0]) }
          return Fraction(isIn ? 1 : 0)
        })
    }
  }

  /// Whether the total of a group follows, and it is of fewer people than the threshold.
  func knowsFew(in group: ([String]) -> Bool) -> Bool {
    let size = people.labels.count(where: group)
    guard size > 0, size < people.threshold else { return false }
    return reduced(atoms.map { Fraction(group($0) ? 1 : 0) }).allSatisfy { $0 == Fraction(0) }
  }

  private func reduced(_ row: [Fraction]) -> [Fraction] {
    var row = row
    for equation in basis where row[equation.lead] != Fraction(0) {
      let factor = row[equation.lead] / equation.row[equation.lead]
      row = zip(row, equation.row).map { $0 - factor * $1 }
    }
    return row
  }

  private mutating func add(_ row: [Fraction]) {
    let rest = reduced(row)
    if let lead = rest.firstIndex(where: { $0 != Fraction(0) }) { basis.append((lead, rest)) }
  }
}
