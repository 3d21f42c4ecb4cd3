// SPDX-License-Identifier: Apache-2.0
/// The platform's own Python script, run in the sandbox: for what DuckDB does not read.
package struct TrustedScript: Sendable {
  /// The script.
  package var code: String

  /// Input files, `/in/<name>`.
  package var inputs: [InputFile]

  /// Small files made from memory beside the script, such as what it is told.
  package var files: [StagedFile]

  /// What is taken from `/out`.
  package var outputs: OutputRule

  /// The bounds.
  package var limits: SandboxLimits

  /// The encrypted scratch that intermediate data lie on; none: in memory.
  package var scratch: EncryptedScratch?

  /// Describes a script.
  package init(
    code: String, inputs: [InputFile] = [], files: [StagedFile] = [], outputs: OutputRule,
    limits: SandboxLimits = SandboxLimits()
  ) {
    self.code = code
    self.inputs = inputs
    self.files = files
    self.outputs = outputs
    self.limits = limits
  }

  /// Runs it.
  ///
  /// - Throws: ``SandboxError`` when it could not be run.
  package func run(with runner: SandboxRunner) async throws -> SandboxReceipt {
    let job = EngineJob(
      code: code, outputs: [EngineOutput(name: "unused")], limits: limits, threads: 1,
      outputFolder: outputs.folder ?? "")
    var spec = try PythonEngine(tools: runner.tools).spec(
      for: job, outputFolder: outputs.folder ?? "")
    spec.inputs = inputs
    spec.files += files
    spec.outputs = outputs
    spec.scratch = scratch
    return try await runner.run(spec)
  }
}
