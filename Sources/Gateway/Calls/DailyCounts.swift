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

    /// Whom it is about, whatever the subject.
    fileprivate var pair: Pair {
      switch self {
      case .product(let line, let developer), .subject(let line, let developer, _):
        Pair(line: line, developer: developer)
      }
    }
  }

  /// A line of a product and a developer.
  package struct Pair: Hashable, Sendable {
    let line: RecordID
    let developer: RecordID

    /// Names a pair.
    package init(line: RecordID, developer: RecordID) {
      self.line = line
      self.developer = developer
    }
  }

  /// The most counters of a day; beyond that nothing new is answered.
  package static let countersMax = 2_000_000

  /// The answers of one line to one developer. Subjects are kept apart by pair, so that half a
  /// million of them are found by their digests alone.
  private struct Tally {
    var answers: Int?
    var subjects: [Digest: Int] = [:]

    subscript(counter: Counter) -> Int? {
      switch counter {
      case .product: answers
      case .subject(_, _, let digest): subjects[digest]
      }
    }

    var size: Int { (answers == nil ? 0 : 1) + subjects.count }

    mutating func add(_ times: Int, to counter: Counter) {
      switch counter {
      case .product: answers = (answers ?? 0) + times
      case .subject(_, _, let digest): subjects[digest, default: 0] += times
      }
    }
  }

  /// Guarded by its mutex.
  private struct State {
    var day = Day.min
    var tallies: [Pair: Tally] = [:]
    /// How many counters there are.
    var size = 0

    /// Changes the tally of a pair and counts what is new in it.
    mutating func change(_ pair: Pair, _ edit: (inout Tally) -> Void) {
      // Taken out, so that it is changed in place and never copied.
      var tally = tallies.removeValue(forKey: pair) ?? Tally()
      size -= tally.size
      edit(&tally)
      size += tally.size
      tallies[pair] = tally
    }
  }

  private let state = Mutex(State())

  /// Begins with nothing counted.
  package init() {}

  /// Counts an answer against limits; nil when all allow it, else the first that does not.
  package func reserve(_ limits: [(Counter, Int)], on day: Day) -> Counter? {
    state.withLock { state in
      turn(&state, to: day)
      for (counter, limit) in limits {
        let count = state.tallies[counter.pair]?[counter]
        let isFull = count == nil && state.size >= DailyCounts.countersMax
        if isFull || count ?? 0 >= limit { return counter }
      }
      for (counter, _) in limits { state.change(counter.pair) { $0.add(1, to: counter) } }
      return nil
    }
  }

  /// Takes back what was reserved for an answer that was not given.
  package func release(_ limits: [(Counter, Int)], on day: Day) {
    state.withLock { state in
      guard state.day == day else { return }
      for (counter, _) in limits where state.tallies[counter.pair]?[counter] != nil {
        state.change(counter.pair) { $0.add(-1, to: counter) }
      }
    }
  }

  /// Counts equal answers of a day that were given before a restart.
  package func note(_ counters: [Counter], times: Int = 1, on day: Day) {
    state.withLock { state in
      turn(&state, to: day)
      guard state.day == day else { return }
      for counter in counters { state.change(counter.pair) { $0.add(times, to: counter) } }
    }
  }

  /// Counts answers of a day to one developer that were given before a restart, by subject.
  package func note(_ subjects: [(digest: Digest, times: Int)], of pair: Pair, on day: Day) {
    state.withLock { state in
      turn(&state, to: day)
      guard state.day == day, !subjects.isEmpty else { return }
      state.change(pair) { tally in
        tally.answers = subjects.reduce(tally.answers ?? 0) { $0 + $1.times }
        // Much room at once: half a million subjects are noted in small parts, and each time the
        // table grows all that is in it is put in its place anew.
        let needed = tally.subjects.count + subjects.count
        if tally.subjects.capacity < needed { tally.subjects.reserveCapacity(4 * needed) }
        for subject in subjects { tally.subjects[subject.digest, default: 0] += subject.times }
      }
    }
  }

  /// A new day begins with nothing counted; an earlier one changes nothing.
  private func turn(_ state: inout State, to day: Day) {
    guard day > state.day else { return }
    state.day = day
    state.tallies = [:]
    state.size = 0
  }
}
