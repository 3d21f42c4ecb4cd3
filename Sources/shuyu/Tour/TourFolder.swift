// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Folders that the tour makes and removes.
enum TourFolder {
  /// The name of a temporary folder that does not exist yet.
  static func temporary(_ name: String) -> URL {
    FileManager.default.temporaryDirectory
      .appending(path: "\(name)-\(UUID().uuidString.prefix(8))", directoryHint: .isDirectory)
  }

  /// Removes a data folder with the log and the passphrase beside it.
  static func remove(_ data: URL) {
    let parent = data.deletingLastPathComponent()
    let name = data.lastPathComponent
    for path in [name, "\(name).server.log", "\(name).passphrase"] {
      try? FileManager.default.removeItem(at: parent.appending(path: path))
    }
  }
}
