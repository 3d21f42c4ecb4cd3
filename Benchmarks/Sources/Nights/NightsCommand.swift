// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Tabular
import Work

/// A night's corrections of a large resource, beside writing all of it anew.
struct NightsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nights", abstract: "a night's upserts, beside writing the resource anew")

  @OptionGroup var options: BenchOptions

  @Option(help: "rows of the resource: 1,000 to 100,000,000")
  var rows = 10_000_000

  @Option(help: "rows that a night changes: 1 to a tenth of the rows")
  var changes = 100_000

  @Option(help: "the folder with DuckDB")
  var tools = ".tools"

  @Option(help: "a folder backed by memory")
  var memory = "/dev/shm"

  @Flag(help: "leave out the domain that writes whole versions, which takes most of the time")
  var withoutWhole = false

  func validate() throws {
    guard (1_000...100_000_000).contains(rows) else {
      throw ValidationError("--rows is 1000 to 100000000")
    }
    guard (1...rows / 10).contains(changes) else {
      throw ValidationError("--changes is 1 to a tenth of the rows")
    }
  }

  func run() async throws {
    let tools = URL(filePath: tools).path
    var report = Report(
      "nights",
      notes: [
        "ours: changes decrypted, checked, compared with all keys, encrypted as a segment;",
        "whole: the same, and every row of the version written and profiled anew;",
        "duckdb: its own Parquet file and the changes' CSV made another Parquet file.",
        "\(rows) rows, \(changes) of them changed by each night; written: encrypted bytes.",
      ])
    try await Scratch.with(in: options.scratch) { scratch in
      try SampleCSV.write(rows: rows, to: scratch.path("delivery.csv"))
      try await measure(tools: tools, scratch, &report)
    }
    try report.show(json: options.json)
  }

  private func measure(tools: String, _ scratch: Scratch, _ report: inout Report) async throws {
    let base = scratch.path("delivery.csv")
    let peer = withoutWhole ? nil : "whole"
    var first = Comparison("all rows taken in, wall", unit: "s", peer: peer)
    var time = Comparison("night, wall", unit: "s", peer: peer)
    var bytes = Comparison("night, written", unit: "MiB", peer: peer)
    var beside = Comparison("night, wall", unit: "s", peer: "duckdb")
    let ours = try domain("ours", tools, scratch, inSegments: true)
    let whole = withoutWhole ? nil : try domain("whole", tools, scratch, inSegments: false)
    var last = try await ours.take("base", base, rows: rows, mode: .full, onto: nil)
    var other = try await whole?.take("base", base, rows: rows, mode: .full, onto: nil)
    first.add(last.seconds, beside: other?.seconds)
    let opening = "SET preserve_insertion_order = false; "
    _ = try Child(
      "\(tools)/duckdb",
      ["-c", opening + "COPY (FROM read_csv('\(base)')) TO 'peer.parquet' (FORMAT parquet)"]
    ).run(in: scratch.path)
    for round in 0..<options.rounds {
      let night = scratch.path("night.csv")
      try change(round, tools, scratch)
      last = try await ours.take(
        "\(round)", night, rows: changes, mode: .upsert, onto: last.version)
      other = try await whole?.take(
        "\(round)", night, rows: changes, mode: .upsert, onto: other?.version)
      guard last.version.rows == rows, last.segments == round + 2,
        other.map({ $0.version.rows == rows }) ?? true
      else { throw BenchError("the night was not taken as it must be") }
      let peer = try Child("\(tools)/duckdb", ["-c", opening + NightsCommand.rewriting])
        .run(in: scratch.path)
      time.add(last.seconds, beside: other?.seconds)
      bytes.add(
        Double(last.written) / 1_048_576, beside: other.map { Double($0.written) / 1_048_576 })
      beside.add(last.seconds, beside: peer.wallSeconds)
    }
    report.comparisons = [first, time, bytes, beside]
  }

  private func domain(
    _ name: String, _ tools: String, _ scratch: Scratch, inSegments: Bool
  ) throws -> NightsDomain {
    try NightsDomain(
      folder: try scratch.make(name), memory: memory, tools: tools, inSegments: inSegments)
  }

  /// Writes the changes of a night: other rows each night, from everywhere.
  private func change(_ night: Int, _ tools: String, _ scratch: Scratch) throws {
    let distance = rows / changes
    let sql = """
      COPY (SELECT * REPLACE ('420799' AS district)
        FROM read_csv('delivery.csv', all_varchar = true)
        WHERE CAST(record_no AS BIGINT) % \(distance) = \(night % distance)
        LIMIT \(changes)) TO 'night.csv' (FORMAT csv)
      """
    _ = try Child("\(tools)/duckdb", ["-c", sql]).run(in: scratch.path)
  }

  private static let rewriting = """
    CREATE TEMP TABLE night AS FROM read_csv('night.csv');
    COPY (FROM read_parquet('peer.parquet') AS e
      WHERE NOT EXISTS (SELECT 1 FROM night n WHERE n.record_no = e.record_no)
      UNION ALL BY NAME FROM night) TO 'next.parquet' (FORMAT parquet)
    """
}
