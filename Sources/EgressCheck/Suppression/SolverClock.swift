// SPDX-License-Identifier: Apache-2.0
import Sandbox
import Synchronization

/// What the solver has worked: the time by which searches end.
///
/// A search that ended by the time of day would give another pattern on a machine with much else to
/// do, and two patterns of one table tell more than one. Only where the day's time is many times
/// the solver's does it end a search.
final class SolverClock: Sendable {
  /// A moment.
  struct Instant: Sendable {
    fileprivate let milliseconds: Int
    fileprivate let day: ContinuousClock.Instant
  }

  /// How many times longer than the solver's work a search may take.
  static let patience = 6

  private let milliseconds = Mutex(0)

  /// Adds the processor time of a run.
  func add(_ receipt: SandboxReceipt) {
    milliseconds.withLock { $0 += receipt.cpuMilliseconds }
  }

  /// The present moment.
  var now: Instant {
    Instant(milliseconds: milliseconds.withLock { $0 }, day: ContinuousClock().now)
  }

  /// The whole seconds that were worked since a moment.
  func seconds(since start: Instant) -> Int {
    let now = now
    return max(
      (now.milliseconds - start.milliseconds) / 1_000,
      Int((now.day - start.day).components.seconds) / Self.patience)
  }
}
