// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Testing

/// The share rules beside what they mean: what one contributor can say about another.
@Suite struct ShareRuleReferenceTests {
  /// The contributions of a cell's people, and every question asked by listing.
  private struct Cell {
    let contributions: [Int]

    private var magnitudes: [Int] { contributions.map(abs) }
    private var whole: Int { magnitudes.reduce(0, +) }

    /// Whether some people, at most so many, make up the share together.
    func isDominated(by people: Int, share: Int) -> Bool {
      guard whole > 0 else { return false }
      let all = magnitudes
      let groups = all.indices.flatMap { one in
        all.indices.map { other in other == one || people == 1 ? [one] : [one, other] }
      }
      return groups.contains { group in
        group.reduce(0) { $0 + all[$1] } * 10_000 >= share * whole
      }
    }

    /// Whether somebody inside or outside estimates somebody else's contribution too closely: by
    /// the total less what is the estimator's own, the others being known to within `q`.
    func isEstimated(p: Int, q: Int = 10_000) -> Bool {
      let all = magnitudes
      return all.indices.contains { target in
        let knowers = [0] + all.indices.filter { $0 != target }.map { all[$0] }
        return all[target] > 0
          && knowers.contains { own in (whole - own - all[target]) * q < p * all[target] }
      }
    }
  }

  private struct Case {
    let cells: [String: Cell]
    let table: EvidenceTable
  }

  /// Random cells of few people with one to three records each, some negative, some nothing.
  private func example(_ seed: UInt64, negative: Bool) throws -> Case {
    var random = SeededGenerator(seed: seed)
    var records: [Record] = []
    var cells: [String: Cell] = [:]
    for cell in 0..<8 {
      var contributions: [Int] = []
      let scale = [1, 3, 10, 1_000].randomElement(using: &random) ?? 1
      for person in 0..<Int.random(in: 1...6, using: &random) {
        let large = person == 0 ? scale : 1
        let values = (0..<Int.random(in: 1...3, using: &random)).map { _ in
          Int.random(in: (negative ? -4 : 0)...9, using: &random) * large
        }
        records += values.map { Record(["c\(cell)"], "c\(cell).p\(person)", [$0]) }
        contributions.append(values.reduce(0, +))
      }
      cells["c\(cell)"] = Cell(contributions: contributions)
    }
    let declared = try tabulation(["g"], [("sum", "v")])
    let table = try ReferenceEvidence(
      tabulation: declared, records: records.shuffled(using: &random)
    ).table()
    return Case(cells: cells, table: table)
  }

  private func labels(_ findings: [Finding]) -> Set<String> {
    Set(
      findings.compactMap { finding in
        guard case .label(let text)? = finding.cell?.coordinates.first else { return nil }
        return text
      })
  }

  @Test(arguments: UInt64(1)...60)
  func `shares are judged as somebody who lists all groups would`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed &* 977)
    for negative in [false, true] {
      let example = try example(seed, negative: negative)
      for _ in 0..<6 {
        let share = Int.random(in: 1...10_000, using: &random)
        let q = Int.random(in: 2...10_000, using: &random)
        let p = Int.random(in: 1..<q, using: &random)
        let expected: [(any DisclosureRule, (Cell) -> Bool)] = [
          (DominanceRule(.one, share: share), { $0.isDominated(by: 1, share: share) }),
          (DominanceRule(.two, share: share), { $0.isDominated(by: 2, share: share) }),
          (PPercentRule(share: share), { $0.isEstimated(p: share) }),
          (try #require(PriorPosteriorRule(p: p, q: q)), { $0.isEstimated(p: p, q: q) }),
        ]
        for (rule, judge) in expected {
          let found = labels(rule.findings(in: example.table))
          #expect(found == Set(example.cells.filter { judge($0.value) }.keys), "seed \(seed)")
        }
      }
    }
  }

  /// One cell of given contributions, in millionths.
  private func table(_ units: [Int128]) throws -> EvidenceTable {
    let ranked = units.map(\.magnitude).sorted(by: >).map { Int128($0) }
    func number(_ units: Int128) throws -> ExactDecimal {
      try #require(ExactDecimal(units: units))
    }
    let declared = try tabulation(["g"], [("sum", "v")])
    let measure = MeasureEvidence(
      records: units.count, contributors: units.count, sum: try number(units.reduce(0, +)),
      largest: try number(ranked.first ?? 0), second: try number(ranked.dropFirst().first ?? 0),
      absolute: try number(ranked.reduce(0, +)), negatives: units.count { $0 < 0 },
      zeros: units.count { $0 == 0 }, unreadable: 0)
    return try EvidenceTable(
      declared,
      cells: [
        CellEvidence(
          key: key("a"), records: units.count, unattributed: 0, contributors: units.count,
          columns: [measure])
      ])
  }

  @Test func `dominance objects exactly at the share and not a millionth below`() throws {
    #expect(!DominanceRule(.one, share: 5_000).findings(in: try table([50, 30, 20])).isEmpty)
    #expect(DominanceRule(.one, share: 5_001).findings(in: try table([50, 30, 20])).isEmpty)
    #expect(!DominanceRule(.two, share: 8_000).findings(in: try table([50, 30, 20])).isEmpty)
    #expect(DominanceRule(.two, share: 8_001).findings(in: try table([50, 30, 20])).isEmpty)
    // One millionth of a value less than a half, at the largest magnitude that is held.
    let half = ExactDecimal.unitsMax / 2
    #expect(!DominanceRule(.one, share: 5_000).findings(in: try table([half, half])).isEmpty)
    #expect(
      DominanceRule(.one, share: 5_000).findings(in: try table([half - 1, half - 2, 3])).isEmpty)
    #expect(
      DominanceRule(.one, share: 5_000).findings(in: try table([half - 1, half - 1])).count == 1)
  }

  @Test func `p percent does not object exactly at the share and does below`() throws {
    // What remains is a tenth of the largest.
    #expect(PPercentRule(share: 1_000).findings(in: try table([100, 50, 10])).isEmpty)
    #expect(PPercentRule(share: 1_001).findings(in: try table([100, 50, 10])).count == 1)
    #expect(PPercentRule(share: 1_000).findings(in: try table([100, 50, 9])).count == 1)
    let large = ExactDecimal.unitsMax / 4
    #expect(PPercentRule(share: 10_000).findings(in: try table([large, large, large])).isEmpty)
    #expect(
      PPercentRule(share: 10_000).findings(in: try table([large, large, large - 1])).count == 1)
  }

  @Test func `a cell of one or two people is open to p percent whatever the share`() throws {
    for share in [1, 1_000, 10_000] {
      #expect(PPercentRule(share: share).findings(in: try table([7])).count == 1)
      #expect(PPercentRule(share: share).findings(in: try table([7, 7])).count == 1)
      #expect(PPercentRule(share: share).findings(in: try table([7, 7, 0])).count == 1)
      #expect(PPercentRule(share: share).findings(in: try table([0, 0])).isEmpty)
    }
    #expect(DominanceRule(.one, share: 1).findings(in: try table([0, 0, 0])).isEmpty)
  }

  @Test func `what was observed is the share in basis points rounded down`() throws {
    let dominance = DominanceRule(.one, share: 1).findings(in: try table([2, 1]))
    #expect(dominance.map(\.observed) == [6_666])
    let remainder = PPercentRule(share: 10_000).findings(in: try table([3, 2, 1]))
    #expect(remainder.map(\.observed) == [3_333])
    #expect(dominance.map(\.withoutObservation.observed) == [nil])
    let prior = try #require(PriorPosteriorRule(p: 5_000, q: 10_000))
    #expect(prior.findings(in: try table([3, 2, 1])).map(\.observed) == [3_333])
  }

  @Test func `shares out of range are clamped and pairs out of range are none`() {
    #expect(DominanceRule(.one, share: 0).share == 1)
    #expect(DominanceRule(.one, share: .max).share == 10_000)
    #expect(PPercentRule(share: .min).share == 1)
    for (p, q) in [(0, 1), (1, 1), (2, 1), (1, 10_001), (-1, 5), (.max, .max)] {
      #expect(PriorPosteriorRule(p: p, q: q) == nil)
    }
    #expect(PriorPosteriorRule(p: 1, q: 2) != nil && PriorPosteriorRule(p: 9_999, q: 10_000) != nil)
  }

  @Test func `amounts that cancel out hide nobody`() throws {
    // A refund and a payment of two people: the sum is nothing, the contributions are not.
    let findings = DominanceRule(.two, share: 6_700).findings(in: try table([900, -900, 10]))
    #expect(findings.map(\.cell) == [key("a")])
    #expect(NegativeValuesRule().findings(in: try table([900, -900, 10])).count == 1)
    #expect(ZeroCellRule(policy: .fail).findings(in: try table([900, -900])).isEmpty)
    #expect(ZeroCellRule(policy: .fail).findings(in: try table([0, 0])).count == 1)
  }
}
