// SPDX-License-Identifier: Apache-2.0
import Foundation

/// What the figures were measured on, and how busy it was.
struct Machine: Encodable, Sendable {
  /// The processor's name.
  let processor: String
  /// How many cores are online.
  let cores: Int
  /// Memory in MiB.
  let memoryMiB: Int
  /// The kernel's version.
  let kernel: String
  /// When, UTC.
  let at: String
  /// The load average of the last minute before the run.
  let loadBefore: Double

  /// Looks at this machine.
  init() {
    let cpu = Machine.text("/proc/cpuinfo").split(separator: "\n")
      .first { $0.hasPrefix("model name") }?.split(separator: ":").last
    processor = cpu.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown"
    cores = ProcessInfo.processInfo.activeProcessorCount
    memoryMiB = Int(ProcessInfo.processInfo.physicalMemory >> 20)
    kernel = Machine.text("/proc/sys/kernel/osrelease").trimmingCharacters(in: .newlines)
    at = Date().formatted(.iso8601)
    loadBefore = Machine.load()
  }

  /// The load average of the last minute.
  static func load() -> Double {
    text("/proc/loadavg").split(separator: " ").first.flatMap { Double($0) } ?? -1
  }

  private static func text(_ path: String) -> String {
    guard let data = FileManager.default.contents(atPath: path) else { return "" }
    return String(decoding: data, as: UTF8.self)
  }
}
