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
    let (stage, ready) = (job.outputFolder + "/stage", job.outputFolder + "/ready")
    defer { for folder in [stage, ready] { Self.removeFolder(folder) } }
    // The second sandbox's user enters the folder that is ready; the one around it is private.
    for (folder, mode) in [(stage, 0o700), (ready, 0o755)] as [(String, mode_t)] {
      guard mkdir(folder, mode) == 0, chmod(folder, mode) == 0 else {
        throw SandboxError.system("make a folder", errno)
      }
    }

    let gate = FinishingGate()
    guard let finishing = try engine.finishing(of: job, from: ready, at: gate) else {
      let only = try await runner.run(engine.spec(for: job, outputFolder: job.outputFolder))
      if let failure = failure(of: only, of: job, by: engine) {
        return EngineResult(engine: engine.name, outcome: .failed(failure), receipts: [only])
      }
      return finish(job, by: engine, receipts: [only])
    }
    let spec = try engine.spec(for: job, outputFolder: stage)
    // One scratch serves one sandbox at a time.
    guard job.scratch == nil else {
      let first = try await runner.run(spec)
      if let failed = try hand(first, of: job, by: engine, to: finishing, from: stage, ready) {
        return failed
      }
      gate.open()
      return conclude(job, by: engine, first, try await runner.run(finishing.spec))
    }
    async let early = runner.run(Self.patient(finishing.spec))
    defer { gate.close() }
    let first = try await runner.run(spec)
    if let failed = try hand(first, of: job, by: engine, to: finishing, from: stage, ready) {
      return failed
    }
    let begun = ContinuousClock.now
    gate.open()
    var second = try await early
    // It waited while the first one ran.
    second.wallMilliseconds = Int((ContinuousClock.now - begun) / .milliseconds(1))
    return conclude(job, by: engine, first, second)
  }

  /// A sandbox that waits for another one has the time of both.
  private static func patient(_ spec: SandboxSpec) -> SandboxSpec {
    var spec = spec
    spec.limits.wallClock = min(spec.limits.wallClock * 2, .seconds(604_800))
    return spec
  }

  /// Hands over what the first sandbox left; a result when there is nothing to finish.
  private func hand(
    _ first: SandboxReceipt, of job: EngineJob, by engine: some Engine, to finishing: Finishing,
    from stage: String, _ ready: String
  ) throws -> EngineResult? {
    var failure = failure(of: first, of: job, by: engine)
    if failure == nil, !Set(first.outputs.files.map(\.name)).isSuperset(of: finishing.files) {
      failure = JobFailure(.outputMissing)
    }
    if let failure {
      return EngineResult(engine: engine.name, outcome: .failed(failure), receipts: [first])
    }
    for file in finishing.files {
      guard rename("\(stage)/\(file)", "\(ready)/\(file)") == 0 else {
        throw SandboxError.system("hand a file over", errno)
      }
    }
    return nil
  }

  private func conclude(
    _ job: EngineJob, by engine: some Engine, _ first: SandboxReceipt, _ second: SandboxReceipt
  ) -> EngineResult {
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
