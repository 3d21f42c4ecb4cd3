// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Testing

/// Shares of a whole check, from files to findings, beside listing who gave how much.
extension EgressCheckTests {
  struct ShareListTests {
    private struct Example {
      let rows: [[String]]
      /// What each person gave in a group, the largest first.
      let given: [String: [Int]]

      init(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var rows: [[String]] = []
        var given: [String: [Int]] = [:]
        for group in 0..<6 {
          let people = Int.random(in: 1...14, using: &random)
          let scale = [1, 1, 4, 40].randomElement(using: &random) ?? 1
          var own: [Int] = []
          for person in 0..<people {
            let values = (0..<Int.random(in: 1...3, using: &random)).map { _ in
              Int.random(in: 0...20, using: &random) * (person < 2 ? scale : 1)
            }
            rows += values.map { ["g\(group)p\(person)", "g\(group)", "\($0)"] }
            own.append(values.reduce(0, +))
          }
          given["g\(group)"] = own.sorted(by: >)
        }
        self.rows = rows.shuffled(using: &random)
        self.given = given
      }

      func groups(_ isUnsafe: ([Int], Int) -> Bool) -> Set<String> {
        Set(given.filter { isUnsafe($0.value, $0.value.reduce(0, +)) }.keys)
      }
    }

    private func check(_ rows: [[String]], _ parameters: String) async throws -> CheckAnswer {
      try await EgressFixture.with { fixture in
        try fixture.csv("firms.csv", ["firm", "county", "paid"], rows)
        return try await fixture.check(
          """
          {"kind":"tabulation","input":"firms.csv","subject":"firm","dimensions":["county"],
           "measures":[{"function":"sum","column":"paid"}],
           "parameters":{"zeros":"allow",\(parameters)}}
          """)
      }
    }

    private func counties(_ findings: [CheckFinding]) -> Set<String> {
      Set(findings.compactMap { $0.location["cell"]?["county"]?.text })
    }

    @Test(arguments: UInt64(1)...5)
    func `the share of one, two and five is that of a list`(seed: UInt64) async throws {
      let example = Example(seed)
      for (n, share) in [(1, 5_000), (2, 6_700), (5, 9_000)] {
        let answer = try await check(
          example.rows,
          "\"contributors\":3,\"pPercent\":null,"
            + "\"dominance\":[{\"n\":\(n),\"share\":\(Double(share) / 10_000)}]")
        let expected = example.groups { given, whole in
          whole > 0 && given.prefix(n).reduce(0, +) * 10_000 >= share * whole
        }
        #expect(counties(answer.fails(.dominance)) == expected, "seed \(seed), n \(n)")
        #expect(answer.fails(.pPercent).isEmpty)
      }
    }

    @Test(arguments: UInt64(11)...14)
    func `what remains beside the two largest is that of a list`(seed: UInt64) async throws {
      let example = Example(seed)
      let plain = try await check(
        example.rows, "\"contributors\":3,\"pPercent\":0.3,\"dominance\":[]")
      #expect(
        counties(plain.fails(.pPercent))
          == example.groups { given, whole in
            given[0] > 0
              && (whole - given.prefix(2).reduce(0, +)) * 10_000 < 3_000 * given[0]
          }, "seed \(seed)")
      let pair = try await check(
        example.rows,
        "\"contributors\":3,\"pPercent\":null,\"dominance\":[],\"pq\":{\"p\":0.25,\"q\":0.5}")
      #expect(
        counties(pair.fails(.pPercent))
          == example.groups { given, whole in
            given[0] > 0 && (whole - given.prefix(2).reduce(0, +)) * 5_000 < 2_500 * given[0]
          }, "seed \(seed)")
    }

    @Test(arguments: UInt64(21)...23)
    func `people are counted once however many records they have`(seed: UInt64) async throws {
      let example = Example(seed)
      for threshold in [3, 7, 10] {
        let answer = try await check(
          example.rows, "\"contributors\":\(threshold),\"pPercent\":null,\"dominance\":[]")
        #expect(
          counties(answer.fails(.minimumContributors))
            == example.groups { given, _ in given.count < threshold }, "seed \(seed)")
      }
    }

    @Test func `a share exactly at its bound is too much and a hair below is not`() async throws {
      func rows(_ values: [String]) -> [[String]] {
        values.enumerated().map { ["f\($0)", "a", $1] }
      }
      for (first, isUnsafe) in [("50", true), ("49.999999", false), ("50.000001", true)] {
        let rest = ["20", "20", first == "49.999999" ? "10.000001" : "10"]
        let answer = try await check(
          rows([first] + rest),
          "\"contributors\":3,\"pPercent\":null,\"dominance\":[{\"n\":1,\"share\":0.5}]")
        #expect(answer.fails(.dominance).isEmpty != isUnsafe, "\(first)")
      }
      for (last, isUnsafe) in [("10", false), ("9.999999", true)] {
        let answer = try await check(
          rows(["100", "50", last]), "\"contributors\":3,\"pPercent\":0.1,\"dominance\":[]")
        #expect(answer.fails(.pPercent).isEmpty != isUnsafe, "\(last)")
      }
    }

    @Test func `values beyond all bounds and no numbers are not passed over`() async throws {
      let plain = (0..<20).map { ["f\($0)", "a", "10"] }
      for value in ["1e30", "NaN", "inf", "9999999999999999999999", "ten", "0x10"] {
        let answer = try await check(
          plain + [["f99", "a", value]], "\"contributors\":3,\"dominance\":[],\"pPercent\":null")
        #expect(answer.verdict != .pass, "\(value)")
        #expect(!answer.of(.minimumContributors).isEmpty, "\(value)")
      }
      let none = try await check(
        plain.map { [$0[0], $0[1], ""] }, "\"contributors\":3,\"dominance\":[]")
      #expect(!none.fails(.minimumContributors).isEmpty)
    }
  }
}
