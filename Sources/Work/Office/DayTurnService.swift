// SPDX-License-Identifier: Apache-2.0
package import Core
package import Logging
import ServiceLifecycle
import Synchronization

/// Turns the day: at the start, at midnight, and when the clock was moved by hand.
package final class DayTurnService: Service {
  private let turn: DayTurn
  private let reporting: any Reporting
  private let interval: Duration
  private let now: @Sendable () -> Instant
  private let logger: Logger
  /// Guarded: the last day that was turned to.
  private let turned = Mutex<Day?>(nil)

  /// Looks at the clock at an interval and at each commit.
  package init(
    turn: DayTurn, reporting: any Reporting, interval: Duration = .seconds(60),
    now: @escaping @Sendable () -> Instant, logger: Logger
  ) {
    self.turn = turn
    self.reporting = reporting
    self.interval = interval
    self.now = now
    self.logger = logger
  }

  /// Runs until shutdown.
  package func run() async {
    await look()
    await withTaskGroup { group in
      group.addTask {
        for await _ in self.reporting.commits().cancelOnGracefulShutdown() { await self.look() }
      }
      group.addTask {
        do {
          try await cancelWhenGracefulShutdown {
            while true {
              try await Task.sleep(for: self.interval)
              await self.look()
            }
          }
        } catch {
          self.logger.debug("no more days are turned")
        }
      }
    }
  }

  /// Turns the day unless it is the one turned to last; what fails is tried again.
  private func look() async {
    let today = now().day(in: .china)
    guard turned.withLock({ $0 != today }) else { return }
    do {
      let ended = try await turn.run(on: today)
      turned.withLock { $0 = today }
      if ended > 0 { logger.info("agreements expired", metadata: ["count": "\(ended)"]) }
    } catch {
      logger.error("the day was not turned", metadata: ["kind": "\(type(of: error))"])
    }
  }
}
