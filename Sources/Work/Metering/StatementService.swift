// SPDX-License-Identifier: Apache-2.0
package import Core
import Gateway
package import Logging
import Platform
import ServiceLifecycle

/// Issues the statements of each month once it is over, and makes those asked for in between.
package struct StatementService: Service {
  private let maker: StatementMaker
  private let anchor: UsageAnchor
  private let recordRefusals: @Sendable () async throws -> Void
  private let places: [String]
  private let reporting: any Reporting
  private let now: @Sendable () -> Instant
  private let logger: Logger

  /// Issues for some places by a clock; `recordRefusals` records what was only counted so far.
  package init(
    maker: StatementMaker, anchor: UsageAnchor,
    recordRefusals: @escaping @Sendable () async throws -> Void, places: [String],
    reporting: any Reporting,
    now: @escaping @Sendable () -> Instant, logger: Logger
  ) {
    self.maker = maker
    self.anchor = anchor
    self.recordRefusals = recordRefusals
    self.places = places
    self.reporting = reporting
    self.now = now
    self.logger = logger
  }

  /// Looks at every commit, since a clock moved by hand shows as one, and once at the start.
  package func run() async {
    var stated = await state(since: nil)
    var failed = await makeInterims(besides: [])
    for await _ in reporting.commits().cancelOnGracefulShutdown() {
      stated = await state(since: stated)
      failed = await makeInterims(besides: failed)
    }
  }

  /// States the month before this one, unless it is the one stated last.
  ///
  /// - Returns: the first day of the month that is stated.
  private func state(since last: Day?) async -> Day? {
    let today = now().day(in: .china)
    guard let month = Day(year: today.year, month: today.month, day: 1) else { return last }
    let from = month.adding(months: -1)
    guard last != from else { return last }
    do {
      try await recordRefusals()
      try await anchor.run(at: now(), always: true)
      for place in places {
        try await maker.issue(place: place, from: from, until: month.adding(days: -1))
      }
      return from
    } catch {
      logger.error("statements not issued", metadata: ["kind": "\(type(of: error))"])
      return last
    }
  }

  /// Makes the interim statements that wait, besides those that failed since the start: a report
  /// that is refused is itself a commit, and would be tried for ever.
  ///
  /// - Returns: those that failed, with these.
  private func makeInterims(besides failed: Set<RecordID>) async -> Set<RecordID> {
    var failed = failed
    for place in places {
      do {
        let waiting = try self.waiting(in: place).filter { !failed.contains($0.id) }
        guard !waiting.isEmpty else { continue }
        failed.formUnion(waiting.map(\.id))
        try await anchor.run(at: now(), always: true)
        for interim in waiting {
          try await maker.make(interim)
          failed.remove(interim.id)
        }
      } catch {
        logger.error("interim statement not made", metadata: ["kind": "\(type(of: error))"])
      }
    }
    return failed
  }

  private func waiting(in place: String) throws -> [InterimStatement] {
    try reporting.read { read in
      try read.list(
        InterimStatement.self,
        [.equal("place", place), .equal("state", InterimStatement.State.waiting.rawValue)],
        limit: 100)
    }
  }
}
