// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Foundation
import Testing

/// Patterns of withheld cells: their cost beside the cheapest, and what proves their intervals.
extension EgressCheckTests {
  struct PatternTests {
    /// Whether the integer solver is on this machine.
    static let hasSolver = FileManager.default.isExecutableFile(atPath: "/usr/bin/cbc")

    /// People by row and column, few in some cells.
    private static func counts(_ seed: UInt64, rows: Int, columns: Int, share: Int) -> [[Int]] {
      var random = SeededGenerator(seed: seed)
      return (0..<rows).map { _ in
        (0..<columns).map { _ in
          Int.random(in: 0..<100, using: &random) < share
            ? Int.random(in: 1...9, using: &random) : Int.random(in: 10...60, using: &random)
        }
      }
    }

    private func check(_ counts: [[Int]], contributors: Int = 10) async throws -> CheckAnswer {
      try await EgressFixture.with { fixture in
        var rows: [[String]] = []
        for (row, line) in counts.enumerated() {
          for (column, count) in line.enumerated() {
            for _ in 0..<count { rows.append(["p\(rows.count)", "r\(row)", "c\(column)"]) }
          }
        }
        try fixture.csv("people.csv", ["person", "row", "column"], rows)
        return try await fixture.check(
          """
          {"kind":"tabulation","input":"people.csv","subject":"person",
           "dimensions":["row","column"],"margins":true,"measures":[{"function":"count"}],
           "parameters":{"zeros":"allow","contributors":\(contributors)}}
          """)
      }
    }

    private static func place(_ cell: Document?, _ counts: [[Int]]) -> (Int, Int) {
      func index(_ name: String, _ all: Int) -> Int {
        cell?[name]?.text.flatMap { Int($0.dropFirst()) } ?? all
      }
      return (index("row", counts.count), index("column", counts[0].count))
    }

    /// A table with its totals.
    private static func totalled(_ counts: [[Int]]) -> [[Int]] {
      let rows = counts.map { $0 + [$0.reduce(0, +)] }
      return rows + [rows[0].indices.map { column in rows.reduce(0) { $0 + $1[column] } }]
    }

    @Test(arguments: [1, 2, 3])
    func `each withheld cell has two tables that agree in all that is published`(seed: UInt64)
      async throws
    {
      let counts = Self.counts(seed, rows: 6, columns: 5, share: 15)
      let answer = try await check(counts)
      let truth = Self.totalled(counts)
      let cells = answer.remedied?["cells"]?.elements ?? []
      let hidden = cells.filter { $0["withheld"] != nil }
      let intervals = answer.remedied?["intervals"]?.elements ?? []
      #expect(!hidden.isEmpty && intervals.count == hidden.count)
      let places = Set(hidden.map { $0["cell"]?.json })
      for interval in intervals {
        let (row, column) = Self.place(interval["cell"], counts)
        let (low, high) = (interval["low"]?.number ?? 0, interval["high"]?.number ?? .infinity)
        #expect(low < high)
        #expect((low...high).contains(Double(truth[row][column])))
        for (end, table) in zip([low, high], interval["tables"]?.elements ?? []) where end.isFinite
        {
          var other = truth
          for entry in table.elements {
            #expect(places.contains(entry["cell"]?.json))
            let (row, column) = Self.place(entry["cell"], counts)
            other[row][column] = Int(entry["records"]?.number ?? -1)
          }
          #expect(Double(other[row][column]) == end)
          #expect(other.allSatisfy { $0.allSatisfy { $0 >= 0 } })
          let inner = other.dropLast().map { Array($0.dropLast()) }
          #expect(Self.totalled(inner) == other)
        }
      }
    }

    @Test(.enabled(if: hasSolver), arguments: [11, 12, 13, 14])
    func `a small pattern is the cheapest there is`(seed: UInt64) async throws {
      let counts = Self.counts(seed, rows: 3, columns: 4, share: 12)
      let answer = try await check(counts)
      guard let found = answer.remedied?["suppression"] else {
        #expect(counts.allSatisfy { $0.allSatisfy { $0 >= 10 } })
        return
      }
      #expect(found["optimal"] == .bool(true), "\(found.json)")
      #expect(Int(found["cost"]?.number ?? 0) == Self.cheapest(counts, threshold: 10))
    }

    /// The least cost of a safe pattern of inner cells, by trying all.
    private static func cheapest(_ counts: [[Int]], threshold: Int) -> Int? {
      let width = counts[0].count
      let values = counts.flatMap(\.self)
      let primary = values.indices.filter { values[$0] < threshold }
      var best: Int?
      for mask in 0..<(1 << values.count) where primary.allSatisfy({ mask & (1 << $0) != 0 }) {
        let hidden = values.indices.filter { mask & (1 << $0) != 0 }
        let cost = hidden.filter { values[$0] >= threshold }.reduce(0) { $0 + values[$1] + 1 }
        guard cost < best ?? .max else { continue }
        let lines =
          counts.indices.map { row in hidden.filter { $0 / width == row } }
          + (0..<width).map { column in hidden.filter { $0 % width == column } }
        let isThick = lines.allSatisfy { line in
          let single = line.contains { values[$0] == 1 } ? 1 : 0
          return line.isEmpty || line.reduce(0) { $0 + values[$1] } >= threshold + single
        }
        if isThick, hidden.allSatisfy({ isOnCycle($0, hidden, width, counts.count) }) {
          best = cost
        }
      }
      return best
    }

    /// Whether the ends of a cell are connected by other withheld cells.
    private static func isOnCycle(_ cell: Int, _ hidden: [Int], _ width: Int, _ rows: Int) -> Bool {
      var seen: Set<Int> = [cell / width]
      var grew = true
      while grew {
        grew = false
        for other in hidden where other != cell {
          let ends = [other / width, rows + other % width]
          if seen.contains(ends[0]) != seen.contains(ends[1]) {
            seen.formUnion(ends)
            grew = true
          }
        }
      }
      return seen.contains(rows + cell % width)
    }

    @Test(
      .enabled(if: hasSolver && ProcessInfo.processInfo.environment["SHUYU_LONG"] == "1"),
      arguments: [(20, 3), (100, 5), (100, 2)])
    func `a large pattern is within five parts in a hundred, or says how far`(
      size: Int, share: Int
    ) async throws {
      let answer = try await check(Self.counts(21, rows: size, columns: size, share: share))
      let found = answer.remedied?["suppression"]
      print("\(size) x \(size), \(share) %: \(found?.json ?? "-")")
      #expect(answer.remedied?["marginsDropped"] == .bool(false))
      #expect(found?["gap"]?.number != nil)
    }
  }
}
