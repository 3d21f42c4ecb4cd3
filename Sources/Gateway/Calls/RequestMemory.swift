// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography
import Synchronization

/// Which requests of a key were answered within a day: the same one, asked again, is given the
/// same answer a few times, and paid once.
package final class RequestMemory: Sendable {
  /// A request by its key and a hash of the caller's id of it.
  package struct Request: Hashable, Sendable {
    /// The key.
    package let key: RecordID
    /// The first 128 bits of SHA-256 over key and id.
    let mark: UInt128

    /// Names a request.
    package init(key: RecordID, id: String) {
      let digest = SHA256.hash(Array("\(key.rawValue) \(id)".utf8))
      self.init(key: key, mark: digest.bytes.prefix(16).reduce(0) { $0 << 8 | UInt128($1) })
    }

    /// The mark is a hash already, and of the key as well.
    package func hash(into hasher: inout Hasher) {
      hasher.combine(mark)
    }

    /// Names a request by its hash.
    init(key: RecordID, mark: UInt128) {
      self.key = key
      self.mark = mark
    }
  }

  /// What is remembered of a request that was answered.
  package struct Known: Hashable, Sendable {
    /// The digest of its parameters.
    package let query: Digest
    /// The keyed digest of its answer; nil where none was recorded.
    package let answer: Digest?
    /// The record under which it was metered.
    package let usage: RecordID
    /// When it was answered.
    package let at: Instant

    /// States what is known.
    package init(query: Digest, answer: Digest?, usage: RecordID, at: Instant) {
      self.query = query
      self.answer = answer
      self.usage = usage
      self.at = at
    }
  }

  /// What a caller who asks finds.
  package enum Claim: Hashable, Sendable {
    /// Nobody asked within a day: the caller meters it and then settles the claim.
    case first
    /// It was metered: the same answer may be given once more.
    case replay(Known)
    /// It was metered, and its answer given again as often as is allowed.
    case usedUp
    /// The same id was used for another query.
    case mismatch
    /// No more requests can be remembered today.
    case full
  }

  /// How often an answer is given again.
  package static let replaysMax = 3
  /// How long a request is remembered, in milliseconds.
  package static let keptMilliseconds: Int64 = 86_400_000
  /// The most requests remembered. None is forgotten early: beyond that new ones are refused.
  package static let requestsMax = 500_000
  /// The most of one key, so that one caller does not take the room of all.
  package static let requestsOfKeyMax = 200_000

  private enum Entry {
    /// Being metered, with those that wait for it.
    case pending(Digest, [CheckedContinuation<Void, Never>])
    case metered(Known, replays: Int)
  }

  /// Guarded by its mutex. `order` has what was metered, oldest first, from `oldest` on.
  private struct State {
    var entries: [Request: Entry] = [:]
    var ofKey: [RecordID: Int] = [:]
    var order: [(request: Request, at: Instant)] = []
    var oldest = 0
  }

  private let state = Mutex(State())
  private let requestsMax: Int
  private let requestsOfKeyMax: Int

  /// Remembers so many requests, and so many of one key.
  package init(
    requestsMax: Int = RequestMemory.requestsMax,
    requestsOfKeyMax: Int = RequestMemory.requestsOfKeyMax
  ) {
    self.requestsMax = max(requestsMax, 1)
    self.requestsOfKeyMax = max(requestsOfKeyMax, 1)
  }

  /// Asks for a request; waits while another call of the same request is being metered.
  package func claim(_ request: Request, query: Digest, at now: Instant) async -> Claim {
    while true {
      let claim: Claim? = state.withLock { state in
        forget(before: now.adding(milliseconds: -RequestMemory.keptMilliseconds), &state)
        switch state.entries[request] {
        case nil:
          guard state.entries.count < requestsMax,
            state.ofKey[request.key, default: 0] < requestsOfKeyMax
          else { return .full }
          state.entries[request] = .pending(query, [])
          return .first
        case .metered(let known, let replays):
          guard known.query == query else { return .mismatch }
          guard replays < RequestMemory.replaysMax else { return .usedUp }
          state.entries[request] = .metered(known, replays: replays + 1)
          return .replay(known)
        case .pending(let known, _): return known == query ? nil : .mismatch
        }
      }
      if let claim { return claim }
      await pendingEnds(request)
    }
  }

  /// Settles a claim: metered under a usage record, or with nil not at all.
  package func settle(_ request: Request, _ known: Known?) {
    let waiting: [CheckedContinuation<Void, Never>] = state.withLock { state in
      guard case .pending(_, let waiting) = state.entries[request] else { return [] }
      state.entries[request] = nil
      if let known { keep(request, known, replays: 0, &state) }
      return waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Remembers a request that was metered before a restart.
  package func note(_ request: Request, _ known: Known) {
    state.withLock { keep(request, known, replays: 0, &$0) }
  }

  /// Remembers that an answer was given again before a restart.
  package func noteReplay(_ request: Request) {
    state.withLock { state in
      guard case .metered(let known, let replays) = state.entries[request] else { return }
      state.entries[request] = .metered(known, replays: replays + 1)
    }
  }

  private func pendingEnds(_ request: Request) async {
    await withCheckedContinuation { continuation in
      let isPending = state.withLock { state in
        guard case .pending(let query, let waiting) = state.entries[request] else { return false }
        state.entries[request] = .pending(query, waiting + [continuation])
        return true
      }
      if !isPending { continuation.resume() }
    }
  }

  private func keep(_ request: Request, _ known: Known, replays: Int, _ state: inout State) {
    if case .metered = state.entries[request] {
    } else {
      state.ofKey[request.key, default: 0] += 1
    }
    state.entries[request] = .metered(known, replays: replays)
    state.order.append((request, known.at))
  }

  /// Forgets what was metered at or before a time.
  private func forget(before time: Instant, _ state: inout State) {
    while state.oldest < state.order.count, state.order[state.oldest].at <= time {
      let (request, at) = state.order[state.oldest]
      state.oldest += 1
      // An entry that was noted twice stands twice in the order; the later place counts.
      guard case .metered(let known, _) = state.entries[request], known.at == at else { continue }
      state.entries[request] = nil
      let left = state.ofKey[request.key, default: 1] - 1
      state.ofKey[request.key] = left > 0 ? left : nil
    }
    if state.oldest > 10_000, state.oldest > state.order.count / 2 {
      state.order.removeFirst(state.oldest)
      state.oldest = 0
    }
  }
}
