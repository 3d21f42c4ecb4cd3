// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The figures of one benchmark.
struct Report: Encodable {
  /// The benchmark.
  let benchmark: String
  /// How it was done, and what the peer does not do.
  var notes: [String]
  /// What it was measured on.
  let machine: Machine
  /// What was measured.
  var comparisons: [Comparison] = []
  /// The load average of the last minute after the run.
  var loadAfter = 0.0

  /// Starts a report; the machine is looked at now.
  init(_ benchmark: String, notes: [String]) {
    self.benchmark = benchmark
    self.notes = notes
    machine = Machine()
  }

  /// Prints the figures as a table, or as JSON.
  mutating func show(json: Bool) throws {
    loadAfter = Machine.load()
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      print(String(decoding: try encoder.encode(self), as: UTF8.self))
    } else {
      print(table)
    }
    fflush(nil)
  }

  private var table: String {
    var lines = [
      "== \(benchmark), \(machine.at)",
      "   \(machine.processor), \(machine.cores) cores, \(machine.memoryMiB) MiB, "
        + "Linux \(machine.kernel), load \(machine.loadBefore) before, \(loadAfter) after",
    ]
    lines += notes.map { "   \($0)" }
    let header = ["", "unit", "ours min", "median", "max", "peer", "min", "median", "max", "ratio"]
    let rows = [header] + comparisons.map(row)
    let widths = header.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    for row in rows {
      let cells = row.enumerated().map { index, cell in
        let padding = String(repeating: " ", count: widths[index] - cell.count)
        return index < 2 || index == 5 ? cell + padding : padding + cell
      }
      lines.append("   " + cells.joined(separator: "  "))
    }
    return lines.joined(separator: "\n")
  }

  private func row(_ comparison: Comparison) -> [String] {
    let better = comparison.isHigherBetter ? "more is better" : "less is better"
    let ratio = comparison.ratio.map { "\(Report.figure($0)) x, \(better)" } ?? "-"
    return [comparison.name, comparison.unit] + Report.spread(comparison.ours)
      + [comparison.peer ?? "-"] + Report.spread(comparison.peers) + [ratio]
  }

  private static func spread(_ values: [Double]) -> [String] {
    guard let spread = Spread(values) else { return ["-", "-", "-"] }
    return [spread.min, spread.median, spread.max].map(figure)
  }

  /// A figure with three digits that count.
  static func figure(_ value: Double) -> String {
    let digits = abs(value) >= 100 ? 0 : abs(value) >= 10 ? 1 : abs(value) >= 1 ? 2 : 4
    return value.formatted(
      .number.precision(.fractionLength(digits)).grouping(.never).locale(Locale(identifier: "C")))
  }
}
