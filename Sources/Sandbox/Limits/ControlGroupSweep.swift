// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Removes the control groups of jobs whose runner was killed before it could.
///
/// The jobs themselves died with it. A folder that still has processes cannot be removed, so a
/// mistaken guess does no harm. A folder is spared while it is young: between its making and the
/// job's joining it is empty, and a runner in another process namespace seems dead from here.
package enum ControlGroupSweep {
  /// How the folders of jobs are named: the prefix, the runner's process, a serial number.
  static let prefix = "shuyu-job-"

  /// For how many seconds a folder is spared.
  package static let youthSeconds = 120

  /// Removes what is left below these folders and is old enough, and says how many that were.
  @discardableResult
  package static func run(
    in folders: Set<String>, sparing youthSeconds: Int = ControlGroupSweep.youthSeconds
  ) -> Int {
    var removed = 0
    for folder in folders {
      for name in names(in: folder)
      where isOrphan(name) && !isYoung(folder + "/" + name, youthSeconds) {
        if rmdir(folder + "/" + name) == 0 { removed += 1 }
      }
    }
    return removed
  }

  private static func isOrphan(_ name: String) -> Bool {
    guard name.hasPrefix(prefix) else { return false }
    let fields = name.dropFirst(prefix.count).split(separator: "-")
    guard fields.count == 2, let process = pid_t(fields[0]), process > 0 else { return false }
    return kill(process, 0) != 0 && errno == ESRCH
  }

  private static func isYoung(_ folder: String, _ seconds: Int) -> Bool {
    var status = stat()
    guard unsafe stat(folder, &status) == 0 else { return true }
    return time(nil) - status.st_mtim.tv_sec < seconds
  }

  private static func names(in folder: String) -> [String] {
    guard var names = FolderNames(folder) else { return [] }
    return names.texts()
  }
}
