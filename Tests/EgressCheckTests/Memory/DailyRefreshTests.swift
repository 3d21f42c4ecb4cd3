// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Foundation
import Testing

/// A table refreshed every day over changing data, attacked by subtracting any two that are out.
extension EgressCheckTests {
  struct DailyRefreshTests {
    /// Thirty days in a long run, else a week.
    private static let days = ProcessInfo.processInfo.environment["SHUYU_LONG"] == "1" ? 30 : 7

    private typealias People = [Int: (county: String, tax: Int)]

    private static func changed(
      _ people: People, _ next: inout Int, _ random: inout SeededGenerator
    ) -> People {
      var people = people
      // A few people a day, and on some days a whole county's worth.
      let isLarge = Int.random(in: 0..<4, using: &random) == 0
      let county = "c\(Int.random(in: 0..<4, using: &random))"
      for _ in 0..<(isLarge ? 25 : Int.random(in: 0...4, using: &random)) {
        let place = isLarge ? county : "c\(Int.random(in: 0..<4, using: &random))"
        people[next] = (place, Int.random(in: 100...400, using: &random))
        next += 1
      }
      if isLarge, let gone = people.keys.filter({ people[$0]?.county == county }).min() {
        people[gone] = nil
      }
      return people
    }

    /// The people of each group, and of all, who are in one table only or whose values differ.
    private static func differing(_ a: People, _ b: People) -> [String: Int] {
      var found: [String: Int] = [:]
      for person in Set(a.keys).union(b.keys) {
        let (old, new) = (a[person], b[person])
        if old?.county == new?.county, old?.tax == new?.tax { continue }
        for county in Set([old?.county, new?.county].compactMap(\.self)) {
          found[county, default: 0] += 1
        }
        found["all", default: 0] += 1
      }
      return found
    }

    @Test(arguments: [1, 2])
    func `no two refreshes that are out differ by few people`(seed: UInt64) async throws {
      var random = SeededGenerator(seed: seed)
      var next = 200
      var people: People = Dictionary(
        uniqueKeysWithValues: (0..<200).map { ($0, ("c\($0 % 4)", 100 + $0)) })
      var out: [(name: String, people: People)] = []
      try await EgressFixture.with { fixture in
        for day in 0..<Self.days {
          let rows = people.sorted { $0.key < $1.key }.map {
            ["p\($0.key)", $0.value.county, "\($0.value.tax)"]
          }
          try fixture.csv("day.csv", ["person", "county", "tax"], rows)
          let releases = out.suffix(12).map { "\"\($0.name)\"" }.joined(separator: ",")
          let answer = try await fixture.check(
            """
            {"kind":"tabulation","input":"day.csv","subject":"person","dimensions":["county"],
             "margins":true,
             "measures":[{"function":"count"},{"function":"sum","column":"tax"}],
             "releases":[\(releases)]}
            """, release: "day\(day).json")
          if answer.verdict == .pass { out.append(("day\(day).json", people)) }
          people = Self.changed(people, &next, &random)
        }
      }
      var recovered = 0
      for (index, first) in out.enumerated() {
        for second in out[(index + 1)...].prefix(12) {
          recovered += Self.differing(first.people, second.people).values.count { $0 < 10 }
        }
      }
      print("daily refreshes: \(out.count) of \(Self.days) left, \(recovered) groups recovered")
      #expect(recovered == 0)
      #expect(!out.isEmpty)
    }
  }
}
