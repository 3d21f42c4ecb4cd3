// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Resident memory, read from /proc.
enum ProcessMemory {
  private static let pageBytes = 4_096

  /// The sum over a process and all below it, in bytes. Shared pages count for each.
  static func tree(_ root: Int32) -> Int {
    var total = 0
    var waiting = ["\(root)"]
    while let id = waiting.popLast() {
      total += resident(id)
      let tasks = names("/proc/\(id)/task")
      for task in tasks {
        waiting += fields("/proc/\(id)/task/\(task)/children")
      }
    }
    return total
  }

  private static func resident(_ id: String) -> Int {
    let pages = fields("/proc/\(id)/statm").dropFirst().first
    return (pages.flatMap { Int($0) } ?? 0) * pageBytes
  }

  /// The names in a folder; none when the process ended between two looks.
  private static func names(_ folder: String) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      return []
    }
  }

  private static func fields(_ path: String) -> [String] {
    guard let data = FileManager.default.contents(atPath: path) else { return [] }
    return String(decoding: data, as: UTF8.self).split(whereSeparator: \.isWhitespace)
      .map(String.init)
  }
}
