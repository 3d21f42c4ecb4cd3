// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Synchronization

/// Destroys outputs that jobs wrote to the vault before they failed or were cancelled.
///
/// Their worker does so itself when it stops; what a crash left behind is looked for here, once for
/// each job after each start.
final class JobDisposal: Sendable {
  private let parts: DomainParts
  /// Guarded: the jobs of which nothing is left.
  private let clean = Mutex<Set<RecordID>>([])

  init(parts: DomainParts) {
    self.parts = parts
  }

  /// Looks at the jobs that were not looked at yet. One whose program still runs is passed over:
  /// it writes no more once it is let go, since it finds its job over.
  func round(of worker: String) async throws {
    let states = [Job.State.failed, .cancelled].map { [Condition.equal("state", $0.rawValue)] }
    let known = clean.withLock { $0 }
    // No job leaves these states.
    let count = try parts.reporting.read { read in
      try states.reduce(0) { $0 + (try read.count(Job.self, $1)) }
    }
    guard count > known.count else { return }
    let due = try parts.reporting.read { read in
      try states.flatMap { try read.every(Job.self, $0) }
    }.filter { !known.contains($0.id) && !parts.board.isHeld($0.id) }
    try await parts.each(due, of: worker, id: { ObjectNames.id(of: $0.id, "disposal") }) { job in
      try JobAttempts(parts: parts, job: job).clear()
      clean.withLock { _ = $0.insert(job.id) }
      return true
    }
  }
}
