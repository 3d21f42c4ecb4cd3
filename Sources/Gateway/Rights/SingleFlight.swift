// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// Makes a value once for all who ask for it at the same time.
final class SingleFlight<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private typealias Waiting = @Sendable (Result<Value, any Error>) -> Void

  /// Guarded: who waits for each value under way.
  private let waiting = Mutex<[Key: [Waiting]]>([:])

  /// The value of a key: the first to ask makes it, all others wait for that one.
  func value(_ key: Key, _ make: () async throws -> Value) async throws -> Value {
    let isFirst = waiting.withLock { waiting in
      guard waiting[key] == nil else { return false }
      waiting[key] = []
      return true
    }
    guard isFirst else { return try await joined(key, make) }
    let result: Result<Value, any Error>
    do { result = .success(try await make()) } catch { result = .failure(error) }
    for resume in waiting.withLock({ $0.removeValue(forKey: key) ?? [] }) { resume(result) }
    return try result.get()
  }

  /// Waits for the one under way; when it ended in the meantime, begins anew.
  private func joined(_ key: Key, _ make: () async throws -> Value) async throws -> Value {
    let value: Value? = try await withCheckedThrowingContinuation { continuation in
      let isWaiting = waiting.withLock { waiting in
        guard waiting[key] != nil else { return false }
        waiting[key]?.append { continuation.resume(with: $0.map(Optional.some)) }
        return true
      }
      if !isWaiting { continuation.resume(returning: nil) }
    }
    if let value { return value }
    return try await self.value(key, make)
  }
}
