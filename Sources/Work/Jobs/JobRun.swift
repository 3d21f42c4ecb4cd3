// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform
import Sandbox
import Vault

/// One run of a program: decrypts what it may read, runs it, encrypts what it wrote.
struct JobRun: Sendable {
  /// What came of a run.
  enum Result: Sendable {
    /// Its outputs are in quarantine.
    case finished([OutputReport], receipt: JSON)
    /// The program failed: a class and a line.
    case failed(JobFailure, receipt: JSON?)
  }

  let parts: DomainParts
  let job: Job

  /// Runs it.
  func run() async throws -> Result {
    let (program, grants, begun) = try parts.reporting.read { read in
      (
        try read.find(Program.self, job.program),
        try job.grants.map { try read.find(Grant.self, $0) },
        try read.find(Job.self, job.id)
      )
    }
    guard let program, let code = program.source else { throw DomainFault.records }
    let inputs = try inputs(grants, begun)
    let bytes = try parts.vault.bytes(of: inputs.map(\.object))
    let work = Work(program: program, code: code, inputs: inputs, attempt: try freshAttempt())
    if !parts.lieOnScratch(bytes) {
      let result = try await parts.memory.withFolder { try await run(work, in: $0, nil) }
      // What it wrote between was more than memory carries: it begins anew where there is room.
      guard case .failed(let failure, _) = result, failure.class == .scratchFull,
        parts.scratch.missing.isEmpty
      else { return result }
    }
    return try await parts.memory.withFolder { folder in
      try await parts.scratch.with(in: folder, needing: bytes) { scratch in
        try await run(work, in: folder, scratch)
      }
    }
  }

  /// A program with what it reads.
  private struct Work: Sendable {
    let program: Program
    let code: String
    let inputs: [(table: String, object: RecordID)]
    let attempt: Int
  }

  private func run(
    _ work: Work, in folder: MemoryFolder, _ scratch: EncryptedScratch?
  ) async throws -> Result {
    parts.board.show(job.id, .running)
    let tables = try await decrypt(work.inputs, in: try place(of: scratch) ?? folder)
    let result = try await execute(work, over: tables, in: folder, scratch)
    let receipt = JobReceipt.json(result, parts.limits.runTime)
    switch result.outcome {
    case .failed(let failure):
      return .failed(JobReceipt.told(failure, of: work.code), receipt: receipt)
    case .finished(let files):
      parts.board.show(job.id, .encrypting)
      let outputs = try await keep(files, work.program, attempt: work.attempt, in: folder)
      return .finished(outputs, receipt: receipt)
    }
  }

  /// A folder for inputs on the scratch.
  private func place(of scratch: EncryptedScratch?) throws -> MemoryFolder? {
    try scratch.map { MemoryFolder(path: try $0.make("in"), scratch: $0) }
  }

  /// What the job began with, whatever its grants have become since.
  private func inputs(
    _ grants: [Grant?], _ begun: Job?
  ) throws -> [(table: String, object: RecordID)] {
    try grants.map { grant in
      guard let grant,
        let input = begun?.input(of: grant.id) ?? JobInput(grant, in: job.environment)
      else { throw DomainFault.records }
      return (grant.tableName, input.object)
    }
  }

  private func decrypt(
    _ inputs: [(table: String, object: RecordID)], in folder: MemoryFolder
  ) async throws -> [EngineInput] {
    var tables: [EngineInput] = []
    for (table, object) in inputs {
      let file = "\(table).parquet"
      try await parts.vault.decrypt(object, to: file, in: folder)
      tables.append(EngineInput(table: table, path: folder.path(file)))
    }
    return tables
  }

  private func execute(
    _ work: Work, over tables: [EngineInput], in folder: MemoryFolder,
    _ scratch: EncryptedScratch?
  ) async throws -> EngineResult {
    let outputs = try work.program.outputs.map { output in
      guard let format = EngineOutput.Format(rawValue: output.format.rawValue) else {
        throw DomainFault.form
      }
      return EngineOutput(name: output.name, format: format, query: output.query)
    }
    var engineJob = EngineJob(
      code: work.code, inputs: tables, outputs: outputs, limits: parts.limits.job,
      threads: parts.limits.threads, outputFolder: try folder.make("out"))
    engineJob.scratch = scratch
    if scratch != nil { engineJob.limits.scratchBytes = parts.limits.diskBytes }
    let runner = EngineRunner(runner: parts.sandbox)
    switch work.program.kind {
    case .sql:
      return try await runner.run(engineJob, with: DuckDBEngine(tools: parts.sandbox.tools))
    case .python:
      return try await runner.run(engineJob, with: PythonEngine(tools: parts.sandbox.tools))
    }
  }

  /// Encrypts the outputs that the job keeps; the others go with the folder.
  private func keep(
    _ files: [OutputFile], _ program: Program, attempt: Int, in folder: MemoryFolder
  ) async throws -> [OutputReport] {
    var reports: [OutputReport] = []
    for output in program.outputs where job.outputNames.contains(output.name) {
      let file = "\(output.name).\(output.format.rawValue)"
      guard files.contains(where: { $0.name == file }) else { throw DomainFault.form }
      let id = attempts.object(output.name, attempt)
      _ = try await parts.vault.keep(
        id, from: folder.path("out/\(file)"), metadata: .null, at: parts.now())
      reports.append(OutputReport(name: output.name, format: output.format, vaultObject: id))
    }
    return reports
  }

  /// A number under which no output of this job was ever written. What an unreported attempt left
  /// is destroyed, so that no output of one attempt stands beside those of another.
  private func freshAttempt() throws -> Int {
    guard let next = try attempts.clear().next else { throw DomainFault.vault }
    return next
  }

  private var attempts: JobAttempts { JobAttempts(parts: parts, job: job) }
}
