// SPDX-License-Identifier: Apache-2.0
import CSandbox
import Glibc

/// The kernel's limits on each process of a job, the second wall behind the control group.
enum ProcessLimits {
  private static let descriptors: UInt64 = 256
  private static let stack: UInt64 = 8 << 20
  /// Program text and libraries, counted as address space but not as memory use.
  private static let programSpace: UInt64 = 512 << 20

  /// The limits as (resource, value).
  static func list(_ limits: SandboxLimits, hasGroup: Bool) -> [(CInt, UInt64)] {
    var list: [(CInt, UInt64)] = [
      (CInt(RLIMIT_CORE.rawValue), 0),
      (csandbox_limit_locked, 0),
      (csandbox_limit_queue, 0),
      (CInt(RLIMIT_NOFILE.rawValue), descriptors),
      (CInt(RLIMIT_STACK.rawValue), stack),
      (csandbox_limit_processes, UInt64(limits.tasksMax)),
      (CInt(RLIMIT_CPU.rawValue), UInt64(limits.cpuSeconds) + 1),
      (CInt(RLIMIT_FSIZE.rawValue), max(limits.scratchBytes, limits.outputBytes)),
    ]
    // With a control group, address space is left alone: reserving is not using.
    if !hasGroup {
      list.append((CInt(RLIMIT_AS.rawValue), limits.memoryBytes + programSpace))
    }
    return list
  }
}
