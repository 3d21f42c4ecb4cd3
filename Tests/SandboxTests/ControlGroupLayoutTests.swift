// SPDX-License-Identifier: Apache-2.0
import Glibc
import Sandbox
import Testing

/// Where a process stands in the control groups, on machines of each kind.
struct ControlGroupLayoutTests {
  private static let unified =
    "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate\n"
  private static let hybrid = """
    40 30 0:30 / /sys/fs/cgroup/memory rw shared:11 - cgroup cgroup rw,memory
    41 30 0:31 / /sys/fs/cgroup/cpu,cpuacct rw shared:12 - cgroup cgroup rw,cpu,cpuacct
    42 30 0:32 / /sys/fs/cgroup/pids rw shared:13 - cgroup cgroup rw,pids
    43 30 0:33 / /sys/fs/cgroup/unified rw shared:14 - cgroup2 cgroup2 rw

    """

  @Test func `a service on a version 2 machine stands in its own folder`() {
    let layout = ControlGroupLayout(
      mounts: Self.unified, membership: "0::/system.slice/shuyu.service\n"
    ) { _ in true }
    #expect(layout.unified == "/sys/fs/cgroup/system.slice/shuyu.service")
    #expect(layout.controllers == [:])
  }

  @Test func `on a hybrid machine each controller has its folder`() {
    let layout = ControlGroupLayout(
      mounts: Self.hybrid, membership: "9:pids:/a\n8:cpu,cpuacct:/\n7:memory:/a/b\n0::/c\n"
    ) { _ in true }
    #expect(layout.unified == "/sys/fs/cgroup/unified/c")
    #expect(layout.controllers["memory"] == "/sys/fs/cgroup/memory/a/b")
    #expect(layout.controllers["cpuacct"] == "/sys/fs/cgroup/cpu,cpuacct")
    #expect(layout.controllers["pids"] == "/sys/fs/cgroup/pids/a")
  }

  @Test func `in a container whose paths are the host's the mount itself is the place`() {
    let layout = ControlGroupLayout(
      mounts: Self.hybrid, membership: "7:memory:/docker/0123\n"
    ) { _ in false }
    #expect(layout.controllers["memory"] == "/sys/fs/cgroup/memory")
  }

  @Test(arguments: ["", "\n\n", "nonsense", "1 2 3 - \n - cgroup", ":::\n7:memory\n"])
  func `text that is not a table gives nothing`(_ text: String) {
    let layout = ControlGroupLayout(mounts: text, membership: text) { _ in true }
    #expect(layout.unified == nil)
    #expect(layout.controllers == [:])
  }

  @Test func `only groups of dead runners are swept`() throws {
    let folder = "/dev/shm/shuyu-test-sweep-\(getpid())"
    let dead = "shuyu-job-\(Int32.max - 1)-1"
    let names = [dead, "shuyu-job-\(getpid())-1", "shuyu-job-x-1", "shuyu-job-1", "other"]
    for path in [folder] + names.map({ folder + "/" + $0 }) { mkdir(path, 0o700) }
    defer { for name in names + [""] { rmdir(folder + "/" + name) } }
    // What was made just now may be of a runner that another process namespace hides.
    #expect(ControlGroupSweep.run(in: [folder, "/does/not/exist"]) == 0)
    #expect(ControlGroupSweep.run(in: [folder, "/does/not/exist"], sparing: 0) == 1)
    #expect(access(folder + "/" + dead, F_OK) != 0)
    for name in names.dropFirst() { #expect(access(folder + "/" + name, F_OK) == 0) }
  }
}
