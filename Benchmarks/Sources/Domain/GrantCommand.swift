// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation

/// Writing a grant's copy, beside DuckDB with the same masks written by hand.
struct GrantCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grant", abstract: "a grant's copy, beside the same masks by hand in DuckDB")

  @OptionGroup var options: BenchOptions

  @Option(help: "rows of the resource: 1,000 to 100,000,000")
  var rows = 10_000_000

  @Option(help: "the folder with DuckDB")
  var tools = ".tools"

  @Option(help: "the folder with the rules of the places")
  var regulations = "Regulations"

  func validate() throws {
    guard (1_000...100_000_000).contains(rows) else {
      throw ValidationError("--rows is 1000 to 100000000")
    }
  }

  func run() async throws {
    let tools = URL(filePath: tools).path
    var report = Report(
      "grant",
      notes: [
        "ours: the version decrypted into memory, masked by trusted SQL in the sandbox, encrypted;",
        "DuckDB: COPY (SELECT the same masks) of the plain file, nothing encrypted, no sandbox;",
        "its pseudonym is sha256 of key and value in the same pass, ours HMAC-SM3 outside of the",
        "sandbox, once for each distinct value. \(rows) rows, a tenth as many people.",
      ])
    try await Scratch.with(in: options.scratch) { scratch in
      let plain = scratch.path("people.parquet")
      _ = try BenchTable.write(rows: rows, to: plain, tools: tools)
      let domain = BenchDomain(scratch: scratch, tools: tools, regulations: regulations, rows: rows)
      for kind in BenchMasks.all {
        var seconds = Comparison(kind.name, unit: "s", peer: "duckdb")
        for _ in 0..<options.rounds {
          seconds.add(
            try await domain.write(kind, of: plain), beside: try bare(kind, plain, tools, scratch))
        }
        report.comparisons.append(seconds)
      }
    }
    try report.show(json: options.json)
  }

  private func bare(
    _ masks: BenchMasks, _ plain: String, _ tools: String, _ scratch: Scratch
  ) throws -> Double {
    try scratch.remove("bare.parquet")
    let sql = """
      SET threads = \(BenchTable.threads); SET memory_limit = '2GB';
      COPY (SELECT \(masks.byHand) FROM read_parquet('\(plain)') ORDER BY ALL)
        TO '\(scratch.path("bare.parquet"))' (FORMAT parquet);
      """
    return try Child("\(tools)/duckdb", ["-c", sql]).run(in: scratch.path).wallSeconds
  }
}
