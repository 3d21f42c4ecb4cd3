// SPDX-License-Identifier: Apache-2.0
/// A wall around a job, by the name under which the battery says what refused a try.
package enum EscapeLayer: String, Sendable, Codable, CaseIterable {
  /// The job's own file system, in which nothing of the host is but libraries and its tool.
  case mounts
  /// Everything but scratch and outputs is read-only, and nothing in those two can be executed.
  case readOnly
  /// The filter of system calls.
  case seccomp
  /// Its own user, process, host name and network namespaces, and no capability.
  case namespaces
  /// Nothing is inherited: no descriptor, no environment.
  case inheritance
  /// The bounds on processes, memory, processor time, time and text.
  case limits
  /// Scratch and outputs are memory file systems of a fixed size.
  case memoryFiles
  /// The collector takes declared regular files and nothing else.
  case collector
  /// The engine's external access is off.
  case engineAccess
  /// The engine's configuration is locked.
  case engineConfiguration
  /// The engine loads no extension.
  case engineExtensions
  /// The engine's shell is in its safe mode.
  case engineShell

  /// What a system call that this layer refuses comes back with; none where the layer answers
  /// otherwise than by a system call.
  package var errors: Set<String>? {
    switch self {
    case .seccomp: ["EPERM", "ENOSYS"]
    case .mounts: ["ENOENT", "EACCES", "ENOTDIR"]
    case .readOnly: ["EROFS", "EACCES", "EPERM"]
    case .namespaces: ["EPERM", "EACCES", "ESRCH", "EINVAL", "ENOENT"]
    case .memoryFiles: ["ENOSPC", "EFBIG"]
    case .inheritance, .limits, .collector, .engineAccess, .engineConfiguration,
      .engineExtensions, .engineShell:
      nil
    }
  }
}
