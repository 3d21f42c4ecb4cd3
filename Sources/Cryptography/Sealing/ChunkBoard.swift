// SPDX-License-Identifier: Apache-2.0
private import Dispatch
internal import Synchronization

/// Pieces of work that several threads take from, one at a time, until none is left.
final class ChunkBoard: Sendable {
  private struct State {
    var next = 0
    var results: [[UInt8]?]
  }

  private let chunks: [[UInt8]]
  private let work: @Sendable (Int, [UInt8]) throws(CryptographyError) -> [UInt8]
  // Guarded by the mutex: the next position to take, and the results by position.
  private let state: Mutex<State>

  private init(
    _ chunks: [[UInt8]],
    _ work: @escaping @Sendable (Int, [UInt8]) throws(CryptographyError) -> [UInt8]
  ) {
    self.chunks = chunks
    self.work = work
    state = Mutex(State(results: [[UInt8]?](repeating: nil, count: chunks.count)))
  }

  /// The results of `work` for all chunks in order, or nil when any of them failed; the calling
  /// thread does `meanwhile` first and then takes part.
  static func run(
    _ chunks: [[UInt8]], meanwhile: () -> Void,
    work: @escaping @Sendable (Int, [UInt8]) throws(CryptographyError) -> [UInt8]
  ) -> [[UInt8]]? {
    let board = ChunkBoard(chunks, work)
    let group = DispatchGroup()
    let threads = min(chunks.count, ProcessorCount.active) - 1
    for _ in 0..<max(0, threads) {
      DispatchQueue.global().async(group: group) { board.takeUntilEmpty() }
    }
    meanwhile()
    board.takeUntilEmpty()
    group.wait()
    let results = board.state.withLock { $0.results }.compactMap(\.self)
    return results.count == chunks.count ? results : nil
  }

  private func takeUntilEmpty() {
    while let position = take() {
      do throws(CryptographyError) {
        let result = try work(position, chunks[position])
        state.withLock { $0.results[position] = result }
      } catch {
        // INVARIANT: a position without a result makes the whole run fail; nothing more to do.
        state.withLock { $0.next = chunks.count }
      }
    }
  }

  private func take() -> Int? {
    state.withLock { state in
      guard state.next < chunks.count else { return nil }
      state.next += 1
      return state.next - 1
    }
  }
}
