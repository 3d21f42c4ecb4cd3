// SPDX-License-Identifier: Apache-2.0
import Core
import GRDB
package import Logging
package import Platform
import Synchronization

/// The one owner of the writer: waiting actions become one immediate transaction.
///
/// Receipts are given after the commit. When one action of a batch fails, the batch rolls back
/// and each is carried out singly, so that a fault stays with its own caller.
package final class Committer: Sendable {
  /// The most actions in one transaction.
  package static let batchMax = 256
  /// The most waiting actions; beyond that callers are told to come back.
  package static let queueMax = 10_000

  private typealias Waiting = (
    submission: PreparedSubmission, resume: @Sendable (Result<Answer, any Error>) -> Void
  )

  /// Guarded by its mutex: the queue, and whether it still takes actions.
  private struct State {
    var queue: [Waiting] = []
    var isStopping = false
  }

  private let database: PlatformDatabase
  private let setup: CommitterSetup
  private let state = Mutex(State())
  private let wake: AsyncStream<Void>
  private let waker: AsyncStream<Void>.Continuation
  private let observers = Mutex<[UInt64: AsyncStream<Int>.Continuation]>([:])
  private let logger: Logger

  /// Makes a committer; nothing is carried out before `run`.
  package init(database: PlatformDatabase, setup: CommitterSetup, logger: Logger) {
    self.database = database
    self.setup = setup
    self.logger = logger
    (wake, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Hands an action over and waits until it is decided and on the disk.
  ///
  /// A caller that goes away does not undo what it handed over.
  package func submit(_ submission: Submission) async throws -> Answer {
    let prepared = try await PreparedSubmission(submission, database, setup)
    return try await withCheckedThrowingContinuation { continuation in
      let refusal: StoreError? = state.withLock { state in
        if state.isStopping { return .stopping }
        if state.queue.count >= Committer.queueMax { return .busy }
        state.queue.append((prepared, { continuation.resume(with: $0) }))
        return nil
      }
      if let refusal { continuation.resume(throwing: refusal) } else { waker.yield() }
    }
  }

  /// Carries out actions until the task is cancelled, then those still waiting.
  package func run() async {
    for await _ in wake {
      await drain()
    }
    state.withLock { $0.isStopping = true }
    await drain()
    for observer in observers.withLock({ $0.values.map { $0 } }) { observer.finish() }
  }

  /// Takes no more actions; `run` returns once those waiting are done.
  package func stop() {
    state.withLock { $0.isStopping = true }
    waker.finish()
  }

  /// The number of entries after each commit that added some.
  package func commits() -> AsyncStream<Int> {
    let (stream, continuation) = AsyncStream<Int>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let id = UInt64.random(in: .min ... .max)
    observers.withLock { $0[id] = continuation }
    continuation.onTermination = { [weak self] _ in
      _ = self?.observers.withLock { $0.removeValue(forKey: id) }
    }
    return stream
  }

  private func drain() async {
    while true {
      let batch = state.withLock { state in
        let batch = Array(state.queue.prefix(Committer.batchMax))
        state.queue.removeFirst(batch.count)
        return batch
      }
      guard !batch.isEmpty else { return }
      await carryOut(batch)
    }
  }

  private func carryOut(_ batch: [Waiting]) async {
    do {
      let answers = try await transaction(batch.map(\.submission))
      for (waiting, answer) in zip(batch, answers) { waiting.resume(.success(answer)) }
      announce(answers)
    } catch {
      guard batch.count > 1 else {
        logger.error("action failed", metadata: ["action": "\(batch[0].submission.content.name)"])
        batch[0].resume(.failure(error))
        return
      }
      for waiting in batch { await carryOut([waiting]) }
    }
  }

  private func transaction(_ submissions: [PreparedSubmission]) async throws -> [Answer] {
    let (registry, setup) = (database.registry, setup)
    return try await database.pool.writeWithoutTransaction { connection in
      var answers: [Answer] = []
      try connection.inTransaction(.immediate) {
        let step = DecisionStep(database: connection, registry: registry, setup: setup)
        for submission in submissions { answers.append(try step.run(submission)) }
        return .commit
      }
      return answers
    }
  }

  private func announce(_ answers: [Answer]) {
    guard let last = answers.compactMap(\.receipt?.entry).max() else { return }
    for observer in observers.withLock({ Array($0.values) }) { observer.yield(last + 1) }
  }
}
