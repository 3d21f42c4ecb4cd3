// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography
import Synchronization

/// How often each developer was answered today: by line of a product, and by line and subject.
///
/// A new version, subscription or key does not begin the day anew.
package final class DailyCounts: Sendable {
  /// What is counted.
  package enum Counter: Hashable, Sendable {
    /// Answers of a product's line to a developer.
    case product(line: RecordID, developer: RecordID)
    /// Answers of a line to a developer about one subject, known by its digest only.
    case subject(line: RecordID, developer: RecordID, Digest)
  }

  /// The most counters of a day; beyond that nothing new is answered.
  package static let countersMax = 2_000_000

  /// Guarded by its mutex.
  private struct State {
    var day = Day.min
    var counts: [Counter: Int] = [:]
  }

  private let state = Mutex(State())

  /// Begins with nothing counted.
  package init() {}

  /// Counts an answer against limits; nil when all allow it, else the first that does not.
  package func reserve(_ limits: [(Counter, Int)], on day: Day) -> Counter? {
    state.withLock { state in
      turn(&state, to: day)
      for (counter, limit) in limits {
        let count = state.counts[counter]
        let isFull = count == nil && state.counts.count >= DailyCounts.countersMax
        if isFull || count ?? 0 >= limit { return counter }
      }
      for (counter, _) in limits { state.counts[counter, default: 0] += 1 }
      return nil
    }
  }

  /// Takes back what was reserved for an answer that was not given.
  package func release(_ limits: [(Counter, Int)], on day: Day) {
    state.withLock { state in
      guard state.day == day else { return }
      for (counter, _) in limits { state.counts[counter, default: 1] -= 1 }
    }
  }

  /// Counts equal answers of a day that were given before a restart.
  package func note(_ counters: [Counter], times: Int = 1, on day: Day) {
    state.withLock { state in
      turn(&state, to: day)
      guard state.day == day else { return }
      for counter in counters { state.counts[counter, default: 0] += times }
    }
  }

  /// A new day begins with nothing counted; an earlier one changes nothing.
  private func turn(_ state: inout State, to day: Day) {
    guard day > state.day else { return }
    state.day = day
    state.counts = [:]
  }
}
