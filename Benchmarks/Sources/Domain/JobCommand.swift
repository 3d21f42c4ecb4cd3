// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Logging
import Sandbox

/// A registered SQL program in the sandbox, beside DuckDB with the same query and no walls.
struct JobCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "job", abstract: "a program in the sandbox, beside bare DuckDB")

  @OptionGroup var options: BenchOptions

  @Option(help: "rows of the table: 1,000 to 100,000,000")
  var rows = 10_000_000

  @Option(help: "the folder with DuckDB")
  var tools = ".tools"

  @Option(help: "a folder backed by memory, where a job's inputs and outputs lie")
  var memory = "/dev/shm"

  func validate() throws {
    guard (1_000...100_000_000).contains(rows) else {
      throw ValidationError("--rows is 1000 to 100000000")
    }
  }

  func run() async throws {
    let tools = URL(filePath: tools).path
    var report = Report(
      "job",
      notes: [
        "ours: the engine runs the query in the sandbox (namespaces, filter of system calls,",
        "limits) and collects the output; DuckDB: the same query by its program, same threads.",
        "Both read one plain Parquet file in memory. A job's own decryption is not in it.",
      ])
    try await Scratch.with(in: memory) { scratch in
      let table = try BenchTable.write(rows: rows, to: scratch.path("people.parquet"), tools: tools)
      report.notes.append("\(rows) rows, \(table >> 20) MiB of Parquet")
      var group = Comparison("group-by of \(rows) rows", unit: "s", peer: "duckdb")
      var small = Comparison("one row, the cost of the walls", unit: "s", peer: "duckdb")
      for _ in 0..<options.rounds {
        let query = BenchTable.totals
        group.add(
          try await our(query, tools: tools, scratch),
          beside: try bare(query, tools: tools, scratch))
        small.add(
          try await our("SELECT 1 AS one", tools: tools, scratch),
          beside: try bare("SELECT 1 AS one", tools: tools, scratch))
      }
      report.comparisons = [group, small]
    }
    try report.show(json: options.json)
  }

  private func our(_ query: String, tools: String, _ scratch: Scratch) async throws -> Double {
    try scratch.remove("out")
    let folder = try scratch.make("out")
    var logger = Logger(label: "shuyu-bench")
    logger.logLevel = .error
    let sandbox = SandboxRunner(tools: SandboxTools(folder: tools), logger: logger)
    let job = EngineJob(
      code: "SELECT 1;",
      inputs: [EngineInput(table: "people", path: scratch.path("people.parquet"))],
      outputs: [EngineOutput(name: "totals", format: .csv, query: query)],
      limits: SandboxLimits(
        memoryBytes: 2 << 30, scratchBytes: 2 << 30, outputBytes: 1 << 30, cpuSeconds: 1_800,
        wallClock: .seconds(1_800)),
      threads: BenchTable.threads, outputFolder: folder)
    let begun = ContinuousClock.now
    let result = try await EngineRunner(runner: sandbox).run(
      job, with: DuckDBEngine(tools: sandbox.tools))
    let taken = (ContinuousClock.now - begun).inSeconds
    guard case .finished = result.outcome else {
      throw BenchError("the job failed: \(result.outcome)")
    }
    return taken
  }

  private func bare(_ query: String, tools: String, _ scratch: Scratch) throws -> Double {
    try scratch.remove("bare.csv")
    let sql = """
      SET threads = \(BenchTable.threads); SET memory_limit = '2GB';
      CREATE VIEW people AS FROM read_parquet('\(scratch.path("people.parquet"))');
      SELECT 1;
      COPY (\(query)) TO '\(scratch.path("bare.csv"))' (FORMAT csv, HEADER);
      """
    return try Child("\(tools)/duckdb", ["-c", sql]).run(in: scratch.path).wallSeconds
  }
}
