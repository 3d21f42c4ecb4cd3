// SPDX-License-Identifier: Apache-2.0

/// The integer programme whose solutions are cheapest patterns of withheld cells.
///
/// Every requirement in it holds of every safe pattern, so its least cost bounds theirs from below;
/// requirements are added as solutions break them, until one breaks none.
struct PatternModel {
  /// Weights of cells whose sum is at least a number.
  struct Requirement: Hashable {
    let weights: [Int: Int]
    let least: Int
  }

  let table: FlatTable
  private(set) var requirements: Set<Requirement> = []

  init(_ table: FlatTable) {
    self.table = table
    for line in table.lines where line.contains(where: table.primary.contains) {
      for cell in line where table.primary.contains(cell) { addPartner(of: cell, in: line) }
      addPeople(line, because: nil)
    }
  }

  /// Adds what a pattern breaks; false when it breaks nothing.
  mutating func refine(_ pattern: Set<Int>) -> Bool {
    let known = requirements.count
    for line in table.lines {
      let hidden = line.filter(pattern.contains)
      if hidden.count == 1 { addPartner(of: hidden[0], in: line) }
      if table.isWeak(line, pattern) {
        addPeople(line, because: nil)
        for cell in hidden where !table.primary.contains(cell) { addPeople(line, because: cell) }
      }
    }
    for bridge in Bridges(table, pattern).found {
      let others = bridge.crossing.filter { $0 != bridge.cell }
      add(
        Dictionary(others.map { ($0, 1) }) { first, _ in first }, atLeast: 1,
        because: bridge.cell)
    }
    return requirements.count > known
  }

  /// Another withheld cell beside one, in its line.
  private mutating func addPartner(of cell: Int, in line: [Int]) {
    add(
      Dictionary(uniqueKeysWithValues: line.filter { $0 != cell }.map { ($0, 1) }), atLeast: 1,
      because: cell)
  }

  /// Enough people behind what is withheld of a line whose total is out.
  private mutating func addPeople(_ line: [Int], because cell: Int?) {
    guard let total = line.last else { return }
    let inner = line.dropLast()
    let needed =
      cell == nil ? table.needed(line, table.primary.intersection(inner)) : table.threshold
    guard cell != nil || inner.contains(where: table.primary.contains) else { return }
    var weights = Dictionary(
      uniqueKeysWithValues: inner.map { ($0, min(table.people[$0], needed)) })
    weights[total] = needed
    add(weights, atLeast: needed, because: cell)
  }

  /// Adds a requirement; one that holds because of a cell holds only where that is withheld.
  private mutating func add(_ weights: [Int: Int], atLeast least: Int, because cell: Int?) {
    var left: [Int: Int] = [:]
    var needed = least
    for (index, weight) in weights where weight > 0 {
      if table.primary.contains(index) {
        needed -= weight
      } else if table.isOpen[index] {
        left[index] = weight
      }
    }
    guard needed > 0 else { return }
    guard let cell, !table.primary.contains(cell) else {
      requirements.insert(Requirement(weights: left, least: needed))
      return
    }
    left[cell, default: 0] -= needed
    requirements.insert(Requirement(weights: left, least: 0))
  }

  /// The programme in the form that solvers of linear programmes read.
  var text: String { Self.text(requirements) { table.cost[$0] } }

  /// The programme of some requirements, in the form that solvers of linear programmes read.
  static func text(_ requirements: Set<Requirement>, cost: (Int) -> Int) -> String {
    let ordered = requirements.map { requirement in
      (requirement.weights.sorted { $0.key < $1.key }, requirement.least)
    }.sorted { left, right in
      let (a, b) = (left.0.map(\.key), right.0.map(\.key))
      return a == b ? left.1 < right.1 : a.lexicographicallyPrecedes(b)
    }
    let cells = Set(requirements.flatMap(\.weights.keys)).sorted()
    var text = "Minimize\n obj:\n"
    for cell in cells { text += " + \(cost(cell)) x\(cell)\n" }
    text += "Subject To\n"
    for (index, (weights, least)) in ordered.enumerated() {
      text += " r\(index):\n"
      for (cell, weight) in weights where weight != 0 {
        text += " \(weight < 0 ? "-" : "+") \(abs(weight)) x\(cell)\n"
      }
      text += " >= \(least)\n"
    }
    text += "Binary\n"
    for cell in cells { text += " x\(cell)\n" }
    return text + "End\n"
  }
}
