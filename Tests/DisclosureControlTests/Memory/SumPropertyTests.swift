// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Testing

/// Nobody's value follows from sums and means that were let out one after the other.
@Suite struct SumPropertyTests {
  private static let columns = ["a", "b", "age"]
  private static let measures: [[(String, String?)]] = [
    [("sum", "v")], [("mean", "v")], [("mean", "v"), ("count", nil)],
    [("sum", "v"), ("contributors", nil)],
  ]

  private static let ages = 1...6
  private static let domains = [["x", "y"], ["k", "l"], ages.map(String.init)]

  private struct Case {
    let people: People
    var asked: [(table: RememberedTable, counts: @Sendable ([String]) -> Bool)] = []

    /// Whether some tables together give away what few people have: of a value of a, of b and an
    /// interval of ages, or of all of them.
    func isUnsafe(_ tables: [Int]) -> Bool {
      var intruder = SumIntruder(people, domains: SumPropertyTests.domains)
      for table in tables { intruder.learn(asked[table].table, counting: asked[table].counts) }
      for a in [["x"], ["y"], ["x", "y"]] {
        for b in [["k"], ["l"], ["k", "l"]] {
          for low in SumPropertyTests.ages {
            for high in low...6 {
              let isKnown = intruder.knowsFew { labels in
                a.contains(labels[0]) && b.contains(labels[1])
                  && (low...high).contains(Int(labels[2]) ?? 0)
              }
              if isKnown { return true }
            }
          }
        }
      }
      return false
    }
  }

  /// Few people, and random tables about them.
  private func example(_ seed: UInt64, tables: Int) throws -> Case {
    var random = SeededGenerator(seed: seed)
    let labels = (0..<Int.random(in: 12...20, using: &random)).map { _ in
      [
        Bool.random(using: &random) ? "x" : "y", Bool.random(using: &random) ? "k" : "l",
        String(Int.random(in: 1...6, using: &random)),
      ]
    }
    var people = People(columns: Self.columns, labels: labels, threshold: 3)
    people.values = labels.map { _ in Int.random(in: 0...90, using: &random) }
    var example = Case(people: people)
    for number in 0..<tables {
      let chosen = ["a", "b"].filter { _ in Bool.random(using: &random) }
      let dimensions = chosen.isEmpty ? ["b"] : chosen
      var filters: [FilterDeclaration] = []
      let bound = Int.random(in: 2...7, using: &random)
      let isBelow = Bool.random(using: &random)
      if Bool.random(using: &random) {
        filters.append(
          FilterDeclaration(
            column: "age", comparison: isBelow ? "below" : "atLeast", values: [String(bound)]))
      }
      let isFiltered = Int.random(in: 0..<3, using: &random) == 0
      if isFiltered {
        filters.append(FilterDeclaration(column: "a", comparison: "in", values: ["x"]))
      }
      let hasBound = filters.contains { $0.column == "age" }
      let counts: @Sendable ([String]) -> Bool = { labels in
        let age = Int(labels[2]) ?? 0
        return (!isFiltered || labels[0] == "x")
          && (!hasBound || (isBelow ? age < bound : age >= bound))
      }
      let table = try people.table(
        dimensions, filters: filters, margins: Bool.random(using: &random),
        measures: Self.measures[Int.random(in: 0..<4, using: &random)], release: "REL-\(number)")
      if let table { example.asked.append((table, counts)) }
    }
    return example
  }

  @Test(arguments: UInt64(1)...60)
  func `nobody's value follows from sums and means that were let out`(seed: UInt64) throws {
    let example = try example(seed, tables: 3)
    let check = MemoryCheck(threshold: 3, isOneRecordEach: true)
    var out: [Int] = []
    for table in example.asked.indices where !example.isUnsafe([table]) {
      let earlier = out.map { example.asked[$0].table }
      if check.findings(earlier: earlier, later: example.asked[table].table).isEmpty {
        out.append(table)
      }
    }
    #expect(!example.isUnsafe(out), "seed \(seed)")
  }

  @Test func `what two tables give away is named, and other tables pass`() throws {
    let check = MemoryCheck(threshold: 3, isOneRecordEach: true)
    var (unsafe, failed, passed) = (0, 0, 0)
    for seed in UInt64(100)..<220 {
      let example = try example(seed, tables: 2)
      guard example.asked.count == 2, !example.isUnsafe([0]), !example.isUnsafe([1]) else {
        continue
      }
      let findings = check.findings(
        earlier: [example.asked[0].table], later: example.asked[1].table)
      if example.isUnsafe([0, 1]) {
        unsafe += 1
        // What follows only by way of a withheld cell is named and for people.
        #expect(!findings.isEmpty, "seed \(seed)")
        failed += findings.contains { $0.severity == .fail } ? 1 : 0
      } else if !findings.contains(where: { $0.severity == .fail }) {
        passed += 1
      }
    }
    print("unsafe \(unsafe), of them refused \(failed); passed \(passed)")
    #expect(unsafe > 5 && passed > 5 && failed * 10 >= unsafe * 9)
  }
}
