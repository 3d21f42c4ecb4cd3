// SPDX-License-Identifier: Apache-2.0
import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// The file operations on a real disk.
package struct DiskOperations: FileOperations {
  /// Uses the local file system.
  package init() {}

  /// Returns a file's content, or nil when there is no such file; refuses more than `bytesMax`.
  package func read(_ path: String, bytesMax: Int) throws -> [UInt8]? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let handle = try FileHandle(forReadingFrom: URL(filePath: path))
    defer { try? handle.close() }
    let data = try handle.read(upToCount: bytesMax + 1) ?? Data()
    guard data.count <= bytesMax else { throw LedgerError.tooLarge(path: path, bytesMax: bytesMax) }
    return Array(data)
  }

  /// Writes a file anew and returns after its bytes are durable (fsync).
  package func write(_ bytes: [UInt8], to path: String) throws {
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC
    let descriptor = unsafe open(path, flags, 0o644)
    guard descriptor >= 0 else { throw LedgerError.system("create", path, errno) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
    do {
      try handle.write(contentsOf: bytes)
      try handle.synchronize()
    } catch {
      _ = close(descriptor)
      throw error
    }
    guard close(descriptor) == 0 else { throw LedgerError.system("close", path, errno) }
  }

  /// Renames a file over another; durable after `synchronize` of the folder.
  package func rename(_ path: String, to newPath: String) throws {
    guard unsafe Glibc.rename(path, newPath) == 0 else {
      throw LedgerError.system("rename", newPath, errno)
    }
  }

  /// Makes a folder whose parent exists; tells whether it is new.
  package func makeFolder(_ path: String) throws -> Bool {
    if unsafe mkdir(path, 0o755) == 0 { return true }
    guard errno == EEXIST else { throw LedgerError.system("make folder", path, errno) }
    return false
  }

  /// Makes the names in a folder durable (fsync).
  package func synchronize(folder path: String) throws {
    let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw LedgerError.system("open folder", path, errno) }
    defer { _ = close(descriptor) }
    guard fsync(descriptor) == 0 else { throw LedgerError.system("synchronize", path, errno) }
  }

  /// Removes a folder with its files; one that is not there is removed already.
  package func removeFolder(_ path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else { return }
    try FileManager.default.removeItem(atPath: path)
  }

  /// Returns the paths of all files below a folder, relative to it; none when it is not there.
  package func files(below path: String) throws -> [String] {
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    return try FileManager.default.subpathsOfDirectory(atPath: path).filter { name in
      var isFolder: ObjCBool = false
      let exists = unsafe FileManager.default.fileExists(
        atPath: "\(path)/\(name)", isDirectory: &isFolder)
      return exists && !isFolder.boolValue
    }
  }
}
