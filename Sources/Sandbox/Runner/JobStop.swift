// SPDX-License-Identifier: Apache-2.0
import CSandbox
import Glibc
import Synchronization

/// Why the runner ends a job that has not ended by itself.
enum StopReason: Sendable {
  case cancelled
  case feedFailed
  case timedOut
  case cpuExceeded
  case outputExceeded
  case scratchExceeded
}

/// A request, from any thread, that a job be stopped; wakes the job's own thread.
final class JobStop: Sendable {
  private let reason = Mutex<StopReason?>(nil)

  /// Readable once a stop was requested.
  let event: OwnedDescriptor

  init() throws {
    let number = csandbox_event()
    guard number >= 0 else { throw SandboxError.system("eventfd", errno) }
    event = OwnedDescriptor(number)
  }

  /// The first reason given.
  var requested: StopReason? { reason.withLock { $0 } }

  /// Asks for a stop; the first reason stays.
  func request(_ next: StopReason) {
    reason.withLock { if $0 == nil { $0 = next } }
    var one: UInt64 = 1
    _ = event.with { write($0, &one, MemoryLayout<UInt64>.size) }
  }
}
