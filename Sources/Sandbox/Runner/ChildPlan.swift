// SPDX-License-Identifier: Apache-2.0
import CSandbox
import Glibc

/// The plan of a child in the form C reads, with the memory it points to.
final class ChildPlan {
  private var plan = csandbox_plan()
  private var texts: [UnsafeMutablePointer<CChar>] = []
  private var blocks: [UnsafeMutableRawPointer] = []

  deinit {
    texts.forEach { free($0) }
    blocks.forEach { $0.deallocate() }
  }

  /// Sets what is executed: with an empty environment, and these descriptors as 0, 1, 2 and on.
  func execute(_ path: String, arguments: [String], descriptors: [CInt]) {
    plan.executable = UnsafePointer(text(path))
    plan.arguments = array(arguments.map { text($0) } + [nil])
    plan.environment = array([nil])
    plan.descriptors = array(descriptors)
    plan.descriptor_count = descriptors.count
  }

  /// Sets what is mounted below the stage, and which target is the outputs'.
  func mount(
    stage: String, binds: [(bind: Bind, target: String)], memories: [(String, String)],
    output: String
  ) {
    plan.stage = UnsafePointer(text(stage))
    plan.output = UnsafePointer(text(output))
    plan.binds = array(
      binds.map { entry in
        csandbox_bind(
          source: UnsafePointer(text(entry.bind.source)),
          target: UnsafePointer(text(entry.target)),
          no_exec: entry.bind.isExecutable ? 0 : 1, writable: entry.bind.isWritable ? 1 : 0,
          device: entry.bind.identity?.device ?? 0, inode: entry.bind.identity?.inode ?? 0)
      })
    plan.bind_count = binds.count
    plan.memories = array(
      memories.map {
        csandbox_memory(
          target: UnsafePointer(text($0.0)), options: UnsafePointer(text($0.1)))
      })
    plan.memory_count = memories.count
  }

  /// Sets the control groups to join, by their open member files, and the resource limits.
  func bound(cgroups: [CInt], limits: [(CInt, UInt64)]) {
    plan.cgroups = array(cgroups)
    plan.cgroup_count = cgroups.count
    plan.limits = array(limits.map { csandbox_limit(resource: $0.0, value: $0.1) })
    plan.limit_count = limits.count
  }

  /// Lets everything else on the machine go first.
  func giveWay() {
    plan.niceness = 19
  }

  /// As root: the user to become.
  func become(_ user: uid_t) {
    plan.user = user
    plan.group = user
  }

  /// As an ordinary user: a user namespace in which this user is itself and may mount.
  func enterUserNamespace() {
    plan.uid_map = UnsafePointer(text("\(getuid()) \(getuid()) 1"))
    plan.gid_map = UnsafePointer(text("\(getgid()) \(getgid()) 1"))
  }

  /// Starts the child. It dies with the calling thread.
  func start() throws -> csandbox_started {
    var started = csandbox_started()
    let result = withExtendedLifetime(self) { csandbox_start(&plan, &started) }
    guard result == 0 else {
      throw SandboxError.staging(
        step: Self.name(ofStep: started.failed_step), index: Int(started.failed_index),
        error: started.error)
    }
    return started
  }

  private static func name(ofStep step: CInt) -> String {
    let names = [
      "stage", "control group", "namespace", "bind", "mount", "identity", "limit", "descriptor",
      "execute",
    ]
    return names.indices.contains(Int(step)) ? names[Int(step)] : "unknown step"
  }

  private func text(_ value: String) -> UnsafeMutablePointer<CChar>? {
    guard let copy = strdup(value) else { return nil }
    texts.append(copy)
    return copy
  }

  private func array<Element>(_ values: [Element]) -> UnsafePointer<Element> {
    let block = UnsafeMutablePointer<Element>.allocate(capacity: max(1, values.count))
    block.initialize(from: values, count: values.count)
    blocks.append(UnsafeMutableRawPointer(block))
    return UnsafePointer(block)
  }
}
