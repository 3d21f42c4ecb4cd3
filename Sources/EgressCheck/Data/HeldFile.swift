// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import Sandbox

/// A file of the host that stays open from the first look to the last query, so that everything
/// said about it is said about one file, and about one content of it.
struct HeldFile: Sendable {
  /// What changes with the content.
  private struct Content: Hashable {
    let size: Int64
    let modified: [Int]
    let changed: [Int]

    init(_ status: stat) {
      size = Int64(status.st_size)
      modified = [Int(status.st_mtim.tv_sec), Int(status.st_mtim.tv_nsec)]
      changed = [Int(status.st_ctim.tv_sec), Int(status.st_ctim.tv_nsec)]
    }
  }

  /// Where it lay, without links.
  let path: String
  /// Which file it is.
  let identity: FileIdentity
  /// Whether every user of the machine may read it, and so a sandbox.
  let isPublic: Bool
  /// Its bytes.
  let size: Int
  private let descriptor: OwnedDescriptor
  private let content: Content

  /// Opens a regular file.
  init(_ path: String, field: String) throws {
    let plain = URL(filePath: path).resolvingSymlinksInPath().path
    let number = unsafe open(plain, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard number >= 0 else {
      throw SpecProblem(field, zh: "文件不可读", en: "the file cannot be read")
    }
    descriptor = OwnedDescriptor(number)
    let status = try Self.status(descriptor)
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw SpecProblem(field, zh: "不是普通文件", en: "is not a regular file")
    }
    self.path = plain
    identity = FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    isPublic = status.st_mode & S_IROTH != 0
    size = Int(status.st_size)
    content = Content(status)
  }

  private static func status(_ descriptor: OwnedDescriptor) throws -> stat {
    var status = stat()
    guard descriptor.with({ unsafe fstat($0, &status) }) == 0 else {
      throw SandboxError.system("fstat", errno)
    }
    return status
  }

  /// Bytes from a place on, fewer at the end of the file.
  func bytes(from offset: Int = 0, count: Int) throws -> [UInt8] {
    try reading { handle in
      try handle.seek(toOffset: UInt64(offset))
      return Array(try handle.read(upToCount: count) ?? Data())
    }
  }

  /// Writes what it holds to a new file that only this user may read.
  func copy(to target: String) throws {
    let options: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
    guard FileManager.default.createFile(atPath: target, contents: nil, attributes: options),
      let writer = FileHandle(forWritingAtPath: target)
    else { throw SandboxError.system("write", errno) }
    defer { try? writer.close() }
    try reading { handle in
      try handle.seek(toOffset: 0)
      while let piece = try handle.read(upToCount: 4 << 20), !piece.isEmpty {
        try writer.write(contentsOf: piece)
      }
    }
  }

  private func reading<Result>(_ body: (FileHandle) throws -> Result) throws -> Result {
    let result = try descriptor.with { number in
      try body(FileHandle(fileDescriptor: number, closeOnDealloc: false))
    }
    guard let result else { throw SandboxError.system("read", EBADF) }
    return result
  }

  /// Refuses a file that was written to since it was opened.
  func confirm(field: String) throws {
    guard Content(try Self.status(descriptor)) == content else {
      throw SpecProblem(
        field, zh: "文件在检查期间被改动，请重新检查",
        en: "the file was changed while it was checked; check it again")
    }
  }
}
