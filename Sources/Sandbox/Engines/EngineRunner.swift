// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Runs registered code with an engine.
package struct EngineRunner: Sendable {
  private let runner: SandboxRunner

  /// Makes a runner of code out of a runner of sandboxes.
  package init(runner: SandboxRunner) {
    self.runner = runner
  }

  /// Runs a job. What the code does wrong is in the result.
  ///
  /// - Throws: ``SandboxError`` when the job could not be run.
  package func run(_ job: EngineJob, with engine: some Engine) async throws -> EngineResult {
    try job.check()
    let stage = job.outputFolder + "/stage"
    guard mkdir(stage, 0o700) == 0 else { throw SandboxError.system("make a folder", errno) }
    defer { Self.removeFolder(stage) }

    let isTwoFold = try engine.finishingSpec(for: job, intermediates: stage) != nil
    let first = try await runner.run(
      engine.spec(for: job, outputFolder: isTwoFold ? stage : job.outputFolder))
    if let failure = failure(of: first, of: job, by: engine) {
      return EngineResult(engine: engine.name, outcome: .failed(failure), receipts: [first])
    }
    guard isTwoFold else { return finish(job, by: engine, receipts: [first]) }
    guard let spec = try engine.finishingSpec(for: job, intermediates: stage) else {
      return finish(job, by: engine, receipts: [first])
    }
    let missing = spec.inputs.contains { access($0.path, R_OK) != 0 }
    if missing {
      return EngineResult(
        engine: engine.name, outcome: .failed(JobFailure(.outputMissing)), receipts: [first])
    }
    let second = try await runner.run(spec)
    if let failure = failure(of: second, of: nil, by: engine) {
      return EngineResult(
        engine: engine.name, outcome: .failed(failure), receipts: [first, second])
    }
    return finish(job, by: engine, receipts: [first, second])
  }

  private func failure(
    of receipt: SandboxReceipt, of job: EngineJob?, by engine: some Engine
  ) -> JobFailure? {
    if let known = JobFailure.class(of: receipt.exit) { return JobFailure(known) }
    if case .refused(let refusal) = receipt.outputs {
      return JobFailure(refusal == .tooLarge ? .outputTooLarge : .outputRefused)
    }
    guard !receipt.exit.isSuccess else { return nil }
    return engine.failure(of: receipt, code: job?.code ?? "")
  }

  private func finish(
    _ job: EngineJob, by engine: some Engine, receipts: [SandboxReceipt]
  ) -> EngineResult {
    let files = receipts.last?.outputs.files ?? []
    if Set(files.map(\.name)) == Set(job.outputs.map(\.fileName)) {
      return EngineResult(engine: engine.name, outcome: .finished(files), receipts: receipts)
    }
    for file in files { unlink(job.outputFolder + "/" + file.name) }
    return EngineResult(
      engine: engine.name, outcome: .failed(JobFailure(.outputMissing)), receipts: receipts)
  }

  /// Removes a folder the collector filled: plain files, one level.
  private static func removeFolder(_ path: String) {
    if var names = FolderNames(path) {
      for name in names.texts() { unlink(path + "/" + name) }
    }
    rmdir(path)
  }
}
