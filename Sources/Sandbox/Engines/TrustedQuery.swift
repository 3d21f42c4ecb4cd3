// SPDX-License-Identifier: Apache-2.0
/// The platform's own SQL, run by DuckDB in the sandbox.
///
/// For delivery (CSV from a pipe to Parquet), materialising grants, tabulations. It may read
/// `/in`, `/tmp` and standard input, and write `/out` and `/tmp`; everything else is closed, and
/// so is the configuration.
package struct TrustedQuery: Sendable {
  /// The statements. The platform's own; values from outside are quoted by the caller.
  package var sql: String

  /// Input files, `/in/<name>`.
  package var inputs: [InputFile]

  /// What can be read as `/dev/stdin`.
  package var standardInput: StandardInput

  /// What is taken from `/out`.
  package var outputs: OutputRule

  /// The bounds.
  package var limits: SandboxLimits

  /// How many threads DuckDB may use.
  package var threads: Int

  /// Whether what a file says of its own values, such as the greatest of a column, may stand for
  /// them. Files from outside can say anything.
  package var believesStatistics = true

  /// The encrypted scratch that intermediate data lie on; none: in memory.
  package var scratch: EncryptedScratch?

  /// Describes a query.
  package init(
    sql: String, inputs: [InputFile] = [], standardInput: StandardInput = .none,
    outputs: OutputRule, limits: SandboxLimits = SandboxLimits(), threads: Int = 2
  ) {
    self.sql = sql
    self.inputs = inputs
    self.standardInput = standardInput
    self.outputs = outputs
    self.limits = limits
    self.threads = threads
  }

  /// Runs it. Results printed to standard output are CSV, kept up to the limit.
  ///
  /// - Throws: ``SandboxError`` when it could not be run.
  package func run(with runner: SandboxRunner) async throws -> SandboxReceipt {
    try await runner.run(spec(tools: runner.tools))
  }

  /// The class of a run's failure; none when it succeeded.
  package static func failure(of receipt: SandboxReceipt) -> JobFailure? {
    if let known = JobFailure.class(of: receipt.exit) { return JobFailure(known) }
    if case .refused = receipt.outputs { return JobFailure(.outputRefused) }
    guard !receipt.exit.isSuccess else { return nil }
    return DuckDBFailure(standardOutput: [], standardError: receipt.standardError, code: "").failure
  }

  func spec(tools: SandboxTools) -> SandboxSpec {
    let settings = DuckDBSettings(
      limits: limits, threads: threads, paths: ["/dev/stdin"],
      folders: ["/in/", "/out/", "/tmp/"])
    let text =
      settings.opening + (believesStatistics ? "" : DuckDBSettings.disbelieving)
      + DuckDBSettings.closing + DuckDBSettings.locking + sql + "\n;\n"
    var spec = SandboxSpec(
      executable: DuckDBEngine.program,
      arguments: DuckDBEngine.arguments + ["-csv", "-f", "/job/query.sql", ":memory:"],
      environment: ["LANG": "C.UTF-8"], readOnlyBinds: DuckDBEngine.binds(tools), inputs: inputs,
      files: [StagedFile(path: "/job/query.sql", text: text)], outputs: outputs, limits: limits,
      standardInput: standardInput, showsProcesses: true)
    spec.scratch = scratch
    return spec
  }
}
