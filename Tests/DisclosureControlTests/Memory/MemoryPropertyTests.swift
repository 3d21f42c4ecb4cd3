// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Testing

@Suite struct MemoryPropertyTests {
  private static let domains = [["x", "y"], ["k", "l"], ["p", "q"]]
  private static let columns = ["a", "b", "c"]

  private struct Case {
    let people: People
    var asked: [RememberedTable] = []
  }

  /// Few people, and a few random requests about them.
  private func example(_ seed: UInt64) throws -> Case {
    var random = SeededGenerator(seed: seed)
    let number = Int.random(in: 10...18, using: &random)
    let labels = (0..<number).map { _ in
      Self.domains.map { domain in
        let draws = [0, 1].map { _ in Int.random(in: domain.indices, using: &random) }
        return domain[min(draws[0], draws[1])]
      }
    }
    var example = Case(people: People(columns: Self.columns, labels: labels, threshold: 3))
    for _ in 0..<4 {
      let dimensions = Self.columns.shuffled(using: &random).prefix(
        Int.random(in: 1...2, using: &random))
      let column = Int.random(in: 0..<3, using: &random)
      let filters =
        Bool.random(using: &random)
        ? []
        : [
          FilterDeclaration(
            column: Self.columns[column], comparison: "in",
            values: Array(Self.domains[column].prefix(Int.random(in: 1...2, using: &random))))
        ]
      if let table = try example.people.table(
        Array(dimensions), filters: filters, margins: Bool.random(using: &random))
      {
        example.asked.append(table)
      }
    }
    return example
  }

  /// How many withheld cells and small groups an intruder computes from some tables.
  private func derived(_ example: Case, _ tables: [RememberedTable]) -> Int {
    var all = Intruder(example.people, domains: Self.domains)
    for table in tables { all.learn(table) }
    let small = all.groups.filter { (1..<3).contains($0.reduce(0) { $0 + all.truth[$1] }) }
    let secrets = Set(all.withheld + small)
    return secrets.isEmpty ? 0 : all.known(Array(secrets)).count
  }

  @Test(arguments: UInt64(1)...30)
  func `nothing withheld and no small group follows from all that was let out`(seed: UInt64)
    throws
  {
    let example = try example(seed)
    let check = MemoryCheck(threshold: 3, isOneRecordEach: true)
    var out: [RememberedTable] = []
    for table in example.asked where check.findings(earlier: out, later: table).isEmpty {
      if derived(example, [table]) == 0 { out.append(table) }
    }
    #expect(derived(example, out) == 0, "seed \(seed)")
  }

  @Test func `the intruder finds what the memory stops`() throws {
    let check = MemoryCheck(threshold: 3, isOneRecordEach: true)
    var (stopped, needed, passed) = (0, 0, 0)
    for seed in UInt64(1)...40 {
      let example = try example(seed)
      for (first, second) in zip(example.asked, example.asked.dropFirst()) where first != second {
        guard derived(example, [first]) == 0, derived(example, [second]) == 0 else { continue }
        let findings = check.findings(earlier: [first], later: second)
        let isUnsafe = derived(example, [first, second]) > 0
        if findings.isEmpty { passed += 1 } else { stopped += 1 }
        if isUnsafe { needed += 1 }
        #expect(!isUnsafe || !findings.isEmpty, "seed \(seed)")
      }
    }
    print("stopped \(stopped), passed \(passed), unsafe \(needed)")
    #expect(needed > 5 && passed > 5)
  }
}
