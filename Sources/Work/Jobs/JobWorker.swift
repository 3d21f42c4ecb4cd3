// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Sandbox

/// Runs registered programs over grants or samples; outputs go to quarantine.
package struct JobWorker: DomainWorker {
  private let parts: DomainParts

  /// Works with the domain's parts.
  package init(parts: DomainParts) {
    self.parts = parts
  }

  /// `jobs`.
  package var name: String { "jobs" }

  /// Runs what waits, and anew what an earlier run of the platform left running.
  package func round() async throws {
    let page = parts.limits.page
    let pending = try parts.reporting.read { read in
      try read.list(Job.self, [.equal("state", Job.State.running.rawValue)], limit: page)
        + read.list(Job.self, [.equal("state", Job.State.queued.rawValue)], limit: page)
    }
    let ordered = pending.sorted {
      ($0.submittedAt.milliseconds, $0.id) < ($1.submittedAt.milliseconds, $1.id)
    }
    try await parts.each(ordered, of: name, id: \.id) { try await run($0) }
  }

  private func run(_ job: Job) async throws -> Bool {
    let watch = JobWatch(parts: parts, job: job)
    if let stop = try watch.stop() { return try await fail(job, stop) }
    if job.state == .queued {
      let started = try await parts.report("job.started", place: job.place, id(job))
      guard started else { return false }
    }
    let run = JobRun(parts: parts, job: job)
    let result: JobRun.Result
    do {
      result = try await watch.guarding { try await run.run() }
    } catch let stopped as JobWatch.Stopped {
      return try await fail(job, stopped.code)
    } catch {
      try Task.checkCancellation()
      return try await fail(job, "fault.\(DomainFault.of(error).rawValue)")
    }
    parts.board.show(job.id, .reporting)
    switch result {
    case .failed(let failure, let receipt):
      return try await fail(job, failure.class.rawValue, line: failure.line, receipt)
    case .finished(let outputs, let receipt):
      var input = id(job)
      input["outputs"] = try JSON(encoding: outputs)
      input["receipt"] = receipt
      let taken = try await parts.report("job.succeeded", place: job.place, input)
      // The chain broke while the report was on its way: the job is over, without outputs.
      if !taken, let stop = try watch.stop() { return try await fail(job, stop) }
      return taken
    }
  }

  private func id(_ job: Job) -> [String: JSON] { ["job": .string(job.id.rawValue)] }

  private func fail(
    _ job: Job, _ code: String, line: Int? = nil, _ receipt: JSON? = nil
  ) async throws -> Bool {
    let current = try parts.reporting.read { try $0.find(Job.self, job.id) }
    guard let current, current.state.isLive else { return true }
    var input = id(job)
    input["failureClass"] = .string(code)
    if let line { input["line"] = .int(Int64(line)) }
    if let receipt { input["receipt"] = receipt }
    return try await parts.report("job.failed", place: job.place, input)
  }
}
