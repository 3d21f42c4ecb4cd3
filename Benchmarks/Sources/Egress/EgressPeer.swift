// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A Python program that people know, doing one task of the egress benchmark.
///
/// Polars counts as DuckDB does, from its start to its end. For pycanon and acro only the call
/// counts, neither the start of Python nor the reading of the file: both want a frame in memory.
struct EgressPeer {
  /// `polars`, `pycanon` or `acro`.
  let name: String
  /// `classes` or `people`.
  let task: String

  /// All of them; acro has no k-anonymity and makes its checked table of the same columns, and
  /// counts rows where we count contributors.
  static let all = [
    EgressPeer(name: "polars", task: "classes"), EgressPeer(name: "polars", task: "people"),
    EgressPeer(name: "pycanon", task: "classes"),
    EgressPeer(name: "acro", task: "classes"), EgressPeer(name: "acro", task: "people"),
  ]

  private struct Answer: Decodable {
    /// Seconds of the call alone.
    let call: Double
  }

  /// Seconds that it takes over a file.
  ///
  /// - Parameter libraries: The folder that its libraries were installed into.
  func seconds(over file: String, libraries: String, in folder: String) throws -> Double {
    let script = URL(filePath: "Benchmarks/Peers/peer.py").path
    let command = "PYTHONPATH=\"$0\" exec python3 \"$1\" \"$2\" \"$3\" \"$4\" 2>/dev/null"
    let use = try Child("/bin/sh", ["-c", command, libraries, script, name, task, file])
      .run(in: folder)
    if name == "polars" { return use.wallSeconds }
    let line = use.output.split(separator: "\n").last { $0.hasPrefix("{\"answer\"") }
    guard let line else { throw BenchError("\(name) printed no answer") }
    return try JSONDecoder().decode(Answer.self, from: Data(line.utf8)).call
  }
}
