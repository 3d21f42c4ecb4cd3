// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck

/// A table of made-up people in some dimensions, each with the same levels, and what a check of it
/// lets out, as an intruder reads it.
struct LinkedFixture {
  let sizes: [Int]
  /// How many values make a group, by level.
  let steps: [Int]
  /// People by finest cell, the last dimension fastest.
  let counts: [Int]

  init(_ seed: UInt64, sizes: [Int], steps: [Int], share: Int, empty: Int = 0) {
    var random = SeededGenerator(seed: seed)
    self.sizes = sizes
    self.steps = steps
    counts = (0..<sizes.reduce(1, *)).map { _ in
      let lot = Int.random(in: 0..<100, using: &random)
      return lot < empty
        ? 0
        : lot < share + empty
          ? Int.random(in: 1...9, using: &random) : Int.random(in: 10...60, using: &random)
    }
  }

  /// The names of the levels of a dimension.
  private func levels(_ axis: Int) -> [String] {
    ["d\(axis)"] + steps.indices.map { "d\(axis)l\($0 + 1)" }
  }

  private func value(_ place: Int, level: Int) -> String {
    level == 0 ? "v\(place)" : "g\(level)-\(place / steps[level - 1])"
  }

  private func places(_ atom: Int) -> [Int] {
    var rest = atom
    return sizes.reversed().map { size in
      defer { rest /= size }
      return rest % size
    }.reversed()
  }

  func write(to fixture: EgressFixture) throws {
    var rows: [[String]] = []
    for (atom, count) in counts.enumerated() {
      let labels = places(atom).map { value($0, level: 0) }
      for _ in 0..<count { rows.append(["p\(rows.count)"] + labels) }
    }
    try fixture.csv("people.csv", ["person"] + sizes.indices.map { "d\($0)" }, rows)
    for axis in sizes.indices where !steps.isEmpty {
      try fixture.csv(
        "h\(axis).csv", levels(axis),
        (0..<sizes[axis]).map { place in (0...steps.count).map { value(place, level: $0) } })
    }
  }

  func specification(_ contributors: Int) -> String {
    let hierarchies = sizes.indices.map { "\"d\($0)\":\"h\($0).csv\"" }.joined(separator: ",")
    return """
      {"kind":"tabulation","input":"people.csv","subject":"person",
       "dimensions":[\(sizes.indices.map { "\"d\($0)\"" }.joined(separator: ","))],
       \(steps.isEmpty ? "" : "\"hierarchies\":{\(hierarchies)},")
       "margins":true,"measures":[{"function":"count"}],
       "parameters":{"zeros":"allow","contributors":\(contributors)}}
      """
  }

  /// Every cell that holds a finest one, by its name.
  func cells(of atom: Int) -> [String] {
    places(atom).enumerated().reduce([""]) { names, entry in
      let (axis, place) = entry
      let own = levels(axis).enumerated().map { level, name in
        " \(name)=\(value(place, level: level))"
      }
      return names.flatMap { name in ([""] + own).map { name + $0 } }
    }
  }

  /// The name of a cell of an answer.
  func name(_ cell: Document?) -> String {
    sizes.indices.flatMap { levels($0) }.reduce("") { name, level in
      cell?[level]?.text.map { "\(name) \(level)=\($0)" } ?? name
    }
  }

  func outcome(_ answer: CheckAnswer) -> Outcome { Outcome(self, answer) }

  /// What is said of one withheld cell.
  struct Interval {
    let cell: String
    let low: Int
    let high: Int?
    let isExact: Bool
    let tables: [[String: Int]]
  }

  /// What a check lets out.
  struct Outcome {
    let table: LinkedFixture
    let answer: CheckAnswer
    /// The people in each cell.
    let truth: [String: Int]
    let withheld: Set<String>
    let intervals: [Interval]
    /// The finest cells of each cell.
    let atoms: [String: [Int]]

    init(_ table: LinkedFixture, _ answer: CheckAnswer) {
      self.table = table
      self.answer = answer
      var truth: [String: Int] = [:]
      var atoms: [String: [Int]] = [:]
      for (atom, count) in table.counts.enumerated() {
        for cell in table.cells(of: atom) {
          truth[cell, default: 0] += count
          atoms[cell, default: []].append(atom)
        }
      }
      self.truth = truth
      self.atoms = atoms
      let cells = answer.remedied?["cells"]?.elements ?? []
      withheld = Set(cells.filter { $0["withheld"] != nil }.map { table.name($0["cell"]) })
      intervals = (answer.remedied?["intervals"]?.elements ?? []).map { entry in
        Interval(
          cell: table.name(entry["cell"]), low: Int(entry["low"]?.number ?? -1),
          high: entry["high"]?.number.map { Int($0) }, isExact: entry["exact"] == nil,
          tables: (entry["tables"]?.elements ?? []).map { other in
            Dictionary(
              uniqueKeysWithValues: other.elements.map {
                (table.name($0["cell"]), Int($0["records"]?.number ?? -1))
              })
          })
      }
    }

    /// What the withheld cells cost beyond those with too few people.
    func cost(_ contributors: Int) -> Int {
      var seen: Set<[Int]> = []
      return withheld.reduce(0) { cost, cell in
        guard let value = truth[cell], let atoms = atoms[cell], value >= contributors,
          seen.insert(atoms).inserted
        else { return cost }
        return cost + value + 1
      }
    }

    /// Published cells of which what is withheld rests on too few people.
    func thin(_ contributors: Int) -> [String] {
      let hidden = Set(
        withheld.compactMap { cell in atoms[cell].flatMap { $0.count == 1 ? $0[0] : nil } })
      return truth.keys.filter { cell in
        let inside = (atoms[cell] ?? []).filter(hidden.contains)
        guard !withheld.contains(cell), !inside.isEmpty else { return false }
        let alone = inside.contains { table.counts[$0] == 1 } ? 1 : 0
        return inside.reduce(0) { $0 + table.counts[$1] } - alone < contributors
      }
    }

    /// Why a statement is wrong, by sums over finest cells.
    func problem(_ interval: Interval, _ table: LinkedFixture) -> String? {
      guard let value = truth[interval.cell], interval.low <= value,
        value <= interval.high ?? .max, interval.low < interval.high ?? .max
      else { return "the interval of\(interval.cell) is wrong" }
      for (end, other) in zip([interval.low, interval.high], interval.tables) where end != nil {
        var changed = table.counts
        for (cell, records) in other {
          guard withheld.contains(cell), let atoms = atoms[cell] else { return "not withheld" }
          if atoms.count == 1 { changed[atoms[0]] = records }
        }
        guard changed.allSatisfy({ $0 >= 0 }) else { return "fewer than nobody" }
        for (cell, atoms) in atoms {
          let sum = atoms.reduce(0) { $0 + changed[$1] }
          let wanted = other[cell] ?? (cell == interval.cell ? end : truth[cell])
          if sum != wanted { return "\(cell) is \(sum), not \(wanted ?? -1)" }
        }
        guard other[interval.cell] == end else { return "the end is not attained" }
      }
      return nil
    }
  }
}
