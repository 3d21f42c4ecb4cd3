// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography
import Synchronization

/// Which requests of a key were answered: the same one, asked again, is metered once.
package final class RequestMemory: Sendable {
  /// A request by its key and the caller's id of it.
  package struct Request: Hashable, Sendable {
    /// The key.
    package let key: RecordID
    /// The caller's id.
    package let id: String

    /// Names a request.
    package init(key: RecordID, id: String) {
      self.key = key
      self.id = id
    }
  }

  /// What a caller who asks finds.
  package enum Claim: Hashable, Sendable {
    /// Nobody asked before: the caller meters it and then settles the claim.
    case first
    /// It was metered under this usage record.
    case metered(RecordID)
    /// The same id was used for another query.
    case mismatch
  }

  /// The most requests remembered; the oldest is forgotten first.
  package static let requestsMax = 200_000

  private enum Entry {
    /// Being metered, with those that wait for it.
    case pending(Digest, [CheckedContinuation<Void, Never>])
    case metered(Digest, RecordID)
  }

  /// Guarded by its mutex.
  private struct State {
    var entries: [Request: Entry] = [:]
    var order: [Request] = []
    var oldest = 0
  }

  private let state = Mutex(State())
  private let requestsMax: Int

  /// Remembers so many requests.
  package init(requestsMax: Int = RequestMemory.requestsMax) {
    self.requestsMax = max(requestsMax, 1)
  }

  /// Asks for a request; waits while another call of the same request is being metered.
  package func claim(_ request: Request, query: Digest) async -> Claim {
    while true {
      let claim: Claim? = state.withLock { state in
        switch state.entries[request] {
        case nil:
          state.entries[request] = .pending(query, [])
          return .first
        case .metered(let known, let usage): return known == query ? .metered(usage) : .mismatch
        case .pending(let known, _): return known == query ? nil : .mismatch
        }
      }
      if let claim { return claim }
      await pendingEnds(request)
    }
  }

  /// Settles a claim: metered under a usage record, or with nil not at all.
  package func settle(_ request: Request, usage: RecordID?) {
    let waiting: [CheckedContinuation<Void, Never>] = state.withLock { state in
      guard case .pending(let query, let waiting) = state.entries[request] else { return [] }
      state.entries[request] = nil
      if let usage { keep(request, query, usage, &state) }
      return waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Remembers a request that was metered before a restart.
  package func note(_ request: Request, query: Digest, usage: RecordID) {
    state.withLock { keep(request, query, usage, &$0) }
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

  private func keep(
    _ request: Request, _ query: Digest, _ usage: RecordID, _ state: inout State
  ) {
    if state.entries.updateValue(.metered(query, usage), forKey: request) != nil { return }
    if state.order.count < requestsMax {
      state.order.append(request)
      return
    }
    let forgotten = state.order[state.oldest]
    if case .metered = state.entries[forgotten] { state.entries[forgotten] = nil }
    state.order[state.oldest] = request
    state.oldest = (state.oldest + 1) % requestsMax
  }
}
