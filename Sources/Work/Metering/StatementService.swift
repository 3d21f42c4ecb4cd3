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
  private let places: @Sendable () throws -> [String]
  private let reporting: any Reporting
  private let now: @Sendable () -> Instant
  private let logger: Logger

  /// Issues by a clock for the places that there are by then; `recordRefusals` records what was
  /// only counted so far.
  package init(
    maker: StatementMaker, anchor: UsageAnchor,
    recordRefusals: @escaping @Sendable () async throws -> Void,
    places: @escaping @Sendable () throws -> [String],
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
    var attempts = StatementAttempts()
    await state(&attempts)
    var failed = await makeInterims(besides: [])
    for await _ in reporting.commits().cancelOnGracefulShutdown() {
      await state(&attempts)
      failed = await makeInterims(besides: failed)
    }
  }

  /// States the month before this one in every place that is due.
  private func state(_ attempts: inout StatementAttempts) async {
    let today = now().day(in: .china)
    guard let month = Day(year: today.year, month: today.month, day: 1) else { return }
    let from = month.adding(months: -1)
    attempts.turn(to: from)
    do {
      let due = try places().filter { place in
        try attempts.isDue(place, on: today) { try maker.basis(place, of: $0) }
      }
      guard !due.isEmpty else { return }
      let prepared = await prepare()
      for place in due {
        do {
          try prepared.get()
          try await maker.issue(place: place, from: from, until: month.adding(days: -1))
          attempts.succeed(place)
        } catch {
          log(error, place)
          attempts.fail(
            place, on: today, error, basis: try maker.basis(place, of: error))
        }
      }
    } catch {
      logger.error("statements not looked at", metadata: ["kind": "\(type(of: error))"])
    }
  }

  /// Records and anchors what a statement rests on.
  private func prepare() async -> Result<Void, any Error> {
    do {
      try await recordRefusals()
      try await anchor.run(at: now(), always: true)
      return .success(())
    } catch {
      return .failure(error)
    }
  }

  private func log(_ error: any Error, _ place: String) {
    var about: Logger.Metadata = ["place": "\(place)", "kind": "\(type(of: error))"]
    if case MeteringError.notStated(let refused) = error {
      about["statements"] = "\(refused.count)"
      about["codes"] = "\(Set(refused.values).sorted().joined(separator: " "))"
    }
    logger.error("statements not issued", metadata: about)
  }

  /// Makes the interim statements that wait, besides those that failed since the start: a report
  /// that is refused is itself a commit, and would be tried for ever.
  ///
  /// - Returns: those that failed, with these.
  private func makeInterims(besides failed: Set<RecordID>) async -> Set<RecordID> {
    var failed = failed
    for place in everywhere() {
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

  private func everywhere() -> [String] {
    do {
      return try places()
    } catch {
      logger.error("places not looked up", metadata: ["kind": "\(type(of: error))"])
      return []
    }
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
