// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc

extension Process {
  /// Starts the program with no signal blocked.
  ///
  /// Threads of the cooperative pool block all signals, and a program inherits that from the
  /// thread that starts it: one that ends by an alarm, as pgbench does, would then never end.
  func runUnmasked() throws {
    var none = sigset_t()
    var before = sigset_t()
    unsafe sigemptyset(&none)
    unsafe pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
    try run()
  }
}
