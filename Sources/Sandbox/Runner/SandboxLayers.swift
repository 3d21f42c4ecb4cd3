// SPDX-License-Identifier: Apache-2.0
/// The names of the walls around a job, for its receipt.
enum SandboxLayers {
  static func names(limiter: Limiter, hasOwnUser: Bool, showsProcesses: Bool) -> [String] {
    [
      "namespaces: user, mount, pid, network, ipc, uts, cgroup",
      hasOwnUser ? "user: own number" : "user: the runner's, mapped to nobody",
      "capabilities: none", "no-new-privileges", "seccomp: deny list",
      "root: read-only, libraries and tool only",
      showsProcesses ? "proc: own processes" : "proc: none",
      "environment: closed", "descriptors: 0, 1, 2",
      "output: memory file system of fixed size", "scratch: memory file system of fixed size",
      "memory and processes: \(limiter.rawValue)",
    ]
  }
}
