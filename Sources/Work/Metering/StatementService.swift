// SPDX-License-Identifier: Apache-2.0
package import Core
import Gateway
package import Logging
import ServiceLifecycle

/// Issues the statements of each month once it is over.
package struct StatementService: Service {
  private let maker: StatementMaker
  private let anchor: UsageAnchor
  private let places: [String]
  private let reporting: any Reporting
  private let now: @Sendable () -> Instant
  private let logger: Logger

  /// Issues for some places by a clock.
  package init(
    maker: StatementMaker, anchor: UsageAnchor, places: [String], reporting: any Reporting,
    now: @escaping @Sendable () -> Instant, logger: Logger
  ) {
    self.maker = maker
    self.anchor = anchor
    self.places = places
    self.reporting = reporting
    self.now = now
    self.logger = logger
  }

  /// Looks at every commit, since a clock moved by hand shows as one, and once at the start.
  package func run() async {
    var stated = await state(since: nil)
    for await _ in reporting.commits().cancelOnGracefulShutdown() {
      stated = await state(since: stated)
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
}
