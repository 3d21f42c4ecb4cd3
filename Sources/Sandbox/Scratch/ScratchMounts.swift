// SPDX-License-Identifier: Apache-2.0
import CSandbox
import Foundation
import Glibc

/// Mounts of scratches: how they go, also those that an earlier program left when it was killed.
package enum ScratchMounts {
  /// Takes away what is mounted below a folder, and says how much that was.
  @discardableResult
  package static func unmount(below folder: String, tools: SandboxTools) -> Int {
    points(below: folder).count { unmount($0, tools: tools) }
  }

  /// The points below a folder at which something is mounted, the innermost first.
  static func points(below folder: String) -> [String] {
    guard let data = FileManager.default.contents(atPath: "/proc/self/mountinfo") else { return [] }
    return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ")
      guard fields.count > 4, fields[4].hasPrefix(folder + "/") else { return nil }
      return String(fields[4])
    }.reversed()
  }

  /// Takes one mount away, also one whose program has died.
  static func unmount(_ point: String, tools: SandboxTools) -> Bool {
    if geteuid() == 0 { return csandbox_unmount(point) == 0 }
    do {
      return try Assistant.run(
        tools.fusermount, arguments: ["fusermount3", "-u", "-z", "-q", "--", point])
    } catch {
      return false
    }
  }
}
