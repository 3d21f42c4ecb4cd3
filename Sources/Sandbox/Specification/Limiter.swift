// SPDX-License-Identifier: Apache-2.0
/// What bounds a job's memory and number of processes.
package enum Limiter: String, Codable, Sendable, CaseIterable {
  /// A version 2 control group.
  case cgroup2

  /// Version 1 control groups.
  case cgroup1

  /// Resource limits of each process: memory is bounded per process, not for the job as a whole.
  case rlimit
}
