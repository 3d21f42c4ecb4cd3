// SPDX-License-Identifier: Apache-2.0
/// Where this process stands in the machine's control groups, read from `/proc/self`.
package struct ControlGroupLayout: Equatable {
  /// The folder of this process in the version 2 hierarchy.
  package var unified: String?

  /// The folder of this process in each version 1 hierarchy, by controller.
  package var controllers: [String: String] = [:]

  /// Reads `/proc/self/mountinfo` and `/proc/self/cgroup`.
  ///
  /// Inside a container the second names paths the first does not show; then the mount's own root
  /// is this process's place.
  package init(mounts: String, membership: String, exists: (String) -> Bool) {
    var points: [String: String] = [:]
    for line in mounts.split(separator: "\n") {
      let halves = line.split(separator: " - ", maxSplits: 1, omittingEmptySubsequences: true)
      guard halves.count == 2 else { continue }
      let before = halves[0].split(separator: " ")
      let after = halves[1].split(separator: " ")
      guard before.count >= 5, after.count >= 3 else { continue }
      let point = String(before[4])
      if after[0] == "cgroup2" { points[""] = point }
      if after[0] == "cgroup" {
        for option in after[2].split(separator: ",") { points[String(option)] = point }
      }
    }
    for line in membership.split(separator: "\n") {
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { continue }
      for name in fields[1].split(separator: ",", omittingEmptySubsequences: false) {
        guard let point = points[String(name)] else { continue }
        let whole = fields[2] == "/" ? point : point + fields[2]
        let folder = exists(whole) ? whole : point
        if name.isEmpty { unified = folder } else { controllers[String(name)] = folder }
      }
    }
  }
}
