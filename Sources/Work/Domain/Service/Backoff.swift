// SPDX-License-Identifier: Apache-2.0
import Core
import Synchronization

/// When a piece of work that failed may be tried again: after 2, 4, 8 … seconds, 10 minutes at
/// most. In memory only.
package final class Backoff: Sendable {
  /// The longest wait.
  package static let waitMax = Duration.seconds(600)
  /// The most failures remembered; beyond that the earliest to be tried is forgotten.
  package static let recordsMax = 10_000

  private struct Failure {
    var count: Int
    var notBefore: ContinuousClock.Instant
  }

  /// What keeps a record's work from being done; each kind is waited for by itself.
  enum Fault: Hashable {
    /// The machine: no room, no memory, no sandbox.
    case machine
    /// A query of the platform's own that did not end well.
    case query
    /// Anything whose kind is not known.
    case other
  }

  /// Guarded: failures by record.
  private let failures = Mutex<[RecordID: Failure]>([:])
  /// Guarded: since when faults keep a record's work from being done.
  private let faults = Mutex<[RecordID: [Fault: ContinuousClock.Instant]]>([:])
  private let now: @Sendable () -> ContinuousClock.Instant

  /// Remembers nothing yet.
  package init(now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
    self.now = now
  }

  /// Whether a piece of work may be tried now.
  func mayTry(_ id: RecordID) -> Bool {
    let now = now()
    return failures.withLock { ($0[id]?.notBefore ?? now) <= now }
  }

  /// A piece of work failed.
  func failed(_ id: RecordID) {
    let now = now()
    failures.withLock { failures in
      let count = min((failures[id]?.count ?? 0) + 1, 16)
      let wait = min(Duration.seconds(1 << count), Backoff.waitMax)
      if failures.count >= Backoff.recordsMax,
        let first = failures.min(by: { $0.value.notBefore < $1.value.notBefore })
      {
        failures[first.key] = nil
      }
      failures[id] = Failure(count: count, notBefore: now + wait)
    }
  }

  /// A fault came up: whether the first one of its kind since the work was last done lies so long
  /// back.
  func hasLasted(_ id: RecordID, _ fault: Fault, _ patience: Duration) -> Bool {
    let now = now()
    return faults.withLock { faults in
      if let first = faults[id]?[fault] { return now - first >= patience }
      if faults[id] == nil, faults.count >= Backoff.recordsMax {
        let first = faults.min { one, other in
          (one.value.values.min() ?? now) < (other.value.values.min() ?? now)
        }
        if let first { faults[first.key] = nil }
      }
      faults[id, default: [:]][fault] = now
      return false
    }
  }

  /// A piece of work was done.
  func succeeded(_ id: RecordID) {
    failures.withLock { $0[id] = nil }
    faults.withLock { $0[id] = nil }
  }
}
