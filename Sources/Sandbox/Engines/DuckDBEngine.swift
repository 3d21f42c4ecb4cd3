// SPDX-License-Identifier: Apache-2.0
/// SQL by the DuckDB command line.
///
/// Two sandboxes. In the first, a trusted prologue sets limits, makes a view of each input and
/// attaches an empty result database, then switches external access off and enters `.safe_mode`;
/// the job's SQL follows on standard input, and after it each declared output's query fills a
/// table of the result database. The second sees the result database only, and trusted SQL copies
/// the declared tables to files, rows sorted by all columns, so that neither bytes nor row order
/// are of the job's choosing.
package struct DuckDBEngine: Engine {
  private let tools: SandboxTools

  /// Makes the engine.
  package init(tools: SandboxTools) {
    self.tools = tools
  }

  /// `duckdb`.
  package var name: String { "duckdb" }

  static let resultFile = "result.duckdb"
  static let resultTable = "CREATE OR REPLACE TABLE result.main."
  static let program = "/engine/duckdb"
  static let arguments = ["-batch", "-no-init"]

  static func binds(_ tools: SandboxTools) -> [Bind] { [Bind(tools.duckdb, at: program)] }

  /// The sandbox that runs the job's SQL into the result database.
  package func spec(for job: EngineJob, outputFolder folder: String) throws -> SandboxSpec {
    guard job.outputs.allSatisfy({ $0.query != nil }) else {
      throw SandboxError.specification("a SQL output needs a query")
    }
    guard job.outputs.allSatisfy(\.format.isTable) else {
      throw SandboxError.specification("a SQL output is parquet or csv")
    }
    let text = prologue(job) + job.code + epilogue(job)
    var spec = SandboxSpec(
      executable: Self.program, arguments: Self.arguments + [":memory:"],
      environment: ["LANG": "C.UTF-8"], readOnlyBinds: Self.binds(tools),
      inputs: job.inputs.map { InputFile(name: $0.fileName, path: $0.path) },
      outputs: OutputRule(
        folder: folder, backing: job.outputBacking, names: [Self.resultFile], filesMax: 1),
      limits: job.limits, standardInput: .bytes(Array(text.utf8)))
    spec.givesWay = true
    spec.scratch = job.scratch
    return spec
  }

  /// What copies the declared tables to files.
  package func finishing(
    of job: EngineJob, from folder: String, at gate: FinishingGate
  ) throws -> Finishing? {
    let settings = DuckDBSettings(
      limits: job.limits, threads: job.threads, folders: ["/in/", "/out/", "/tmp/"])
    let opening = settings.opening + DuckDBSettings.closing + DuckDBSettings.locking
    var text = "ATTACH '/in/\(Self.resultFile)' AS result (READ_ONLY);\n"
    for output in job.outputs {
      let options =
        output.format == .parquet ? "FORMAT parquet, COMPRESSION zstd" : "FORMAT csv, HEADER"
      let table = "result.main." + DuckDBSettings.name(output.name)
      text += "COPY (FROM \(table) ORDER BY ALL) TO '/out/\(output.fileName)' (\(options));\n"
    }
    var spec = SandboxSpec(
      executable: Self.program, arguments: Self.arguments + [":memory:"],
      environment: ["LANG": "C.UTF-8"],
      readOnlyBinds: Self.binds(tools) + [Bind(folder, at: "/in", isExecutable: false)],
      outputs: OutputRule(
        folder: job.outputFolder, backing: job.outputBacking,
        names: Set(job.outputs.map(\.fileName)), filesMax: job.outputs.count),
      limits: job.limits, standardInput: gate.input(opening, then: text))
    spec.scratch = job.scratch
    return Finishing(files: [Self.resultFile], spec: spec)
  }

  /// Reads the class of DuckDB's error, and finds the statement in the code.
  package func failure(of receipt: SandboxReceipt, code: String) -> JobFailure {
    DuckDBFailure(
      standardOutput: receipt.standardOutput, standardError: receipt.standardError, code: code
    ).failure
  }

  private func prologue(_ job: EngineJob) -> String {
    let result = "/out/" + Self.resultFile
    let settings = DuckDBSettings(
      limits: job.limits, threads: job.threads,
      paths: job.inputs.map { "/in/" + $0.fileName } + [result, result + ".wal"])
    var text = settings.opening + ".mode trash\n"
    for input in job.inputs {
      let file = DuckDBSettings.text("/in/" + input.fileName)
      text += "CREATE VIEW \(DuckDBSettings.name(input.table)) AS FROM read_parquet(\(file));\n"
    }
    text += "ATTACH '\(result)' AS result;\n"
    // .safe_mode locks the configuration.
    return text + DuckDBSettings.closing + ".safe_mode\n.echo on\n"
  }

  private func epilogue(_ job: EngineJob) -> String {
    var text = "\n;\n"
    for output in job.outputs {
      let name = DuckDBSettings.name(output.name)
      text += "\(Self.resultTable)\(name) AS\n\(output.query ?? "")\n;\n"
    }
    return text + "CHECKPOINT result;\n"
  }
}
