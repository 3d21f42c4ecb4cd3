// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform

/// The outputs that runs of a job wrote to the vault before they were reported.
///
/// A record names an output only once the job succeeded. What a run wrote that was stopped, whose
/// report was refused or that a crash ended is named by nothing but the job and a number.
struct JobAttempts: Sendable {
  /// How often a job may be begun anew.
  static let most = 1_000

  let parts: DomainParts
  let job: Job

  /// What was destroyed, and under which number a run may write.
  struct Cleared: Sendable {
    /// A number under which no output was ever written; nil after too many runs.
    let next: Int?
    /// The digests of the certificates, also of what was destroyed earlier.
    let certificates: [Digest]
  }

  /// The object of an output of one run.
  func object(_ name: String, _ attempt: Int) -> RecordID {
    ObjectNames.id(of: job.id, "output", over: name, String(attempt))
  }

  /// Destroys what all runs wrote. Not for a job that succeeded: its outputs are among them.
  @discardableResult
  func clear() throws -> Cleared {
    var certificates: [Digest] = []
    for attempt in 0..<JobAttempts.most {
      let found = try job.outputNames.compactMap { name in
        try parts.vault.destroyIfAny(object(name, attempt), at: parts.now())
      }
      if found.isEmpty { return Cleared(next: attempt, certificates: certificates) }
      certificates += found
    }
    return Cleared(next: nil, certificates: certificates)
  }
}
