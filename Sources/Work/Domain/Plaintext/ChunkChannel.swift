// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Synchronization

/// A bounded line of byte chunks between two threads; both sides wait for each other.
///
/// What is decrypted on one thread is parsed on another, and no more than `chunksMax` chunks of
/// plaintext are in memory at a time. One side puts, one side takes; neither may be a task.
package final class ChunkChannel: Sendable {
  /// How many chunks wait at most.
  package static let chunksMax = 4

  /// Guarded by its mutex.
  private struct State {
    var chunks: [[UInt8]] = []
    var isAbandoned = false
    var failure: (any Error)?
  }

  private let state = Mutex(State())
  private let filled = DispatchSemaphore(value: 0)
  private let room = DispatchSemaphore(value: 0)

  /// Makes an empty line.
  package init() {
    // Signalled up from zero: a semaphore must not end below what it was made with.
    for _ in 0..<ChunkChannel.chunksMax { room.signal() }
  }

  /// Adds a chunk, waiting for room.
  ///
  /// - Throws: `Abandoned` when nobody takes any more.
  package func put(_ chunk: [UInt8]) throws {
    guard !chunk.isEmpty else { return }
    room.wait()
    let isAbandoned = state.withLock { state in
      if !state.isAbandoned { state.chunks.append(chunk) }
      return state.isAbandoned
    }
    guard !isAbandoned else {
      room.signal()
      throw Abandoned()
    }
    filled.signal()
  }

  /// Ends the line, with what cut it short if something did.
  package func finish(_ failure: (any Error)? = nil) {
    state.withLock { $0.failure = failure }
    filled.signal()
  }

  /// Takes the next chunk, waiting for it; nil at the end.
  ///
  /// - Throws: what cut the line short.
  package func take() throws -> [UInt8]? {
    filled.wait()
    let chunk = state.withLock { $0.chunks.isEmpty ? nil : $0.chunks.removeFirst() }
    if let chunk {
      room.signal()
      return chunk
    }
    // The end stays the end, however often somebody asks.
    filled.signal()
    if let failure { throw failure }
    return nil
  }

  /// What cut the line short, when something did.
  package var failure: (any Error)? { state.withLock { $0.failure } }

  /// Nobody takes any more; whoever puts learns it.
  package func abandon() {
    state.withLock { state in
      state.isAbandoned = true
      state.chunks = []
    }
    room.signal()
  }

  /// Nobody takes any more.
  package struct Abandoned: Error {}
}
