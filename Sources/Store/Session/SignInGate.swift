// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// What stands before each sign-in: delays after failures, and a few threads for the derivation.
package final class SignInGate: Sendable {
  /// Where passwords are compared.
  let work: SlowWork
  private let uptime: @Sendable () -> Int64
  // Guarded by the mutex: who failed.
  private let throttle = Mutex(SignInThrottle())

  /// Makes a gate; `uptime` gives milliseconds that nobody can move.
  package init(
    work: SlowWork = SlowWork(threadsMax: 2, waitingMax: 64),
    uptime: @escaping @Sendable () -> Int64
  ) {
    self.work = work
    self.uptime = uptime
  }

  /// Lets an attempt begin, or says how many seconds to wait.
  func begin(_ login: String, _ address: String) -> Int {
    throttle.withLock { $0.begin(login: login, address: address, now: uptime()) }
  }

  /// The attempt failed.
  func failed(_ login: String, _ address: String) {
    throttle.withLock { $0.failed(login: login, address: address, now: uptime()) }
  }

  /// The attempt succeeded, or was not made at all.
  func passed(_ login: String, _ address: String, isSignedIn: Bool) {
    throttle.withLock { $0.passed(login: login, address: address, isSignedIn: isSignedIn) }
  }
}
