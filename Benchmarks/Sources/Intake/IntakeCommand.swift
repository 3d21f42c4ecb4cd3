// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Tabular

/// Taking a delivery in, beside DuckDB's own conversion of the same file.
struct IntakeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "intake", abstract: "a delivered CSV file, beside DuckDB's COPY to Parquet")

  @OptionGroup var options: BenchOptions

  @Option(help: "rows of the file: 1 to 100,000,000")
  var rows = 1_000_000

  @Flag(help: "with a key column: rows that share a key are looked for")
  var key = false

  @Option(help: "the folder with DuckDB")
  var tools = ".tools"

  @Option(help: "a folder backed by memory")
  var memory = "/dev/shm"

  func validate() throws {
    guard (1...100_000_000).contains(rows) else {
      throw ValidationError("--rows is 1 to 100000000")
    }
  }

  func run() async throws {
    let tools = URL(filePath: tools).path
    var report = Report(
      "intake",
      notes: [
        "ours: upload encrypted into the vault, decrypted, hashed, every value checked and",
        "profiled, made Parquet by DuckDB in the sandbox, encrypted;",
        "DuckDB: COPY (FROM read_csv) TO parquet, nothing else.",
        "memory: the greatest sum of resident memory of the process tree, seen every 20 ms;",
        "for ours with the Parquet file, which lies in memory until it is encrypted.",
      ])
    try await Scratch.with(in: options.scratch) { scratch in
      let file = scratch.path("delivery.csv")
      try SampleCSV.write(rows: rows, to: file)
      let size = try scratch.bytes("delivery.csv")
      report.notes.append(
        "\(rows) rows, \(SampleCSV.schema.count) columns, \(size >> 20) MiB, "
          + (key ? "with a key column" : "without a key column"))
      try measure(file, tools: tools, scratch, &report)
    }
    try report.show(json: options.json)
  }

  private func measure(
    _ file: String, tools: String, _ scratch: Scratch, _ report: inout Report
  ) throws {
    let peer = "duckdb"
    var wall = Comparison("upload and intake, wall", unit: "s", peer: peer)
    var intake = Comparison("intake alone, wall", unit: "s", peer: peer)
    var cpu = Comparison("processor", unit: "s", peer: peer)
    var memory = Comparison("peak memory", unit: "MiB", peer: peer)
    for _ in 0..<options.rounds {
      let (ours, outcome) = try our(file, tools: tools, scratch)
      let other = try duckdb(file, tools: tools, scratch)
      wall.add(ours.wallSeconds, beside: other.wallSeconds)
      intake.add(outcome.intakeSeconds, beside: other.wallSeconds)
      cpu.add(ours.cpuSeconds, beside: other.cpuSeconds)
      memory.add(
        Double(ours.peakBytes + outcome.parquetBytes) / 1_048_576,
        beside: Double(other.peakBytes) / 1_048_576)
      guard outcome.rowsGood == rows, outcome.rowsBad == 0 else {
        throw BenchError("\(outcome.rowsGood) rows were taken of \(rows)")
      }
    }
    report.comparisons = [wall, intake, cpu, memory]
  }

  /// Our side in a process of its own, so that its memory and processor time stand alone.
  private func our(
    _ file: String, tools: String, _ scratch: Scratch
  ) throws -> (Child.Use, IntakePipeline.Outcome) {
    try scratch.remove("ours")
    var arguments = ["intake-side", file, "--folder", try scratch.make("ours"), "--tools", tools]
    arguments += ["--memory", memory]
    if key { arguments += ["--key", SampleCSV.schema[0].name] }
    let this = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().path
    let use = try Child(this, arguments).run(in: scratch.path)
    let outcome = try JSONDecoder().decode(IntakePipeline.Outcome.self, from: Data(use.output.utf8))
    return (use, outcome)
  }

  private func duckdb(_ file: String, tools: String, _ scratch: Scratch) throws -> Child.Use {
    try scratch.remove("peer.parquet")
    let sql = """
      COPY (FROM read_csv('\(file)')) TO '\(scratch.path("peer.parquet"))' (FORMAT parquet)
      """
    return try Child("\(tools)/duckdb", ["-c", sql]).run(in: scratch.path)
  }
}

/// Our side of one round; started by `intake`.
struct IntakeSideCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "intake-side", abstract: "one round of our side", shouldDisplay: false)

  @Argument(help: "the file")
  var file: String

  @Option(help: "the folder for the vault")
  var folder: String

  @Option(help: "the folder with DuckDB")
  var tools: String

  @Option(help: "a folder backed by memory")
  var memory: String

  @Option(help: "the key column")
  var key: String?

  func run() async throws {
    let mount = try Scratch(path: memory).make("shuyu-bench-\(UUID().uuidString.prefix(8))")
    defer { try? FileManager.default.removeItem(atPath: mount) }
    let pipeline = try IntakePipeline(folder: folder, memory: mount, tools: tools)
    let outcome = try await pipeline.run(file, keyColumn: key)
    print(String(decoding: try JSONEncoder().encode(outcome), as: UTF8.self))
  }
}
