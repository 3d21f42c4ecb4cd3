// SPDX-License-Identifier: Apache-2.0

import DisclosureControl

/// A slow and obvious intruder: looks for another population of whole people that fits everything
/// published, group by group. Shares nothing with the audit.
struct Intruder {
  let columns: [String]
  /// Every combination of labels.
  let atoms: [[String]]
  /// How many people each combination really has.
  let truth: [Int]
  private var equations: [(atoms: [Int], value: Int)] = []
  private(set) var withheld: [[Int]] = []

  init(_ people: People, domains: [[String]]) {
    columns = people.columns
    atoms = domains.reduce([[]]) { rows, domain in rows.flatMap { row in domain.map { row + [$0] } }
    }
    truth = atoms.map { atom in people.labels.count { $0 == atom } }
  }

  /// Learns a table; every label that it does not list holds nobody.
  mutating func learn(_ table: RememberedTable) {
    let counted = atoms.indices.filter { index in
      table.filters.allSatisfy { filter in
        guard let place = columns.firstIndex(of: filter.column.text) else { return false }
        guard case .isIn(let values) = filter.comparison else { return false }
        return values.contains(atoms[index][place])
      }
    }
    let places = table.cube.dimensions.compactMap { columns.firstIndex(of: $0) }
    for atom in counted {
      let isListed = zip(places, table.cube.shape.axes).allSatisfy { place, axis in
        axis.contains(.label(atoms[atom][place]))
      }
      if !isListed { equations.append(([atom], 0)) }
    }
    for cell in table.cube.cells.indices {
      let key = table.cube.shape.key(of: cell).coordinates
      let inside = counted.filter { atom in
        zip(places, key).allSatisfy { $1 == .total || $1 == .label(atoms[atom][$0]) }
      }
      if case .published(let values) = table.cube.cells[cell] {
        equations.append((inside, Int(values[0]) ?? -1))
      } else {
        withheld.append(inside)
      }
    }
  }

  /// Every group that fixes some columns.
  var groups: [[Int]] {
    columns.indices.reduce([Array(atoms.indices)]) { groups, column in
      groups
        + groups.flatMap { group in
          Set(atoms.map { $0[column] }).sorted().map { label in
            group.filter { atoms[$0][column] == label }
          }
        }
    }
  }

  /// Which of some groups everything learnt leaves one size only.
  func known(_ groups: [[Int]]) -> [[Int]] {
    var walk = Walk(truth: truth, equations: equations, groups: groups)
    walk.visit(0)
    return walk.open.isEmpty
      ? groups : groups.indices.filter { !walk.open.contains($0) }.map { groups[$0] }
  }

  /// Goes through all populations that fit, until every group was seen with two sizes.
  private struct Walk {
    let truth: [Int]
    let groups: [[Int]]
    let sizes: [Int]
    /// The equations of each atom; whether it is their last.
    let rules: [[(equation: Int, isLast: Bool)]]
    var rest: [Int]
    var values: [Int]
    var open: Set<Int> = []

    init(truth: [Int], equations: [(atoms: [Int], value: Int)], groups: [[Int]]) {
      self.truth = truth
      self.groups = groups
      sizes = groups.map { $0.reduce(0) { $0 + truth[$1] } }
      rest = equations.map(\.value)
      values = truth
      rules = truth.indices.map { atom in
        equations.indices.compactMap { index in
          equations[index].atoms.contains(atom)
            ? (index, equations[index].atoms.max() == atom) : nil
        }
      }
    }

    mutating func visit(_ atom: Int) {
      if open.count == groups.count { return }
      guard atom < truth.count else {
        for index in groups.indices where !open.contains(index) {
          if groups[index].reduce(0, { $0 + values[$1] }) != sizes[index] { open.insert(index) }
        }
        return
      }
      var low = 0
      var high = truth[atom] + 3
      for rule in rules[atom] {
        high = min(high, rest[rule.equation])
        if rule.isLast { low = max(low, rest[rule.equation]) }
      }
      guard low <= high else { return }
      for value in low...high {
        for rule in rules[atom] { rest[rule.equation] -= value }
        values[atom] = value
        visit(atom + 1)
        for rule in rules[atom] { rest[rule.equation] += value }
      }
    }
  }
}
