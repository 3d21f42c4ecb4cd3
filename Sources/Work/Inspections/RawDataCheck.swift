// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import DisclosureControl
import EgressCheck
package import Platform

/// Asks the check of files whether made-up raw rows may leave: under other names, in another
/// order, and beside columns of the asker's own. And whether honest totals may go before people.
package struct RawDataCheck: InspectionCheck {
  private let parts: DomainParts
  private static let rows = 400

  /// Asks the check of the domain.
  package init(parts: DomainParts) {
    self.parts = parts
  }

  /// Raw data.
  package var item: InspectionItem { .rawData }
  /// One domain serves all places.
  package var isShared: Bool { true }

  /// Makes rows anew each time, so that nothing can be prepared for them.
  package func run(in place: String) async throws -> InspectionResult {
    let rows = RawDataCheck.made(parts.random.bytes(RawDataCheck.rows * 4))
    let tries: [(name: String, text: String, mayBeSeen: Bool)] = [
      ("copy", RawDataCheck.csv(["a", "b", "c", "d"], rows), false),
      (
        "renamed",
        RawDataCheck.csv(["w", "x", "y", "z"], rows.map { [$0[2], $0[0], $0[3], $0[1]] }), false
      ),
      (
        "mixed",
        RawDataCheck.csv(
          ["n", "a", "b", "c", "d"], rows.enumerated().map { ["\($0.offset)"] + $0.element }), false
      ),
      ("totals", RawDataCheck.totals(of: rows), true),
    ]
    var failures: [String] = []
    for one in tries {
      let verdict = try await verdict(
        of: one.text, raw: RawDataCheck.csv(["code", "district", "amount", "day"], rows))
      if (verdict == .fail) == one.mayBeSeen { failures.append(one.name) }
    }
    return InspectionResult(checks: tries.count, failures: failures)
  }

  private func verdict(of file: String, raw: String) async throws -> Verdict {
    try await parts.memory.withFolder { folder in
      try folder.write(Array(file.utf8), to: "out.csv")
      try folder.write(Array(raw.utf8), to: "raw.csv")
      let specification = #"{"kind":"report","inputs":["out.csv"],"raw":["raw.csv"]}"#
      try folder.write(Array(specification.utf8), to: "spec.json")
      return try await EgressChecker(
        runner: parts.sandbox, memory: folder.path, random: parts.random,
        salt: Hex.encode(parts.random.bytes(16))
      ).check(specification: folder.path("spec.json")).verdict
    }
  }

  /// Rows of a code, a district, an amount and a day.
  private static func made(_ bytes: [UInt8]) -> [[String]] {
    (0..<rows).map { row in
      let four = bytes[(row * 4)..<(row * 4 + 4)].map(Int.init)
      let amount = four[0] * 256 + four[1]
      return [
        "P\(10_000 + row)", "\(420_700 + four[2] % 6)", "\(amount).\(10 + four[3] % 90)",
        "2025-0\(1 + four[3] % 9)-1\(four[2] % 10)",
      ]
    }
  }

  private static func csv(_ names: [String], _ rows: [[String]]) -> String {
    ([names] + rows).map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n"
  }

  private static func totals(of rows: [[String]]) -> String {
    let groups = Dictionary(grouping: rows) { $0[1] }.sorted { $0.key < $1.key }
    return csv(["district", "people"], groups.map { [$0.key, "\($0.value.count)"] })
  }
}
