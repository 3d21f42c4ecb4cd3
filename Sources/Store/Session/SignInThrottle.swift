// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography

/// How long who fails to sign in has to wait: longer each time, by account, by remote address, and
/// by both together.
///
/// Whether the account exists plays no part. Memory is bounded; what is forgotten first is what
/// failed least. It lives as long as the process.
package struct SignInThrottle {
  /// The most keys that are remembered.
  package static let keysMax = 30_000
  /// How long a failure is remembered.
  static let memoryMilliseconds: Int64 = 3_600_000

  /// What failures are counted by; digests, so that names of any length take the same room.
  private struct Key: Hashable {
    enum Kind: UInt8 { case pair, account, address }
    let kind: Kind
    let digest: Digest
  }

  /// How many failures cost nothing, and the longest delay after the others.
  private struct Limit {
    let free: Int
    let delaySecondsMax: Int64
  }

  private struct Failures {
    var count: Int
    var last: Int64
  }

  private var failures: [Key: Failures] = [:]

  /// Remembers nobody.
  package init() {}

  /// How many keys are remembered.
  package var count: Int { failures.count }

  /// Lets an attempt begin, or says how many seconds to wait.
  ///
  /// An attempt that begins counts as failed until it succeeds, so that many at once gain nothing.
  package mutating func begin(login: String, address: String, now: Int64) -> Int {
    let wait = keys(login, address).map { waiting($0, now) }.max() ?? 0
    guard wait == 0 else { return Int((wait + 999) / 1_000) }
    for key in keys(login, address) where key.kind != .address { add(key, now) }
    return 0
  }

  /// The attempt failed: the delay runs from now.
  package mutating func failed(login: String, address: String, now: Int64) {
    for key in keys(login, address) {
      if key.kind == .address { add(key, now) } else { failures[key]?.last = now }
    }
  }

  /// The attempt succeeded, or was not made at all.
  package mutating func passed(login: String, address: String, isSignedIn: Bool) {
    for key in keys(login, address) where key.kind != .address {
      if key.kind == .pair, isSignedIn { failures[key] = nil }
      guard var found = failures[key] else { continue }
      found.count -= 1
      failures[key] = found.count > 0 ? found : nil
    }
  }

  private static func limit(_ kind: Key.Kind) -> Limit {
    switch kind {
    case .pair: Limit(free: 10, delaySecondsMax: 300)
    // Others' failures must not lock a person out for long.
    case .account: Limit(free: 30, delaySecondsMax: 30)
    // Many people may share an address.
    case .address: Limit(free: 100, delaySecondsMax: 300)
    }
  }

  private func keys(_ login: String, _ address: String) -> [Key] {
    let (login, address) = (Array(login.utf8), Array(address.utf8))
    return [
      Key(kind: .pair, digest: SHA256.hash(SHA256.hash(login).bytes + address)),
      Key(kind: .account, digest: SHA256.hash(login)),
      Key(kind: .address, digest: SHA256.hash(address)),
    ]
  }

  /// The milliseconds that a key still has to wait: 1 s after the first failure that costs, then
  /// twice as long each time.
  private func waiting(_ key: Key, _ now: Int64) -> Int64 {
    let limit = SignInThrottle.limit(key.kind)
    guard let found = failures[key], found.count > limit.free,
      now - found.last < SignInThrottle.memoryMilliseconds
    else { return 0 }
    let doublings = min(found.count - limit.free - 1, 20)
    let delay = min(limit.delaySecondsMax, Int64(1) << doublings) * 1_000
    return max(0, found.last + delay - now)
  }

  private mutating func add(_ key: Key, _ now: Int64) {
    var found = failures[key] ?? Failures(count: 0, last: now)
    if now - found.last >= SignInThrottle.memoryMilliseconds { found.count = 0 }
    found.count += 1
    found.last = now
    if failures[key] == nil, failures.count >= SignInThrottle.keysMax { makeRoom(now) }
    failures[key] = found
  }

  /// Forgets what is old, and when that is not enough a tenth of all: what failed least and
  /// longest ago.
  private mutating func makeRoom(_ now: Int64) {
    failures = failures.filter { now - $0.value.last < SignInThrottle.memoryMilliseconds }
    guard failures.count >= SignInThrottle.keysMax else { return }
    let order = failures.sorted {
      ($0.value.count, $0.value.last) < ($1.value.count, $1.value.last)
    }
    for (key, _) in order.prefix(SignInThrottle.keysMax / 10) { failures[key] = nil }
  }
}
