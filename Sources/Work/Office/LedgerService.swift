// SPDX-License-Identifier: Apache-2.0
package import Ledger
package import Logging
import Merkle
import ServiceLifecycle
package import Store
import Synchronization

/// Publishes entries as tiles and checkpoints soon after they are committed.
///
/// Several commits become one checkpoint; a fatal error of the ledger stops the program.
package final class LedgerService: Service {
  private let publisher: LedgerPublisher
  private let committer: Committer
  private let logger: Logger
  private let published = Mutex<Int?>(nil)

  /// Publishes with a publisher what a committer commits.
  package init(publisher: LedgerPublisher, committer: Committer, logger: Logger) {
    self.publisher = publisher
    self.committer = committer
    self.logger = logger
  }

  /// How many entries the last checkpoint covers.
  package var size: Int { published.withLock { $0 ?? 0 } }

  /// Whether a checkpoint was published since the start.
  package var hasPublished: Bool { published.withLock { $0 != nil } }

  /// Publishes until shutdown, and once more at its end.
  package func run() async throws {
    try publish()
    for await _ in committer.commits().cancelOnGracefulShutdown() {
      try publish()
    }
    try publish()
  }

  private func publish() throws {
    do {
      let checkpoint = try publisher.publish()
      published.withLock { $0 = checkpoint.head.size }
    } catch let error as LedgerError where !error.isFatal {
      logger.error("ledger not published", metadata: ["error": "\(error)"])
    }
  }
}
