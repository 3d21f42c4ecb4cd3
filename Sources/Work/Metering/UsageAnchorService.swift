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
  private let now: @Sendable () -> Instant
  private let logger: Logger

  /// Anchors at an interval.
  package init(
    anchor: UsageAnchor, journal: UsageJournal, interval: Duration = .seconds(30),
    now: @escaping @Sendable () -> Instant, logger: Logger
  ) {
    self.anchor = anchor
    self.journal = journal
    self.interval = interval
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
          await turn()
        }
      }
    } catch is CancellationError {
      logger.debug("usage is closed for shutdown")
    }
    do {
      try await journal.stop(at: now())
    } catch {
      logger.error("usage not closed", metadata: ["error": "\(error)"])
    }
    await turn()
  }

  private func turn() async {
    do {
      try await anchor.run(at: now())
    } catch {
      logger.error("usage not anchored", metadata: ["error": "\(error)"])
    }
  }
}
