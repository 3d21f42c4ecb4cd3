// SPDX-License-Identifier: Apache-2.0
import Foundation
import Synchronization

/// Slow work on a few threads of its own, never in the cooperative pool; what waits is bounded.
package final class SlowWork: Sendable {
  private typealias Job = @Sendable () -> Void

  /// Guarded by its mutex: how many threads work, and what waits for one.
  private struct State {
    var working = 0
    var waiting: [Job] = []
  }

  private let threadsMax: Int
  private let waitingMax: Int
  private let state = Mutex(State())

  /// Makes room for so much work at once, and so much waiting.
  package init(threadsMax: Int = 2, waitingMax: Int = 128) {
    self.threadsMax = threadsMax
    self.waitingMax = waitingMax
  }

  /// Does work on one of the threads.
  ///
  /// - Throws: `StoreError.busy` when too much is waiting already.
  package func run<Value: Sendable>(
    _ body: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      let isTaken = add { continuation.resume(with: Result { try body() }) }
      if !isTaken { continuation.resume(throwing: StoreError.busy) }
    }
  }

  /// Takes work; false when too much is waiting already.
  package func add(_ job: @escaping @Sendable () -> Void) -> Bool {
    enum Place { case thread, queue, none }
    let place: Place = state.withLock { state in
      if state.working < threadsMax {
        state.working += 1
        return .thread
      }
      guard state.waiting.count < waitingMax else { return .none }
      state.waiting.append(job)
      return .queue
    }
    if place == .thread {
      Thread.detachNewThread { [self] in work(from: job) }
    }
    return place != .none
  }

  private func work(from first: @escaping Job) {
    var next: Job? = first
    while let job = next {
      job()
      next = state.withLock { state in
        guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
        state.working -= 1
        return nil
      }
    }
  }
}
