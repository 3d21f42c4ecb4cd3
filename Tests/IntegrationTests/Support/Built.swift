// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc

/// The programs under test and the folders that they need.
enum Built {
  /// The project's root.
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The folder of the built programs: that of this test's own program, or the project's.
  static let folder: URL = {
    let own = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent()
    let isThere = FileManager.default.fileExists(atPath: own.appending(path: "shuyu").path)
    return isThere ? own : root.appending(path: ".build/debug")
  }()

  /// The rules of the places.
  static let regulations = root.appending(path: "Regulations").path

  /// DuckDB and the Python packages.
  static let tools = root.appending(path: ".tools").path

  /// Whether the tools are installed; what runs jobs is skipped without them.
  static var hasTools: Bool {
    FileManager.default.isExecutableFile(atPath: "\(tools)/duckdb")
  }

  /// Whether this machine and user can have an encrypted scratch.
  static let hasScratch =
    hasTools && access("/dev/fuse", R_OK | W_OK) == 0
    && ["gocryptfs", "fusermount3", "unshare"].allSatisfy { access("/usr/bin/" + $0, X_OK) == 0 }

  /// Whether the long runs are wanted.
  static var isLong: Bool { ProcessInfo.processInfo.environment["SHUYU_LONG"] == "1" }

  /// A folder of its own that does not exist yet.
  static func temporary(_ name: String) -> URL {
    FileManager.default.temporaryDirectory
      .appending(path: "shuyu-\(name)-\(UUID().uuidString.prefix(8))")
  }

  /// Removes a data folder with what lies beside it.
  static func remove(_ data: URL) throws {
    let parent = data.deletingLastPathComponent()
    for name in try FileManager.default.contentsOfDirectory(atPath: parent.path)
    where name.hasPrefix(data.lastPathComponent) {
      try FileManager.default.removeItem(at: parent.appending(path: name))
    }
  }
}
