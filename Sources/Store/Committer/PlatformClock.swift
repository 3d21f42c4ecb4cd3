// SPDX-License-Identifier: Apache-2.0
package import Core
import Foundation
import Synchronization

/// The time that decisions go by.
package protocol PlatformClock: Sendable {
  /// The present instant.
  func now() -> Instant
  /// Whether an administrator moves it by hand; entries made under it say so.
  var isManual: Bool { get }
}

/// The machine's clock.
package struct SystemClock: PlatformClock {
  /// Reads the machine's clock.
  package init() {}

  /// The present instant.
  package func now() -> Instant {
    Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down)))
  }

  /// It runs by itself.
  package var isManual: Bool { false }
}

/// A clock moved only by an administrator's action.
package final class ManualClock: PlatformClock {
  /// Guarded: the present instant.
  private let instant: Mutex<Instant>

  /// Starts at an instant.
  package init(_ start: Instant) {
    instant = Mutex(start)
  }

  /// The present instant.
  package func now() -> Instant { instant.withLock { $0 } }

  /// It is moved by hand.
  package var isManual: Bool { true }

  /// Moves forward; an earlier instant is ignored.
  package func move(to target: Instant) {
    instant.withLock { $0 = max($0, target) }
  }
}
