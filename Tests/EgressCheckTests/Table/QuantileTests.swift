// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Testing

/// Quantiles of one column side by side: people must lie between two of them, too.
extension EgressCheckTests {
  struct QuantileTests {
    private static let formula = "people-between-quantiles.1"

    private func check(
      _ rows: [[String]], _ measures: [String], _ extra: String = ""
    ) async throws -> CheckAnswer {
      try await EgressFixture.with { fixture in
        try fixture.csv("people.csv", ["person", "county", "income"], rows)
        return try await fixture.check(
          """
          {"kind":"tabulation","input":"people.csv","subject":"person","dimensions":["county"],
           "measures":[\(measures.joined(separator: ","))]\(extra)}
          """)
      }
    }

    private static func quantile(_ position: Double) -> String {
      #"{"function":"quantile","quantile":\#(position),"column":"income"}"#
    }

    private static let median = #"{"function":"median","column":"income"}"#

    /// So many people in each of two counties, of different incomes.
    private static func people(_ count: Int, seed: UInt64) -> [[String]] {
      var random = SeededGenerator(seed: seed)
      let incomes = (0..<2 * count).map { 3_000 + 17 * $0 }.shuffled(using: &random)
      return incomes.enumerated().map { ["p\($0)", ["a", "b"][$0 % 2], "\($1)"] }
    }

    private func between(_ answer: CheckAnswer) -> [CheckFinding] {
      answer.findings.filter { $0.formula == Self.formula }
    }

    @Test(arguments: UInt64(1)...3)
    func `quantiles at single people one after another fail`(seed: UInt64) async throws {
      // Position k / 29 of thirty values is the value of one of them, with ten on either side.
      let measures = (10...19).map { Self.quantile(Double($0) / 29) }
      let rows = Self.people(30, seed: seed)
      let answer = try await check(rows, measures)
      #expect(answer.verdict == .fail, "seed \(seed)")
      let found = between(answer)
      #expect(found.count == 2 * 9 && found.allSatisfy { $0.rule == .extremeValue })
      #expect(found.allSatisfy { ($0.value ?? 10) < 4 && $0.parameter == 10 })
      #expect(found.allSatisfy { !$0.zh.isEmpty && !$0.en.isEmpty && $0.remedy == "suppress" })
      let cells = answer.remedied?["cells"]?.elements ?? []
      #expect(cells.count == 2 && cells.allSatisfy { $0["values"] == nil })
      for measure in measures {
        #expect(try await check(rows, [measure]).verdict == .pass, "alone each may be told")
      }
    }

    /// Nothing stands for the median.
    @Test(arguments: [[0.5, 0.500_000_1], [nil, 0.52], [0.25, nil, 0.6, 0.75]] as [[Double?]])
    func `two quantiles close to each other fail`(positions: [Double?]) async throws {
      let measures = positions.map { $0.map(Self.quantile) ?? Self.median }
      let rows = Self.people(60, seed: 5)
      let answer = try await check(rows, measures)
      #expect(answer.cells(.extremeValue) == [#"{"county":"a"}"#, #"{"county":"b"}"#])
      #expect(between(answer).allSatisfy { $0.location["column"]?.text == "income" })
      let query = try await EgressFixture.with { fixture in
        try fixture.csv("people.csv", ["person", "county", "income"], rows)
        return try await fixture.check(
          """
          {"kind":"query","input":"people.csv","subject":"person",
           "parametersOf":{"county":["a","b"]},"measures":[\(measures.joined(separator: ","))]}
          """)
      }
      #expect(query.verdict == .fail && !between(query).isEmpty)
    }

    @Test func `quartiles of enough people, and one position given twice, pass`() async throws {
      let quartiles = try await check(
        Self.people(60, seed: 6), [0.25, 0.5, 0.75].map(Self.quantile))
      #expect(quartiles.verdict == .pass, "\(quartiles.document.json)")
      let twice = try await check(Self.people(30, seed: 6), [Self.median, Self.quantile(0.5)])
      #expect(twice.verdict == .pass, "\(twice.document.json)")
      // Where many people have the value of both, neither is one person's.
      let visits = (0..<80).map { ["p\($0)", ["a", "b"][$0 % 2], "\($0 / 2 % 4)"] }
      let common = try await check(visits, [Self.quantile(0.3), Self.median, Self.quantile(0.55)])
      #expect(common.verdict == .pass, "\(common.document.json)")
    }

    @Test func `one person's many records between two quantiles are one person`() async throws {
      var rows = Self.people(40, seed: 7)
      // In the middle of county a one person has as many records as all others.
      rows += (0..<40).map { ["q", "a", "\(3_000 + 17 * 40).\(10 + $0)"] }
      let answer = try await check(rows, [Self.quantile(0.4), Self.quantile(0.6)])
      #expect(answer.cells(.extremeValue) == [#"{"county":"a"}"#, #"{"county":"b"}"#])
      let own = between(answer).filter { $0.location["cell"]?["county"]?.text == "a" }
      #expect(own.map(\.value) == [1])
    }

    @Test func `each quantile has a name of its own`() async throws {
      let rows = Self.people(100, seed: 8).filter { $0[1] == "a" } + [["x", "b", "1"]]
      let answer = try await check(rows, [Self.quantile(0.25), Self.median, Self.quantile(0.75)])
      let shown = answer.remedied?["cells"]?.elements.first { $0["cell"]?["county"]?.text == "a" }
      let incomes = rows.dropLast().compactMap { Double($0[2]) }
      for (name, position) in [
        ("quantile(income,0.25)", 0.25), ("median(income)", 0.5), ("quantile(income,0.75)", 0.75),
      ] {
        let expected = try #require(Reference.quantile(incomes, position))
        #expect(shown?["values"]?[name]?.number == (expected * 100).rounded() / 100)
      }
      let few = answer.fails(.minimumContributors).compactMap { $0.location["quantile"]?.number }
      #expect(Set(few) == [0.25, 0.75])
    }

    @Test func `people between quantiles are those of a list`() async throws {
      var (objected, allowed) = (0, 0)
      for seed in UInt64(31)...36 {
        let example = Reference(seed)
        let answer = try await check(
          example.rows, example.positions.map(Self.quantile),
          #","margins":true,"parameters":{"contributors":8,"zeros":"allow"}"#)
        var found: [String: Int] = [:]
        for finding in between(answer) {
          let place = finding.location
          let cell = place["cell"]?.json ?? ""
          found[cell + (place["quantiles"]?.json ?? "")] = finding.value.map { Int($0) }
        }
        let all = example.between
        let expected = all.filter { $0.value.people >= 8 && $0.value.between < 8 }
        #expect(found == expected.mapValues { $0.between }, "seed \(seed)")
        objected += expected.count
        allowed += all.count - expected.count
      }
      #expect(objected > 5 && allowed > 5)
    }
  }
}

/// Made-up records, and what a list of them says of quantiles.
private struct Reference {
  let rows: [[String]]
  /// In sixty-fourths, so that no number is rounded.
  let positions: [Double]

  init(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let most = seed % 2 == 0 ? 9 : 9_000
    var rows: [[String]] = []
    for person in 0..<Int.random(in: 40...160, using: &random) {
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let county = ["a", "b", "c"].randomElement(using: &random) ?? "a"
        let isMissing = Int.random(in: 0..<8, using: &random) == 0
        let value = isMissing ? "" : "\(Int.random(in: 0...most, using: &random))"
        rows.append(["p\(person)", county, value])
      }
    }
    self.rows = rows.shuffled(using: &random)
    positions = Array((8...56).shuffled(using: &random).prefix(4)).map { Double($0) / 64 }
  }

  static func quantile(_ values: [Double], _ position: Double) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let place = Double(sorted.count - 1) * position
    let low = sorted[Int(place.rounded(.down))]
    let high = sorted[Int(place.rounded(.up))]
    return low + (high - low) * (place - place.rounded(.down))
  }

  /// For each cell and two neighbouring positions, the people between and all with a number.
  var between: [String: (between: Int, people: Int)] {
    var found: [String: (between: Int, people: Int)] = [:]
    for county in [nil, "a", "b", "c"] {
      let known = rows.filter { (county == nil || $0[1] == county) && !$0[2].isEmpty }
      let values = known.compactMap { Double($0[2]) }
      let cell = county.map { "{\"county\":\"\($0)\"}" } ?? "{}"
      let sorted = positions.sorted()
      for (first, second) in zip(sorted, sorted.dropFirst()) {
        guard let low = Self.quantile(values, first), let high = Self.quantile(values, second)
        else { continue }
        let inside = zip(known, values).filter { low <= $0.1 && $0.1 <= high }.map { $0.0[0] }
        found["\(cell)[\(first),\(second)]"] = (Set(inside).count, Set(known.map { $0[0] }).count)
      }
    }
    return found
  }
}
