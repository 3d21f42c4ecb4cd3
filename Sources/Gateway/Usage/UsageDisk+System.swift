// SPDX-License-Identifier: Apache-2.0
import Foundation
private import Glibc

/// The usage files on a real disk.
package struct SystemUsageDisk: UsageDisk {
  /// Uses the local file system.
  package init() {}

  /// Makes a folder with mode 700 and those above it.
  package func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  /// The names in a folder, sorted.
  package func names(_ path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  /// The first bytes of a file.
  package func read(_ path: String, bytesMax: Int) throws -> [UInt8] {
    let handle = try FileHandle(forReadingFrom: URL(filePath: path))
    defer { try? handle.close() }
    return Array(try handle.read(upToCount: bytesMax) ?? Data())
  }

  /// Makes a new file with mode 600.
  package func create(_ path: String) throws -> any UsageFile {
    let file = try SystemUsageFile(path, O_WRONLY | O_APPEND | O_CREAT | O_EXCL)
    try synchronizeFolder(of: path)
    return file
  }

  /// Opens a file to append to and cuts it, on the disk.
  package func reopen(_ path: String, cutTo bytes: Int) throws -> any UsageFile {
    let file = try SystemUsageFile(path, O_WRONLY | O_APPEND)
    try file.cut(to: bytes)
    return file
  }

  /// Removes a file.
  package func remove(_ path: String) throws {
    guard unsafe unlink(path) == 0 || errno == ENOENT else {
      throw UsageError.system(operation: "remove a file", code: errno)
    }
    try synchronizeFolder(of: path)
  }

  private func synchronizeFolder(of path: String) throws {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    let number = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard number >= 0 else { throw UsageError.system(operation: "open a folder", code: errno) }
    defer { _ = close(number) }
    guard fsync(number) == 0 else {
      throw UsageError.system(operation: "flush a folder", code: errno)
    }
  }
}

/// A file descriptor to append to, closed when it goes out of use.
private final class SystemUsageFile: UsageFile {
  private let number: Int32

  init(_ path: String, _ flags: Int32) throws {
    number = unsafe open(path, flags | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard number >= 0 else { throw UsageError.system(operation: "open a file", code: errno) }
  }

  deinit { _ = close(number) }

  func append(_ bytes: [UInt8]) throws {
    var done = 0
    while done < bytes.count {
      let put = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(number, buffer.baseAddress?.advanced(by: done), buffer.count - done)
      }
      if put < 0 && errno == EINTR { continue }
      guard put > 0 else { throw UsageError.system(operation: "write a file", code: errno) }
      done += put
    }
  }

  func synchronize() throws {
    guard fdatasync(number) == 0 else {
      throw UsageError.system(operation: "flush a file", code: errno)
    }
  }

  func cut(to bytes: Int) throws {
    guard ftruncate(number, off_t(bytes)) == 0, fsync(number) == 0 else {
      throw UsageError.system(operation: "cut a file", code: errno)
    }
  }
}
