// SPDX-License-Identifier: Apache-2.0
/// How a job ended.
package enum SandboxExit: Codable, Sendable, Equatable {
  /// By itself, with this status (0 is success).
  case exited(Int)

  /// By this signal. A program that exits with a status of 129 to 192 is reported the same way.
  case signalled(Int)

  /// Stopped: the wall clock ran out.
  case timedOut

  /// Stopped: the processor time ran out.
  case cpuExceeded

  /// Stopped: it wanted more memory than it may have.
  case memoryExceeded

  /// Stopped: its outputs were larger than they may be.
  case outputExceeded

  /// Stopped: it wrote more to the encrypted scratch than it may, or the disk is nearly full.
  case scratchExceeded

  /// Stopped: the caller's task was cancelled.
  case cancelled

  /// Whether it ended by itself and says it succeeded.
  package var isSuccess: Bool { self == .exited(0) }
}
