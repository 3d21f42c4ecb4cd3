// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The project on disk, found from this file's own place.
struct Project: Sendable {
  /// The project root, symbolic links resolved.
  let root: URL
  /// Every text file of the project's own that rules look at, sorted by path.
  let files: [SourceFile]

  /// Read once for all tests: reading every file is the slow part.
  static let shared = Result { try Project() }

  private init(here: String = #filePath) throws {
    root = URL(fileURLWithPath: here).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let top = try FileManager.default.contentsOfDirectory(atPath: root.path)
    let roots = ["Sources", "Tests", "Benchmarks", "Regulations", "docs", "scripts", ".ci"]
    var paths = top.filter { Self.isText($0) || ["run", "test"].contains($0) }
    for folder in roots where top.contains(folder) {
      paths += Self.paths(in: folder, root: root)
    }
    var loaded: [SourceFile] = []
    for path in paths.sorted() {
      let text = try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
      loaded.append(SourceFile(path: path, text: text))
    }
    files = loaded
  }

  /// The Swift files under `Sources` and `Tests`.
  var swift: [SourceFile] { files.filter { $0.isSwift && ($0.isSource || $0.isTest) } }

  /// The file at a path from the root, or nil.
  func file(_ path: String) -> SourceFile? { files.first { $0.path == path } }

  private static func paths(in folder: String, root: URL) -> [String] {
    let base = root.appendingPathComponent(folder)
    let entries = FileManager.default.enumerator(atPath: base.path)
    var found: [String] = []
    while let entry = entries?.nextObject() as? String {
      guard !entry.contains(".build/"), isText(entry) || !entry.contains(".") else { continue }
      var isFolder: ObjCBool = false
      let full = base.appendingPathComponent(entry).path
      let exists = FileManager.default.fileExists(atPath: full, isDirectory: &isFolder)
      if exists, !isFolder.boolValue { found.append(folder + "/" + entry) }
    }
    return found
  }

  private static func isText(_ path: String) -> Bool {
    let kinds = [".swift", ".c", ".h", ".md", ".yaml", ".sh", ".modulemap", ".sql", ".py"]
    return kinds.contains { path.hasSuffix($0) }
  }
}
