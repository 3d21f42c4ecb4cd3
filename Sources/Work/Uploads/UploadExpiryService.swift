// SPDX-License-Identifier: Apache-2.0
package import Logging
import Metrics
import ServiceLifecycle

/// Removes uploaded files that no action used in time, now and then.
package struct UploadExpiryService: Service {
  private let keeper: UploadKeeper
  private let interval: Duration
  private let logger: Logger

  /// Looks once in an interval.
  package init(keeper: UploadKeeper, interval: Duration = .seconds(600), logger: Logger) {
    self.keeper = keeper
    self.interval = interval
    self.logger = logger
  }

  /// Looks until shutdown; what fails is tried again at the next turn.
  package func run() async throws {
    do {
      try await cancelWhenGracefulShutdown {
        while true {
          turn()
          try await Task.sleep(for: interval)
        }
      }
    } catch is CancellationError {
      logger.debug("uploads are looked at no more")
    }
  }

  private func turn() {
    do {
      let removed = try keeper.expire()
      if removed > 0 { Counter(label: "shuyu_uploads_expired_total").increment(by: removed) }
    } catch {
      logger.error("uploads not expired", metadata: ["kind": "\(type(of: error))"])
    }
  }
}
