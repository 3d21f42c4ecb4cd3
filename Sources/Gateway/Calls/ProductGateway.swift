// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography
package import Logging
package import Regulation
import Synchronization

/// Answers calls of products: rights first, then the reviewed content, then the usage record on
/// the disk, then the answer.
package final class ProductGateway: Sendable {
  /// What the gateway needs from outside of itself.
  package struct Setup: Sendable {
    /// Who may call what.
    package let source: any RightsSource
    /// The same, held for seconds.
    package let lease: RightsLease
    /// The product files.
    package let products: ProductFolder
    /// The usage records.
    package let journal: UsageJournal
    /// The secret for digests of parameters.
    package let key: SubjectKey
    /// The platform's clock.
    package let now: @Sendable () -> Instant
    /// Milliseconds of a clock that nobody sets.
    package let uptime: @Sendable () -> Int64
    /// Sixteen random bytes for the id of a usage record.
    package let random: @Sendable () -> [UInt8]
    /// Which clauses a refusal cites in the product's place.
    package let coverage: Coverage

    /// Gathers the parts.
    package init(
      source: any RightsSource, lease: RightsLease, products: ProductFolder,
      journal: UsageJournal, key: SubjectKey, now: @escaping @Sendable () -> Instant,
      uptime: @escaping @Sendable () -> Int64, random: @escaping @Sendable () -> [UInt8],
      coverage: Coverage = .none
    ) {
      self.source = source
      self.lease = lease
      self.products = products
      self.journal = journal
      self.key = key
      self.now = now
      self.uptime = uptime
      self.random = random
      self.coverage = coverage
    }
  }

  let setup: Setup
  let limiter: RateLimiter
  let counts = DailyCounts()
  let requests = RequestMemory()
  let refusals = RefusalFold()
  let logger: Logger
  /// Guarded: the summaries that were kept for the next start, by place.
  let kept = Mutex<[String: [KeptSummary]]>([:])
  private let unknown = Atomic<Int>(0)

  /// Makes a gateway.
  package init(
    _ setup: Setup, limiter: RateLimiter = RateLimiter(),
    logger: Logger = Logger(label: "shuyu.gateway")
  ) {
    self.setup = setup
    self.limiter = limiter
    self.logger = logger
  }

  /// How many calls came without a valid key: these are counted, not recorded.
  package var unauthenticatedCalls: Int { unknown.load(ordering: .relaxed) }

  /// Records the refusals that were counted and whose minute is over, or all of them.
  package func recordRefusals(all: Bool = false) async throws {
    for folded in refusals.due(uptime: setup.uptime(), all: all) { try await record(folded) }
  }

  /// Records counted refusals under the time of the last of them.
  func record(_ folded: RefusalFold.Folded) async throws {
    try await setup.journal.append(
      UsageRecord(
        id: RecordID.make(prefix: "USG", random: setup.random()), at: folded.last,
        holder: folded.holder, outcome: .refusal(folded.code), price: .zero,
        parameters: setup.key.digest(ofParameters: .null, line: folded.holder.line), request: nil,
        count: folded.count), place: folded.holder.place)
  }

  /// Answers a call.
  package func answer(_ call: ProductCall) async -> ProductAnswer {
    let now = setup.now()
    let rights: KeyRights?
    do {
      rights = try await self.rights(of: call, at: now)
    } catch {
      logger.error("rights cannot be read", metadata: ["kind": "\(type(of: error))"])
      return ProductAnswer(.failure(.fault))
    }
    guard let rights else {
      unknown.add(1, ordering: .relaxed)
      return ProductAnswer(.failure(.unauthenticated))
    }
    let rate = limiter.take(rights.holder.key, uptime: setup.uptime())
    let metered = MeteredCall(gateway: self, call: call, rights: rights, at: now)
    let told = await metered.run(rate)
    return ProductAnswer(
      told.result.mapError { cited($0, in: rights.holder.place) }, usage: told.usage,
      isReplay: told.isReplay, rate: rate)
  }

  /// A refusal with the clauses of the product's place.
  private func cited(_ refusal: CallRefusal, in place: String) -> CallRefusal {
    CallRefusal(refusal.kind, refusal.reasons.map { setup.coverage.citing($0, in: place) })
  }

  private func rights(of call: ProductCall, at now: Instant) async throws -> KeyRights? {
    guard let secret = call.secret, ProductCall.isSecret(secret) else { return nil }
    return try await setup.lease.rights(
      ofKey: SHA256.hash(Array(secret.utf8)), on: now.day(in: .china), uptime: setup.uptime())
  }
}
