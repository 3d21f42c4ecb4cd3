// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The processes below one, as `/proc` shows them: what measures a job without a control group.
struct ProcessTree {
  /// The first process of the job's process namespace, which inherits every orphan in it.
  let root: pid_t

  private static let processesMax = 8192

  /// Processor time of all living processes and of those they have waited for, in milliseconds.
  var cpuMilliseconds: Int {
    let perSecond = max(1, sysconf(Int32(_SC_CLK_TCK)))
    var waiting = [root]
    var ticks = 0
    var seen = 0
    while let process = waiting.popLast(), seen < Self.processesMax {
      seen += 1
      ticks += Self.ticks(process)
      for thread in Self.threads(process) {
        let children = SmallFile.read("/proc/\(process)/task/\(thread)/children") ?? ""
        waiting += children.split(separator: " ").compactMap { pid_t($0) }
      }
    }
    return ticks * 1000 / perSecond
  }

  private static func threads(_ process: pid_t) -> [pid_t] {
    guard var names = FolderNames("/proc/\(process)/task") else { return [] }
    var numbers: [pid_t] = []
    while numbers.count < processesMax, let name = names.next() {
      if let number = pid_t(String(decoding: name, as: UTF8.self)) { numbers.append(number) }
    }
    return numbers
  }

  /// Fields 14 to 17 of `/proc/<process>/stat` (proc(5)): own and waited-for time.
  private static func ticks(_ process: pid_t) -> Int {
    guard let text = SmallFile.read("/proc/\(process)/stat"),
      let end = text.lastIndex(of: ")")
    else { return 0 }
    let fields = text[text.index(after: end)...].split(separator: " ")
    guard fields.count > 14 else { return 0 }
    return fields[11...14].reduce(0) { $0 + (Int($1) ?? 0) }
  }
}
