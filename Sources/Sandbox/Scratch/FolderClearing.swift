// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Empties folders that a hostile program filled: however deep, whatever their modes, without
/// following a link.
package enum FolderClearing {
  /// Removes everything in a folder, not the folder itself; whether nothing is left.
  ///
  /// A path of a job's making can be longer than the system takes, so no path is made: folders
  /// in folders are moved up to the top, where they are emptied in their turn.
  @discardableResult
  package static func empty(_ path: String) -> Bool {
    let top = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard top >= 0 else { return errno == ENOENT }
    defer { close(top) }
    while true {
      let names = FolderEntries.names(in: top)
      if names.isEmpty { return true }
      // Each round removes something, or the rest cannot be removed.
      guard names.count(where: { remove($0, from: top) }) > 0 else { return false }
    }
  }

  private static func remove(_ name: String, from top: CInt) -> Bool {
    if unlinkat(top, name, 0) == 0 { return true }
    let folder = FolderEntries.open(name, in: top)
    guard folder >= 0 else { return false }
    defer { close(folder) }
    for child in FolderEntries.names(in: folder) {
      if unlinkat(folder, child, 0) == 0 || unlinkat(folder, child, AT_REMOVEDIR) == 0 { continue }
      _ = fchmodat(folder, child, 0o700, 0)
      _ = renameat(folder, child, top, "shuyu-\(UInt64.random(in: 0...UInt64.max))")
    }
    return unlinkat(top, name, AT_REMOVEDIR) == 0
  }
}

/// What is in a folder, by its descriptor.
enum FolderEntries {
  /// The names, without those of the folder itself and the one above; empty when it cannot be
  /// read.
  static func names(in folder: CInt) -> [String] {
    guard var names = FolderNames(in: folder) else { return [] }
    return names.texts()
  }

  /// Opens a folder in a folder, making it readable for its owner where it is not; -1 for anything
  /// else.
  static func open(_ name: String, in folder: CInt) -> CInt {
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    let opened = openat(folder, name, flags)
    guard opened < 0, errno == EACCES else { return opened }
    _ = fchmodat(folder, name, 0o700, 0)
    return openat(folder, name, flags)
  }
}
