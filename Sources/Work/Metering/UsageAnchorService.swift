// SPDX-License-Identifier: Apache-2.0
package import Core
package import Gateway
package import Logging
import ServiceLifecycle

/// Closes and anchors usage records now and then, and once more at shutdown.
package struct UsageAnchorService: Service {
  private let anchor: UsageAnchor
  private let journal: UsageJournal
  private let interval: Duration
  private let recordRefusals: @Sendable (_ all: Bool) async throws -> Void
  private let keepSummaries: @Sendable () async throws -> Void
  private let now: @Sendable () -> Instant
  private let logger: Logger

  /// Anchors at an interval; before each turn, refusals that were counted are recorded, and after
  /// it summaries are kept for the next start.
  package init(
    anchor: UsageAnchor, journal: UsageJournal, interval: Duration = .seconds(30),
    recordRefusals: @escaping @Sendable (_ all: Bool) async throws -> Void,
    keepSummaries: @escaping @Sendable () async throws -> Void,
    now: @escaping @Sendable () -> Instant, logger: Logger
  ) {
    self.anchor = anchor
    self.journal = journal
    self.interval = interval
    self.recordRefusals = recordRefusals
    self.keepSummaries = keepSummaries
    self.now = now
    self.logger = logger
  }

  /// Anchors until shutdown. What fails is tried again at the next turn or start.
  package func run() async throws {
    await turn()
    do {
      try await cancelWhenGracefulShutdown {
        while true {
          try await Task.sleep(for: interval)
          await turn(recording: true)
        }
      }
    } catch is CancellationError {
      logger.debug("usage is closed for shutdown")
    }
    do {
      try await recordRefusals(true)
      try await journal.stop(at: now())
    } catch {
      logger.error("usage not closed", metadata: ["error": "\(error)"])
    }
    await turn()
  }

  private func turn(recording: Bool = false) async {
    do {
      if recording { try await recordRefusals(false) }
      try await anchor.run(at: now())
    } catch {
      logger.error("usage not anchored", metadata: ["error": "\(error)"])
    }
    do {
      try await keepSummaries()
    } catch {
      logger.error("summaries of usage not kept", metadata: ["kind": "\(type(of: error))"])
    }
  }
}
