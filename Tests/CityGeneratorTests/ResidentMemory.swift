// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What the kernel says of this process's memory.
enum ResidentMemory {
  /// The greatest resident size so far, in KiB.
  static func peakKiB() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
  }
}
