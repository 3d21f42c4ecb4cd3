// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Platform
import Testing
import Work

extension WorkTests {
  /// A8 and A9: a mask passed round by functions, pivots or other names, and filters and orders
  /// over a masked column that answer as an oracle. Each with a variation by seed; the same
  /// questions are put to the delivered rows, where they tell.
  @Suite struct MaskAttackTests {
    private static let seeds: [UInt64] =
      ProcessInfo.processInfo.environment["SHUYU_SEED"].flatMap { UInt64($0) }.map { [$0] }
      ?? [1, 2]

    /// Numbers by a seed.
    private struct Choice {
      private var state: UInt64

      init(_ attack: String, _ seed: UInt64) {
        print("attack \(attack), seed \(seed)")
        state = seed &+ 0x9E37_79B9_7F4A_7C15
      }

      mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
      }
    }

    private static let wrappers: [@Sendable (String) -> String] = [
      { "reverse(reverse(\($0)))" }, { "concat(\($0), '')" }, { "coalesce(\($0), '')" },
      { "list_value(\($0))[1]" }, { "struct_pack(v := \($0)).v" },
      { "json_extract_string(to_json(\($0)), '$')" },
      { "CASE WHEN true THEN \($0) END" }, { "substr(\($0), 1)" }, { "replace(\($0), '§', '')" },
      { "(SELECT \($0))" }, { "nullif(\($0), '§')" }, { "trim(\($0))" },
    ]

    private static func expression(_ choice: inout Choice) -> String {
      var text = "\(["uscc", "KWH", "\"MoNtH\""][choice.below(3)])::VARCHAR"
      for _ in 0...choice.below(3) { text = wrappers[choice.below(wrappers.count)](text) }
      return text
    }

    private static func queries(_ choice: inout Choice) -> [String] {
      (0..<6).map { _ in
        let text = expression(&choice)
        return [
          "SELECT \(text) AS v FROM t", "SELECT string_agg(\(text), ';') AS v FROM t",
          "SELECT min(\(text)) AS a, max(\(text)) AS b FROM t",
          "PIVOT (SELECT district, \(text) AS v FROM t) ON district USING max(v)",
          "SELECT v FROM (SELECT \(text) AS v, district FROM t) ORDER BY district",
          "SELECT list(\(text)) AS v FROM t GROUP BY district",
        ][choice.below(6)]
      }
    }

    /// What a cell of the delivered rows looks like where it is not masked.
    private static func tells(_ text: String) -> Bool {
      text.contains(#/U\d/#) || text.contains(#/\d\.5/#) || text.contains("-01-31")
    }

    @Test(arguments: seeds)
    func `no way round a mask shows a cell, and every way shows the delivered one`(seed: UInt64)
      async throws
    {
      var choice = Choice("A8", seed)
      let queries = Self.queries(&choice)
      try await GrantTests.with(GrantContractTests.masks) { fixture in
        try await fixture.grants().round()
        let copy = try #require(try fixture.grant.vaultObject)
        let delivered = try #require(try fixture.versions().last).vaultObject
        for query in queries {
          #expect(Self.tells(try await fixture.query(delivered, query)), "control: \(query)")
          #expect(!Self.tells(try await fixture.query(copy, query)), "\(query)")
        }
      }
    }

    @Test(arguments: seeds)
    func `no filter or order finds a value step by step`(seed: UInt64) async throws {
      var choice = Choice("A9", seed)
      let target = choice.below(20)
      let key = [
        "uscc = 'U\(target)'", "uscc LIKE 'U\(target)'", "reverse(uscc) = reverse('U\(target)')",
        "starts_with(uscc, 'U') AND substr(uscc, 2) = '\(target)'",
      ][choice.below(4)]
      // How many bounds the target lies above: the value itself, by halves.
      let steps = (0..<40).map { "count(*) FILTER (WHERE \(key) AND kwh > \(Double($0) / 2))" }
      let query =
        "SELECT \(steps.joined(separator: " + ")) AS v, "
        + "count(*) FILTER (WHERE \(key)) AS n FROM t"
      try await GrantTests.with(GrantContractTests.masks) { fixture in
        try await fixture.grants().round()
        let copy = try #require(try fixture.grant.vaultObject)
        let delivered = try #require(try fixture.versions().last).vaultObject
        let found = try await fixture.query(delivered, query).split(separator: "\n").last
        #expect(found == "\(2 * target + 1),1", "the oracle tells \(target).5")
        let masked = try await fixture.query(copy, query).split(separator: "\n").last
        #expect(masked == "0,0")
        // The order of a masked column says no more than its intervals.
        let order = "SELECT count(DISTINCT kwh) AS n FROM t"
        #expect(try await fixture.query(delivered, order).split(separator: "\n").last == "20")
        #expect(try await fixture.query(copy, order).split(separator: "\n").last == "2")
      }
    }
  }
}
