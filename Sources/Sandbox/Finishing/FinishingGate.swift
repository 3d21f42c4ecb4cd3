// SPDX-License-Identifier: Apache-2.0
import Foundation
import Synchronization

/// Holds a trusted sandbox back that was started early, so that its start takes no time of its own.
package final class FinishingGate: Sendable {
  /// There is nothing to finish.
  struct Closed: Error {}

  private let isOpen = Mutex<Bool?>(nil)
  private let decided = DispatchGroup()

  init() {
    decided.enter()
  }

  deinit {
    // A group must not go while somebody may still enter it.
    decide(false)
  }

  /// Lets the sandbox go on.
  func open() { decide(true) }

  /// Ends the sandbox, unless it was let go on.
  func close() { decide(false) }

  private func decide(_ open: Bool) {
    let isFirst = isOpen.withLock { value in
      defer { value = value ?? open }
      return value == nil
    }
    if isFirst { decided.leave() }
  }

  /// A standard input that gives the first text at once and the second when the gate opens.
  func input(_ opening: String, then rest: String) -> StandardInput {
    .stream { [self] writer in
      try writer.write(opening.utf8)
      decided.wait()
      guard isOpen.withLock({ $0 == true }) else { throw Closed() }
      try writer.write(rest.utf8)
    }
  }
}
