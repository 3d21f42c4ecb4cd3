// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Foundation
import Testing

/// Tables of several measured columns beside what is out: a column that changed for everybody does
/// not hide that another one differs by few.
extension EgressCheckTests {
  struct ChangedColumnTests {
    private static let header = ["person", "county", "income", "z"]

    /// 120 people with an income and a number `z` that an operator may choose anew.
    private static func people(z: (Int) -> Int, income: (Int) -> Int = { 1_000 + $0 * 37 % 211 })
      -> [[String]]
    {
      (0..<120).map { ["p\($0)", "c\($0 % 2)", "\(income($0))", "\(z($0))"] }
    }

    private func verdict(
      _ first: [[String]], _ second: [[String]], functions: [String]
    ) async throws -> CheckAnswer {
      try await EgressFixture.with { fixture in
        try fixture.csv("first.csv", Self.header, first)
        try fixture.csv("second.csv", Self.header, second)
        func spec(_ input: String, _ releases: String) -> String {
          """
          {"kind":"tabulation","input":"\(input)","subject":"person","dimensions":["county"],
           "measures":[\(functions.joined(separator: ","))],"releases":[\(releases)]}
          """
        }
        let before = try await fixture.check(spec("first.csv", ""), release: "r.json")
        #expect(before.verdict == .pass && before.release != nil)
        return try await fixture.check(spec("second.csv", "\"r.json\""))
      }
    }

    private static let sums = [
      #"{"function":"sum","column":"income"}"#, #"{"function":"sum","column":"z"}"#,
    ]

    @Test(arguments: [1, 4, 9])
    func `people left out are seen behind a column that changed for everybody`(
      fewer: Int
    ) async throws {
      let later = Self.people(z: { 700 + $0 * 13 % 89 }).dropFirst(fewer)
      let answer = try await verdict(
        Self.people(z: { 500 + $0 % 7 }), Array(later), functions: Self.sums)
      #expect(answer.verdict == .fail)
      let found = answer.fails(.differencing)
      #expect(found.contains { $0.formula == "difference-below.1" && ($0.value ?? 0) < 10 })
    }

    @Test func `one changed income is seen behind a column that changed for everybody`()
      async throws
    {
      let answer = try await verdict(
        Self.people(z: { 500 + $0 % 7 }),
        Self.people(
          z: { 700 + $0 * 13 % 89 }, income: { 1_000 + $0 * 37 % 211 + ($0 == 8 ? 55 : 0) }),
        functions: Self.sums)
      #expect(answer.fails(.differencing).contains { $0.value == 1 })
    }

    @Test func `someone left out is seen behind a changed column in a table that counts`()
      async throws
    {
      let later = Self.people(z: { 700 + $0 * 13 % 89 }).dropFirst()
      let answer = try await verdict(
        Self.people(z: { 500 + $0 % 7 }), Array(later),
        functions: [#"{"function":"count"}"#, #"{"function":"sum","column":"z"}"#])
      #expect(answer.fails(.differencing).contains { $0.value == 1 })
    }

    @Test func `columns that changed for many each are another table`() async throws {
      let answer = try await verdict(
        Self.people(z: { 500 + $0 % 7 }),
        Self.people(z: { 700 + $0 * 13 % 89 }, income: { 2_000 + $0 * 41 % 223 }),
        functions: Self.sums)
      #expect(answer.fails(.differencing).isEmpty, "\(answer.fails(.differencing))")
    }

    @Test func `a column that changed for everybody beside one that did not is let be`()
      async throws
    {
      let answer = try await verdict(
        Self.people(z: { 500 + $0 % 7 }), Self.people(z: { 700 + $0 * 13 % 89 }),
        functions: Self.sums)
      #expect(answer.fails(.differencing).isEmpty, "\(answer.fails(.differencing))")
    }

    /// People of four counties who move as told, with new `z` for everybody.
    private static func moved(_ moves: [(from: Int, to: Int, people: Int)]) -> [[String]] {
      var rows = (0..<240).map {
        ["p\($0)", "c\($0 % 4)", "\(1_000 + $0 * 37 % 211)", "\(700 + $0 * 13 % 89)"]
      }
      var gone: Set<Int> = []
      for move in moves {
        let who = rows.indices.filter { $0 % 4 == move.from && !gone.contains($0) }
        for row in who.prefix(move.people) {
          rows[row][1] = "c\(move.to)"
          gone.insert(row)
        }
      }
      return rows
    }

    private static let before = (0..<240).map {
      ["p\($0)", "c\($0 % 4)", "\(1_000 + $0 * 37 % 211)", "\(500 + $0 % 7)"]
    }

    @Test func `a held refresh gives no mover away behind a changed column`() async throws {
      let answer = try await verdict(
        Self.before, Self.moved([(0, 1, 1)]), functions: Self.sums)
      #expect(answer.verdict == .fail)
      let cells = answer.remedied?["cells"]?.elements ?? []
      // What leaves tells of neither county its new sum.
      for cell in cells where ["c0", "c1"].contains(cell["cell"]?["county"]?.text) {
        #expect(cell["unrefreshed"] != nil || cell["withheld"] != nil, "\(cell.json)")
      }
    }

    @Test func `movers that cancel each other but for one are seen behind a changed column`()
      async throws
    {
      let moves = [(0, 1, 10), (0, 2, 1), (2, 3, 10), (3, 2, 10)]
      let answer = try await verdict(
        Self.before, Self.moved(moves.map { (from: $0.0, to: $0.1, people: $0.2) }),
        functions: Self.sums)
      #expect(answer.verdict == .fail)
      #expect(answer.fails(.refreshDifferencing).count + answer.fails(.differencing).count > 0)
    }

    @Test func `positions of releases are put together behind a changed column`() async throws {
      func rows(_ z: (Int) -> Int) -> [[String]] {
        (0..<60).map { ["p\($0)", "c0", "\(1_000 + $0 * 37 % 211)", "\(z($0))"] }
      }
      func quantile(_ at: String) -> String {
        #"{"function":"quantile","quantile":\#(at),"column":"income"}"#
      }
      try await EgressFixture.with { fixture in
        try fixture.csv("first.csv", Self.header, rows { 500 + $0 % 7 })
        try fixture.csv("second.csv", Self.header, rows { 700 + $0 * 13 % 89 })
        func spec(_ input: String, _ at: String, _ releases: String) -> String {
          """
          {"kind":"tabulation","input":"\(input)","subject":"person","dimensions":["county"],
           "measures":[\(quantile(at)),\(Self.sums[1])],"releases":[\(releases)]}
          """
        }
        let first = try await fixture.check(spec("first.csv", "0.5", ""), release: "r.json")
        #expect(first.verdict == .pass && first.release != nil)
        let second = try await fixture.check(spec("second.csv", "0.52", "\"r.json\""))
        #expect(second.fails(.extremeValue).contains { $0.formula == "people-between-quantiles.1" })
      }
    }
  }
}
