// SPDX-License-Identifier: Apache-2.0
import Evidence
import Foundation

/// The files of a log in a folder.
struct FolderReader: LedgerFiles {
  let folder: String

  func read(_ path: String, bytesMax: Int) throws -> [UInt8]? {
    try Self.bytes("\(folder)/\(path)", bytesMax: bytesMax)
  }

  func tilePaths() throws -> [String] {
    let root = "\(folder)/tile"
    guard FileManager.default.fileExists(atPath: root) else { return [] }
    return try FileManager.default.subpathsOfDirectory(atPath: root)
      .filter { !Self.isFolder("\(root)/\($0)") }.map { "tile/\($0)" }
  }

  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    let exists = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    return exists && isFolder.boolValue
  }

  /// The content of a file, or nil when there is none.
  static func bytes(_ path: String, bytesMax: Int) throws -> [UInt8]? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let handle = try FileHandle(forReadingFrom: URL(filePath: path))
    defer { try? handle.close() }
    let data = try handle.read(upToCount: bytesMax + 1) ?? Data()
    guard data.count <= bytesMax else { throw CocoaError(.fileReadTooLarge) }
    return Array(data)
  }

  /// The content of a file that must be there, or the end of the command.
  static func required(_ path: String, bytesMax: Int) throws(VerifyFailure) -> [UInt8] {
    do {
      if let bytes = try bytes(path, bytesMax: bytesMax) { return bytes }
    } catch {
      throw Main.unusable("cannot read `\(path)`, or it is larger than \(bytesMax) bytes")
    }
    throw Main.unusable("there is no file `\(path)`")
  }
}
