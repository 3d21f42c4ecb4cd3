// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Foundation

/// What attacks share: seeds, people, and what an intruder reads in plain tables and in ours.
enum Attack {
  /// The seeds of the variations; `SHUYU_SEED` tries another.
  static let seeds: [UInt64] =
    ProcessInfo.processInfo.environment["SHUYU_SEED"].flatMap { UInt64($0) }.map { [$0] } ?? [1, 2]

  /// The numbers of a variation; prints its seed.
  static func random(_ name: String, _ seed: UInt64) -> SeededGenerator {
    print("attack \(name), seed \(seed)")
    return SeededGenerator(seed: seed)
  }

  static let header = ["person", "county", "sex", "age", "tax"]

  /// People of four counties.
  static func people(_ random: inout SeededGenerator, _ count: Int = 400) -> [[String]] {
    (0..<count).map { index in
      [
        "p\(index)", "c\(Int.random(in: 0..<4, using: &random))",
        Bool.random(using: &random) ? "F" : "M", "\(Int.random(in: 20..<80, using: &random))",
        "\(Int.random(in: 100..<999, using: &random))",
      ]
    }
  }

  /// Records and sum of a cell.
  struct Figure: Equatable {
    var count = 0
    var sum = 0
  }

  /// The table a program without protection publishes: cells, and totals where wanted.
  static func plain(
    _ rows: [[String]], _ columns: [(name: String, place: Int)], margins: Bool = false,
    value: Int = 4
  ) -> [String: Figure] {
    var found: [String: Figure] = [:]
    for row in rows {
      for mask in 0..<(margins ? 1 << columns.count : 1) {
        let cell = Document.members(
          columns.enumerated().compactMap { index, column in
            mask & (1 << index) == 0 ? (column.name, .string(row[column.place])) : nil
          }
        ).json
        found[cell, default: Figure()].count += 1
        found[cell, default: Figure()].sum += Int(row[value]) ?? 0
      }
    }
    return found
  }

  /// What an intruder reads of an answer: the plain table where it passes, else what the remedied
  /// form shows, nothing where that may not leave either.
  static func published(
    _ answer: CheckAnswer, plain: [String: Figure], sum: String = "sum(tax)"
  ) -> [String: Figure] {
    if answer.verdict == .pass { return plain }
    guard let remedied = answer.remedied, remedied["verdict"]?.text != "fail" else { return [:] }
    var found: [String: Figure] = [:]
    for entry in remedied["cells"]?.elements ?? [] {
      guard let values = entry["values"], let count = values["count"]?.number else { continue }
      found[entry["cell"]?.json ?? ""] = Figure(
        count: Int(count), sum: Int(values[sum]?.number ?? 0))
    }
    return found
  }

  /// Cells of two tables whose difference is a number about few people.
  static func few(_ first: [String: Figure], _ second: [String: Figure]) -> [Figure] {
    first.compactMap { cell, old in
      guard let new = second[cell], old != new, abs(old.count - new.count) < 10 else { return nil }
      return Figure(count: abs(old.count - new.count), sum: abs(old.sum - new.sum))
    }
  }

  /// The specification of a table of counts and sums.
  static func table(
    _ input: String, _ dimensions: String, margins: Bool = false, extra: String = "",
    releases: [String] = []
  ) -> String {
    """
    {"kind":"tabulation","input":"\(input)","subject":"person","dimensions":[\(dimensions)],
     "margins":\(margins)\(extra),
     "measures":[{"function":"count"},{"function":"sum","column":"tax"}],
     "releases":[\(releases.map { "\"\($0)\"" }.joined(separator: ","))]}
    """
  }
}
