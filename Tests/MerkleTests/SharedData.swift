// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The public test vectors that may lie beside the project; tests that need them are skipped when
/// they do not.
enum SharedData {
  static let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "shared/data/transparency_log")

  static var exists: Bool { FileManager.default.fileExists(atPath: folder.path) }

  static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: path)))
  }

  /// All files below a folder whose names end in .json, in a steady order.
  static func jsonFiles(_ path: String) throws -> [URL] {
    let root = folder.appending(path: path)
    return try FileManager.default.subpathsOfDirectory(atPath: root.path)
      .filter { $0.hasSuffix(".json") }.sorted().map { root.appending(path: $0) }
  }
}
