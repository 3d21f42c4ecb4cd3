// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// Watches whether a job may go on: agreement, scenario, program, grants, and its own record.
struct JobWatch: Sendable {
  /// The job must stop, for this reason.
  struct Stopped: Error {
    let code: String
  }

  /// How often it looks, besides after each commit.
  static let interval = Duration.milliseconds(500)

  let parts: DomainParts
  let job: Job

  /// The code of the reason why the job may not run now; nil when it may.
  func stop() throws -> String? {
    guard let profile = parts.profiles.ruling(job.place) else { throw DomainFault.records }
    let today = parts.now().day(in: .china)
    return try parts.reporting.read { read in
      try SupplyChain.stop(job: job.id, on: today, profile, read)?.code
    }
  }

  /// Runs a job's work; stops it and throws `Stopped` as soon as it may not go on.
  func guarding<Result: Sendable>(
    _ work: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask { try await work() }
      group.addTask {
        while true {
          try await Task.sleep(for: JobWatch.interval)
          if let code = try stop() { throw Stopped(code: code) }
        }
      }
      defer { group.cancelAll() }
      guard let result = try await group.next(), let result else { throw DomainFault.records }
      return result
    }
  }
}
