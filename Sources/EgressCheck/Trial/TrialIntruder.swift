// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// An intruder who keeps every table and subtracts any from any.
///
/// He knows who is behind every number and looks for numbers about few people: the difference of a
/// group, or of two cells together, on two days; and anything that follows from all published sums
/// by linear algebra.
struct TrialIntruder {
  let days: [TrialDay]
  let threshold: Int

  /// Groups on two days whose difference is about fewer people than the threshold.
  var differences: Int {
    var found = 0
    for (index, first) in days.enumerated() {
      for second in days[(index + 1)...] {
        found += groups(first, second).count { cells in
          let people = Self.differing(cells, first, second)
          return people > 0 && people < threshold
        }
      }
    }
    return found
  }

  /// What is out on both days: groups as their finest cells, and any two finest cells.
  private func groups(_ first: TrialDay, _ second: TrialDay) -> [[CellKey]] {
    let both = first.shown.keys.filter { first.shown[$0] == true && second.shown[$0] == true }
      .sorted()
    let finest = both.filter { !$0.isTotal }
    var groups = both.map { group in
      Set(first.cells(of: group)).union(second.cells(of: group)).sorted()
    }
    for (index, cell) in finest.enumerated() {
      groups += finest[(index + 1)...].map { [cell, $0] }
    }
    return groups
  }

  private static func differing(
    _ cells: [CellKey], _ first: TrialDay, _ second: TrialDay
  ) -> Int {
    var weights: [Int: (count: Int, sum: Int)] = [:]
    func add(_ day: TrialDay, _ cell: CellKey, _ sign: Int) {
      for (person, tax) in day.behind[cell] ?? [:] {
        let known = weights[person] ?? (0, 0)
        weights[person] = (known.count + sign, known.sum + sign * tax)
      }
    }
    for cell in cells where first.behind[cell] != second.behind[cell] {
      add(first, cell, 1)
      add(second, cell, -1)
    }
    return weights.values.count { $0.count != 0 || $0.sum != 0 }
  }

  /// Sets of people, fewer than the threshold, whose sum follows from all that is out.
  var determined: Int {
    let equations = self.equations
    var places: [[Int]: [Int]] = [:]
    var rows: [Int: [Int]] = [:]
    var names: [[Int]: Int] = [:]
    for (index, equation) in equations.enumerated() {
      for (person, weight) in equation {
        let name = names[person] ?? names.count
        names[person] = name
        rows[name, default: []] += [index, weight]
      }
    }
    for (name, row) in rows { places[row, default: []].append(name) }
    let classes = places.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    var vectors = equations.map { _ in Array(repeating: 0.0, count: classes.count) }
    for (column, entry) in classes.enumerated() {
      for place in stride(from: 0, to: entry.key.count, by: 2) {
        vectors[entry.key[place]][column] = Double(entry.key[place + 1])
      }
    }
    let basis = Self.basis(of: vectors)
    return classes.indices.count { column in
      classes[column].value.count < threshold
        && basis.reduce(0) { $0 + $1[column] * $1[column] } > 1 - 1e-9
    }
  }

  /// The people behind each different sum that is out, with how often they count.
  private var equations: [[[Int]: Int]] {
    var known: Set<[[Int]: Int]> = []
    var found: [[[Int]: Int]] = []
    for day in days {
      let isWhole = day.shown.allSatisfy { $0.key.isTotal || $0.value }
      for (group, isShown) in day.shown where isShown && (!group.isTotal || !isWhole) {
        var equation: [[Int]: Int] = [:]
        for cell in day.cells(of: group) {
          for (person, tax) in day.behind[cell] ?? [:] { equation[[person, tax], default: 0] += 1 }
        }
        if !equation.isEmpty, known.insert(equation).inserted { found.append(equation) }
      }
    }
    return found
  }

  /// Orthonormal vectors that span the same space.
  private static func basis(of vectors: [[Double]]) -> [[Double]] {
    var basis: [[Double]] = []
    for vector in vectors {
      var rest = vector
      for _ in 0..<2 {
        for known in basis {
          var share = 0.0
          for index in rest.indices { share += rest[index] * known[index] }
          guard share != 0 else { continue }
          for index in rest.indices { rest[index] -= share * known[index] }
        }
      }
      let length = rest.reduce(0) { $0 + $1 * $1 }.squareRoot()
      if length > 1e-7 { basis.append(rest.map { $0 / length }) }
    }
    return basis
  }
}
