// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Testing

/// An output of several resources meets the rules of each.
@Suite struct StrictestParametersTests {
  private func parameters(_ random: inout SeededGenerator) -> DisclosureParameters {
    func share() -> Int? {
      Bool.random(using: &random) ? nil : Int.random(in: 1...10_000, using: &random)
    }
    return DisclosureParameters(
      contributors: Int.random(in: 8...30, using: &random), dominanceOne: share(),
      dominanceTwo: share(), pPercent: share(),
      zeros: ZeroPolicy.allCases.randomElement(using: &random) ?? .review,
      rounding: CountRounding.allCases.randomElement(using: &random) ?? .none)
  }

  private func table(_ random: inout SeededGenerator) throws -> EvidenceTable {
    let records = (0..<120).map { person in
      Record(
        ["a\(Int.random(in: 0..<5, using: &random))"], "p\(person)",
        [Int.random(in: 0...9, using: &random) * (person % 17 == 0 ? 40 : 1)])
    }
    return try ReferenceEvidence(
      tabulation: try tabulation(["g"], [("count", nil), ("sum", "v")]), records: records
    ).table()
  }

  @Test(arguments: UInt64(1)...40)
  func `the order of resources does not matter`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let (a, b, c) = (parameters(&random), parameters(&random), parameters(&random))
    #expect(a.strictest(with: b) == b.strictest(with: a), "seed \(seed)")
    #expect(
      a.strictest(with: b).strictest(with: c) == a.strictest(with: b.strictest(with: c)),
      "seed \(seed)")
    #expect(a.strictest(with: a) == a)
    #expect(a.strictest(with: b).isSound, "seed \(seed)")
  }

  @Test(arguments: UInt64(1)...40)
  func `what one resource withholds is withheld by all together`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let (a, b) = (parameters(&random), parameters(&random))
    let table = try table(&random)
    let both = Assessment(table, under: a.strictest(with: b))
    for one in [a, b] {
      let own = Assessment(table, under: one)
      #expect(own.unsafeCells.isSubset(of: both.unsafeCells), "seed \(seed)")
      #expect(own.verdict <= both.verdict, "seed \(seed)")
    }
  }

  @Test func `of two ways to round the coarser is taken`() {
    let plain = DisclosureParameters(contributors: 10)
    var five = plain
    five.rounding = .base5
    var six = plain
    six.rounding = .midpoint6
    #expect(five.strictest(with: six).rounding == .midpoint6)
    #expect(six.strictest(with: five).rounding == .midpoint6)
    #expect(plain.strictest(with: five).rounding == .base5)
    #expect(five.strictest(with: plain).rounding == .base5)
    for rounding in CountRounding.allCases {
      let counts = Dictionary(grouping: 1...600) { rounding.rounded($0) }
      #expect(counts.values.map(\.count).max() == rounding.coarseness)
    }
  }

  @Test func `bounds of parameters are exact`() {
    func isSound(_ contributors: Int, _ share: Int? = nil, _ rounding: CountRounding = .none)
      -> Bool
    {
      DisclosureParameters(
        contributors: contributors, dominanceOne: share, dominanceTwo: share, pPercent: share,
        rounding: rounding
      ).isSound
    }
    #expect(!isSound(2) && isSound(3) && isSound(1_000_000) && !isSound(1_000_001))
    #expect(!isSound(3, 0) && isSound(3, 1) && isSound(3, 10_000) && !isSound(3, 10_001))
    #expect(!isSound(7, nil, .base5) && isSound(8, nil, .base5) && isSound(3, nil, .midpoint6))
    #expect(!isSound(.min) && !isSound(.max) && !isSound(3, .max))
  }
}
