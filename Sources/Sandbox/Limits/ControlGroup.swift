// SPDX-License-Identifier: Apache-2.0
import CSandbox
import Glibc
import Synchronization

/// The control group of one job: bounds its memory and processes, measures it, and can name every
/// process in it.
struct ControlGroup {
  /// Which version it is of.
  let limiter: Limiter

  /// The folder for memory, processes and processor time; in version 2 all three are one.
  let memory: String
  let processes: String
  let accounting: String

  private static let hasSwept = Atomic<Bool>(false)
  private static let counter = Atomic<Int>(0)

  /// Makes a group for a job with these limits; none where the machine or the user's rights have
  /// no usable control groups.
  static func make(limits: SandboxLimits) -> ControlGroup? {
    guard let mounts = SmallFile.read("/proc/self/mountinfo"),
      let membership = SmallFile.read("/proc/self/cgroup")
    else { return nil }
    let layout = ControlGroupLayout(mounts: mounts, membership: membership) {
      access($0, F_OK) == 0
    }
    if !hasSwept.exchange(true, ordering: .relaxed) {
      ControlGroupSweep.run(
        in: Set(layout.controllers.values).union([layout.unified].compactMap { $0 }))
    }
    let serial = counter.add(1, ordering: .relaxed).newValue
    let name = "\(ControlGroupSweep.prefix)\(getpid())-\(serial)"
    return version2(layout, name: name, limits: limits)
      ?? version1(layout, name: name, limits: limits)
  }

  private static func version2(
    _ layout: ControlGroupLayout, name: String, limits: SandboxLimits
  ) -> ControlGroup? {
    guard let own = layout.unified else { return nil }
    guard let parent = candidates(own).first(where: enablesControllers) else { return nil }
    let folder = parent + "/" + name
    guard mkdir(folder, 0o755) == 0 else { return nil }
    let group = ControlGroup(
      limiter: .cgroup2, memory: folder, processes: folder, accounting: folder)
    _ = SmallFile.write("0", to: folder + "/memory.swap.max")
    guard SmallFile.write("\(limits.controlGroupBytes)", to: folder + "/memory.max"),
      SmallFile.write("\(limits.tasksMax)", to: folder + "/pids.max")
    else {
      group.remove()
      return nil
    }
    return group
  }

  /// The process's own group, and the one above it where that was delegated to the service.
  private static func candidates(_ own: String) -> [String] {
    guard let slash = own.lastIndex(of: "/"), slash > own.startIndex else { return [own] }
    let parent = String(own[..<slash])
    return csandbox_is_delegated(parent) != 0 ? [own, parent] : [own]
  }

  private static func enablesControllers(_ folder: String) -> Bool {
    let wanted: Set<Substring> = ["memory", "pids"]
    let path = folder + "/cgroup.subtree_control"
    func enabled() -> Set<Substring> {
      Set((SmallFile.read(path) ?? "").split(whereSeparator: \.isWhitespace))
    }
    if wanted.isSubset(of: enabled()) { return true }
    _ = SmallFile.write("+memory +pids", to: path)
    return wanted.isSubset(of: enabled())
  }

  private static func version1(
    _ layout: ControlGroupLayout, name: String, limits: SandboxLimits
  ) -> ControlGroup? {
    guard let memory = layout.controllers["memory"], let pids = layout.controllers["pids"],
      let cpu = layout.controllers["cpuacct"]
    else { return nil }
    let group = ControlGroup(
      limiter: .cgroup1, memory: memory + "/" + name, processes: pids + "/" + name,
      accounting: cpu + "/" + name)
    let made = group.folders.allSatisfy { mkdir($0, 0o755) == 0 }
    let bytes = "\(limits.controlGroupBytes)"
    guard made, SmallFile.write(bytes, to: group.memory + "/memory.limit_in_bytes"),
      SmallFile.write("\(limits.tasksMax)", to: group.processes + "/pids.max")
    else {
      group.remove()
      return nil
    }
    _ = SmallFile.write(bytes, to: group.memory + "/memory.memsw.limit_in_bytes")
    return group
  }

  private var folders: Set<String> { [memory, processes, accounting] }

  /// The files a process writes itself into to join.
  var joinPaths: [String] { folders.sorted().map { $0 + "/cgroup.procs" } }

  /// Processor time of all its processes so far, those that ended included, in nanoseconds.
  var cpuNanoseconds: UInt64? {
    switch limiter {
    case .cgroup2:
      SmallFile.number(accounting + "/cpu.stat", after: "usage_usec").map { $0 &* 1000 }
    case .cgroup1: SmallFile.number(accounting + "/cpuacct.usage")
    case .rlimit: nil
    }
  }

  /// The most memory it had at once, in bytes.
  var memoryPeakBytes: UInt64? {
    SmallFile.number(memory + (isUnified ? "/memory.peak" : "/memory.max_usage_in_bytes"))
  }

  /// How many of its processes the kernel ended for want of memory.
  var outOfMemoryKills: UInt64 {
    let file = isUnified ? "/memory.events" : "/memory.oom_control"
    return SmallFile.number(memory + file, after: "oom_kill") ?? 0
  }

  private var isUnified: Bool { limiter == .cgroup2 }

  /// The processes in it now.
  var members: [pid_t] {
    (SmallFile.read(processes + "/cgroup.procs") ?? "").split(separator: "\n")
      .compactMap { pid_t($0) }
  }

  /// Ends every process in it.
  func kill() {
    if isUnified, SmallFile.write("1", to: processes + "/cgroup.kill") { return }
    for process in members where process > 1 { Glibc.kill(process, SIGKILL) }
  }

  /// Removes its folders. They must be empty of processes; the kernel may take some milliseconds.
  func remove() {
    for folder in folders {
      for _ in 0..<200 {
        if rmdir(folder) == 0 || errno == ENOENT { break }
        kill()
        usleep(5000)
      }
    }
  }
}
