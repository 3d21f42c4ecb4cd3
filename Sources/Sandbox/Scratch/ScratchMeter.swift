// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Says how full a scratch is, by what lies on the disk. gocryptfs bounds nothing itself.
struct ScratchMeter: Sendable {
  /// The folder on the disk.
  let cipher: String
  /// gocryptfs, or what it lives under.
  let process: pid_t
  /// The bytes that must stay free on the disk.
  let floorBytes: UInt64

  /// More files and folders than this count as full, as do folders deeper than that.
  static let entriesMax = 65_536
  static let depthMax = 64

  /// The bytes that files take, those included that were deleted while open; nil when there are
  /// too many files, or folders are too deep or closed, to say.
  var usedBytes: UInt64? {
    let top = open(cipher, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard top >= 0 else { return nil }
    defer { close(top) }
    var left = Self.entriesMax
    return bytes(in: top, depth: 0, left: &left).map { $0 + deletedBytes }
  }

  /// The bytes that are free on the disk for this user.
  var freeBytes: UInt64 {
    var system = statvfs()
    guard statvfs(cipher, &system) == 0 else { return 0 }
    return UInt64(system.f_bavail) * UInt64(system.f_frsize)
  }

  private func bytes(in folder: CInt, depth: Int, left: inout Int) -> UInt64? {
    guard depth < Self.depthMax else { return nil }
    var sum: UInt64 = 0
    for name in FolderEntries.names(in: folder) {
      left -= 1
      guard left > 0 else { return nil }
      var status = stat()
      // Gone since the folder was read.
      guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
      sum += UInt64(max(0, status.st_blocks)) * 512
      guard status.st_mode & S_IFMT == S_IFDIR else { continue }
      let inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      if inner < 0 && errno == ENOENT { continue }
      guard inner >= 0 else { return nil }
      defer { close(inner) }
      guard let more = bytes(in: inner, depth: depth + 1, left: &left) else { return nil }
      sum += more
    }
    return sum
  }

  /// What gocryptfs holds open although no folder names it any more.
  private var deletedBytes: UInt64 {
    var serving = process
    while let child = Assistant.child(of: serving) { serving = child }
    let folder = "/proc/\(serving)/fd"
    let opened = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard opened >= 0 else { return 0 }
    defer { close(opened) }
    var seen: Set<UInt64> = []
    var sum: UInt64 = 0
    for name in FolderEntries.names(in: opened) {
      var status = stat()
      guard fstatat(opened, name, &status, 0) == 0, status.st_nlink == 0,
        status.st_mode & S_IFMT == S_IFREG, seen.insert(UInt64(status.st_ino)).inserted
      else { continue }
      sum += UInt64(max(0, status.st_blocks)) * 512
    }
    return sum
  }
}
