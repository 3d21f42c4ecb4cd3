// SPDX-License-Identifier: Apache-2.0
/// The names of the walls around a job, for its receipt.
enum SandboxLayers {
  static func names(
    limiter: Limiter, hasOwnUser: Bool, showsProcesses: Bool, disk: ScratchRun?
  ) -> [String] {
    [
      "namespaces: user, mount, pid, network, ipc, uts, cgroup",
      hasOwnUser ? "user: own number" : "user: the runner's, mapped to nobody",
      "capabilities: none", "no-new-privileges", "seccomp: deny list",
      "root: read-only, libraries and tool only",
      showsProcesses ? "proc: own processes" : "proc: none",
      "environment: closed", "descriptors: 0, 1, 2",
      "output: " + place(isOnDisk: disk?.output != nil),
      "scratch: " + place(isOnDisk: disk != nil),
      "memory and processes: \(limiter.rawValue)",
    ]
  }

  private static func place(isOnDisk: Bool) -> String {
    isOnDisk ? "encrypted folder on a disk, measured" : "memory file system of fixed size"
  }
}
