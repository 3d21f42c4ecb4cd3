// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Synchronization

/// Hands pieces of a body from an asynchronous producer to a blocking consumer.
///
/// At most eight pieces wait, so that a slow disk slows the sender down and memory stays bounded.
final class PieceQueue: Sendable {
  private static let waitingMax = 8

  /// Guarded by its mutex.
  private struct State {
    var pieces: [[UInt8]] = []
    var rest: [UInt8] = []
    var isFinished = false
    var isAbandoned = false
    var failure: (any Error)?
    var producer: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())
  private let filled = DispatchSemaphore(value: 0)

  /// Adds a piece; waits while too many are waiting. False when the consumer has gone.
  func add(_ piece: [UInt8]) async -> Bool {
    let isFull = state.withLock { state in
      state.pieces.append(piece)
      return state.pieces.count >= PieceQueue.waitingMax
    }
    filled.signal()
    if isFull {
      await withCheckedContinuation { continuation in
        let mayGoOn = state.withLock { state in
          if state.pieces.count < PieceQueue.waitingMax || state.isAbandoned { return true }
          state.producer = continuation
          return false
        }
        if mayGoOn { continuation.resume() }
      }
    }
    return state.withLock { !$0.isAbandoned }
  }

  /// Ends the body, with the error that cut it short if there is one.
  func finish(_ failure: (any Error)? = nil) {
    state.withLock { state in
      state.isFinished = true
      state.failure = failure
    }
    filled.signal()
  }

  /// The consumer will take no more.
  func abandon() {
    let producer = state.withLock { state in
      state.isAbandoned = true
      state.pieces = []
      defer { state.producer = nil }
      return state.producer
    }
    producer?.resume()
  }

  /// Takes up to `count` bytes, waiting for them; empty at the end of the body.
  func take(_ count: Int) throws -> [UInt8] {
    var taken: [UInt8] = []
    while taken.count < count {
      let (piece, producer, isEnd) = try next()
      producer?.resume()
      guard let piece else {
        if isEnd { return taken }
        filled.wait()
        continue
      }
      let wanted = count - taken.count
      taken += piece.prefix(wanted)
      if piece.count > wanted {
        state.withLock { $0.rest = Array(piece.dropFirst(wanted)) }
      }
    }
    return taken
  }

  private func next() throws -> ([UInt8]?, CheckedContinuation<Void, Never>?, Bool) {
    try state.withLock { state in
      if !state.rest.isEmpty {
        defer { state.rest = [] }
        return (state.rest, nil, false)
      }
      if state.pieces.isEmpty {
        if let failure = state.failure { throw failure }
        return (nil, nil, state.isFinished)
      }
      let producer = state.producer
      state.producer = nil
      return (state.pieces.removeFirst(), producer, false)
    }
  }
}
