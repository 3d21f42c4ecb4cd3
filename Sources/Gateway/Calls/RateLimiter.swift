// SPDX-License-Identifier: Apache-2.0
package import Core
import Synchronization

/// How many calls a key may make: a bucket for each that refills evenly.
package final class RateLimiter: Sendable {
  /// What a bucket says after a call.
  package struct State: Hashable, Sendable {
    /// Whether the call may go on.
    package let isAllowed: Bool
    /// The most calls a second.
    package let limit: Int
    /// How many calls are left at once.
    package let remaining: Int
    /// Seconds until the bucket is full again, rounded up.
    package let resetSeconds: Int
  }

  private struct Bucket {
    /// Thousandths of calls.
    var level: Int64
    /// Milliseconds of uptime at which the level was this.
    var at: Int64
  }

  /// The standard number of calls a second.
  package static let standardPerSecond = 200

  private let perSecond: Int64
  private let keysMax: Int
  /// Guarded: the bucket of each key.
  private let buckets = Mutex<[RecordID: Bucket]>([:])

  /// Allows a key so many calls a second (1 to 100,000), and as many at once.
  package init(perSecond: Int = RateLimiter.standardPerSecond, keysMax: Int = 100_000) {
    self.perSecond = Int64(min(max(perSecond, 1), 100_000))
    self.keysMax = max(keysMax, 1)
  }

  /// Takes one call out of a key's bucket.
  /// - Parameter uptime: Milliseconds of a clock that nobody sets.
  package func take(_ key: RecordID, uptime: Int64) -> State {
    let full = perSecond * 1_000
    return buckets.withLock { buckets in
      if buckets.count >= keysMax, buckets[key] == nil {
        buckets = buckets.filter { level(of: $0.value, uptime) < full }
        if buckets.count >= keysMax { buckets = [:] }
      }
      var bucket = buckets[key] ?? Bucket(level: full, at: uptime)
      bucket = Bucket(level: level(of: bucket, uptime), at: max(bucket.at, uptime))
      let isAllowed = bucket.level >= 1_000
      if isAllowed { bucket.level -= 1_000 }
      buckets[key] = bucket
      let missing = full - bucket.level
      return State(
        isAllowed: isAllowed, limit: Int(perSecond), remaining: Int(bucket.level / 1_000),
        resetSeconds: Int((missing + full - 1) / full))
    }
  }

  /// The level at a time: a key gains `perSecond` thousandths a millisecond, at most a second's.
  private func level(of bucket: Bucket, _ uptime: Int64) -> Int64 {
    let elapsed = min(max(uptime - bucket.at, 0), 1_000)
    return min(bucket.level + elapsed * perSecond, perSecond * 1_000)
  }
}
