// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Logging
import Platform
import Synchronization

/// Inspects the platform once a day and whenever somebody asks, and reports to each place.
package final class InspectionWorker: DomainWorker {
  private let parts: DomainParts
  private let checks: [any InspectionCheck]
  private let interval: Duration
  private let uptime: @Sendable () -> ContinuousClock.Instant
  /// After how long what failed on its way is tried again.
  private static let again = Duration.seconds(600)
  /// Guarded: when the next inspection of all is due.
  private let next: Mutex<ContinuousClock.Instant>

  /// Inspects for the first time after a while, so that a start is not slowed down.
  ///
  /// - Parameter uptime: a clock that nobody moves: days that an administrator passes by hand do
  ///   not make the domain break out of itself a hundred times.
  package init(
    parts: DomainParts, checks: [any InspectionCheck], first: Duration = .seconds(600),
    interval: Duration = .seconds(86_400),
    uptime: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
  ) {
    self.parts = parts
    self.checks = checks
    self.interval = interval
    self.uptime = uptime
    next = Mutex(uptime() + first)
  }

  /// The kind, for the log.
  package var name: String { "inspection" }

  /// Makes what is due.
  package func round() async throws {
    let isDaily = next.withLock { next in
      guard uptime() >= next else { return false }
      // What fails on its way is tried again soon, not tomorrow.
      next = uptime() + InspectionWorker.again
      return true
    }
    let roots = parts.profiles.keys.sorted()
    for check in checks {
      let waiting = isDaily ? roots : try asked(check.item)
      // A result that holds for every place is told to every place, whoever asked.
      let all = check.isShared && !waiting.isEmpty ? Set(roots).union(waiting).sorted() : waiting
      try await make(check, for: all)
    }
    if isDaily { next.withLock { $0 = uptime() + interval } }
  }

  /// The places that wait for an inspection that somebody asked for.
  private func asked(_ item: InspectionItem) throws -> [String] {
    try parts.reporting.read { read in
      try read.list(
        SelfInspection.self, [.equal("item", item.rawValue), .equal("asked", "yes")], limit: 100)
    }.map(\.place).sorted()
  }

  private func make(_ check: any InspectionCheck, for places: [String]) async throws {
    var shared: InspectionResult?
    for place in places {
      try Task.checkCancellation()
      let result: InspectionResult
      do {
        result = if let shared { shared } else { try await check.run(in: place) }
      } catch {
        try Task.checkCancellation()
        // What cannot be tried is not known to hold.
        result = InspectionResult(checks: 1, failures: ["notTried.\(DomainFault.of(error))"])
      }
      if check.isShared { shared = result }
      try await report(result, of: check.item, in: place)
    }
  }

  private func report(
    _ result: InspectionResult, of item: InspectionItem, in place: String
  ) async throws {
    if !result.failures.isEmpty {
      parts.logger.error(
        "an inspection found something",
        metadata: [
          "item": "\(item.rawValue)", "place": "\(place)",
          "failures": "\(result.failures.prefix(200).joined(separator: " "))",
        ])
    }
    let codes = result.failures.prefix(ReportInspection.failuresMax).map { String($0.prefix(100)) }
    try await parts.report(
      "inspection.report", place: place,
      [
        "item": .string(item.rawValue), "checks": .int(Int64(result.checks)),
        "failures": .array(codes.map(JSON.string)),
        "evidence": .string(SHA256.hash(result.json.canonical()).hex),
      ])
  }
}
