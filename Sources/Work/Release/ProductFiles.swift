// SPDX-License-Identifier: Apache-2.0
package import Core
import Foundation

/// The files that an edge serves: a folder for each release, written by the domain alone.
package struct ProductFiles: Sendable {
  /// A cube's file.
  package static let cube = "cube.json"
  /// An index of subjects.
  package static let subjects = "subjects.index"
  /// A file that is handed over.
  package static let file = "file.csv"
  /// A model or a report that is handed over, as it was written.
  package static let artefact = "file.bin"
  /// Names the object from which an index of subjects was made.
  package static let source = "source.txt"

  private let root: String
  private let changed: @Sendable (RecordID) -> Void

  /// Uses a folder, made when it is missing; `changed` is told when a release's files changed.
  package init(
    root: String, changed: @escaping @Sendable (RecordID) -> Void = { _ in }
  ) throws {
    self.root = root
    self.changed = changed
    try FileManager.default.createDirectory(
      atPath: root, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  /// Writes a file of a release: whole or not at all.
  package func write(_ bytes: [UInt8], as name: String, of release: RecordID) throws {
    try FileManager.default.createDirectory(
      atPath: folder(release), withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    try PrivateFile.write(bytes, to: "\(folder(release))/\(name)")
    changed(release)
  }

  /// The text of a small file of a release; nil when there is none.
  package func text(_ name: String, of release: RecordID) -> String? {
    FileManager.default.contents(atPath: "\(folder(release))/\(name)")
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// The releases that have files.
  package func releases() throws -> [RecordID] {
    try FileManager.default.contentsOfDirectory(atPath: root).sorted()
      .compactMap { RecordID($0) }
  }

  /// Removes the files of a release.
  package func remove(_ release: RecordID) throws {
    guard FileManager.default.fileExists(atPath: folder(release)) else { return }
    try FileManager.default.removeItem(atPath: folder(release))
    changed(release)
  }

  private func folder(_ release: RecordID) -> String { "\(root)/\(release.rawValue)" }
}
