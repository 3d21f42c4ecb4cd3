// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// A value that is found on one thread and looked at on another.
final class Found<Value: Sendable>: Sendable {
  /// Guarded: the value once it is found.
  private let state = Mutex<Value?>(nil)

  /// What was found.
  var value: Value? { state.withLock { $0 } }

  /// Puts the value there.
  func put(_ value: Value) {
    state.withLock { $0 = value }
  }
}
