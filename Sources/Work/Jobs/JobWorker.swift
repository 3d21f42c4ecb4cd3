// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Sandbox

/// Runs registered programs over grants or samples, some side by side; outputs go to quarantine.
package struct JobWorker: DomainWorker {
  private let parts: DomainParts

  /// Works with the domain's parts.
  package init(parts: DomainParts) {
    self.parts = parts
  }

  /// `jobs`.
  package var name: String { "jobs" }

  /// How often it looks for jobs that may begin beside those that run.
  static let interval = Duration.milliseconds(500)

  /// How many looks later what was not done is tried again while others run.
  static let ticksBetweenTries = 20

  /// Runs what waits, and anew what an earlier run of the platform left running, until nothing
  /// waits or runs. A job that does not end keeps its own place and nobody else's.
  package func round() async throws {
    try await withThrowingTaskGroup(of: RecordID?.self) { group in
      defer { group.cancelAll() }
      var queue = JobQueue(places: parts.limits.jobsAtOnce)
      var isTicking = false
      var ticks = 0
      var ended: [RecordID: Int] = [:]
      while true {
        let waiting = try waiting().filter { job in
          ended[job.id].map { ticks - $0 >= JobWorker.ticksBetweenTries } ?? true
        }
        while let job = queue.begin(of: waiting) {
          group.addTask {
            try await parts.each([job], of: name, id: \.id) { try await run($0) }
            return job.id
          }
        }
        if queue.running.isEmpty { return }
        if !isTicking {
          isTicking = true
          group.addTask {
            try await Task.sleep(for: JobWorker.interval)
            return nil
          }
        }
        guard let next = try await group.next() else { return }
        if let id = next {
          queue.end(id)
          ended[id] = ticks
        } else {
          isTicking = false
          ticks += 1
        }
      }
    }
  }

  /// The jobs that may be begun now.
  private func waiting() throws -> [Job] {
    let pending = try parts.reporting.read { read in
      try [Job.State.running, .queued].flatMap { state in
        try read.every(Job.self, [.equal("state", state.rawValue)])
      }
    }
    return pending.filter { parts.backoff.mayTry($0.id) }
  }

  private func run(_ job: Job) async throws -> Bool {
    parts.board.hold(job.id)
    defer { parts.board.free(job.id) }
    let watch = JobWatch(parts: parts, job: job)
    if let stop = try watch.stop() { return try await fail(job, stop) }
    if job.state == .queued {
      var input = id(job)
      input["secondsMax"] = .int(parts.limits.job.wallClock.components.seconds)
      let started = try await parts.report("job.started", place: job.place, input)
      guard started else { return false }
    }
    let run = JobRun(parts: parts, job: job)
    let result: JobRun.Result
    do {
      result = try await watch.guarding { try await timed(run) }
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

  /// Runs a job; one over grants is said to have ended at the end of its class of time only.
  private func timed(_ run: JobRun) async throws -> JobRun.Result {
    let begin = ContinuousClock.now
    let result: Result<JobRun.Result, any Error>
    do {
      result = .success(try await run.run())
    } catch {
      try Task.checkCancellation()
      result = .failure(error)
    }
    if run.job.environment == .production {
      let end = parts.limits.runTime.end(of: ContinuousClock.now - begin)
      try await Task.sleep(until: begin + end, clock: .continuous)
    }
    return try result.get()
  }

  private func id(_ job: Job) -> [String: JSON] { ["job": .string(job.id.rawValue)] }

  private func fail(
    _ job: Job, _ code: String, line: Int? = nil, _ receipt: JSON? = nil
  ) async throws -> Bool {
    let current = try parts.reporting.read { try $0.find(Job.self, job.id) }
    // A report that arrived before is refused too; then the outputs have their records.
    guard current?.state != .succeeded else { return true }
    // Before the report: what a run wrote that was stopped at its end goes with the job.
    try JobAttempts(parts: parts, job: job).clear()
    guard let current, current.state.isLive else { return true }
    var input = id(job)
    input["failureClass"] = .string(code)
    if let line { input["line"] = .int(Int64(line)) }
    if let receipt { input["receipt"] = receipt }
    return try await parts.report("job.failed", place: job.place, input)
  }
}
