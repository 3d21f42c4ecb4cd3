// SPDX-License-Identifier: Apache-2.0
private import Glibc

/// Operations on names in folders: whole-file replacement, removal, listing.
enum Folder {
  /// Makes a folder with mode 700 unless it exists.
  static func make(_ path: String) throws {
    guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw SystemFailure.last("make a folder")
    }
  }

  /// Whether something has this name.
  static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  /// Waits until the names in the folder that holds `path` are on the disk.
  static func flush(around path: String) throws {
    try Descriptor(parent(path), .folder).flush()
  }

  /// Gives a file its final name; false when the name is taken.
  static func link(_ from: String, as to: String) throws -> Bool {
    if unsafe Glibc.link(from, to) == 0 { return true }
    guard errno == EEXIST else { throw SystemFailure.last("name a file") }
    return false
  }

  /// Removes a file; a missing one is no error.
  static func remove(_ path: String) throws {
    guard unsafe unlink(path) == 0 || errno == ENOENT else {
      throw SystemFailure.last("remove a file")
    }
  }

  /// Overwrites a file with zeros on the disk, then removes it; a missing one is no error.
  static func shred(_ path: String) throws {
    do {
      try Descriptor(path, .change).overwrite()
    } catch  where SystemFailure.isMissing(error) {
      return
    }
    try remove(path)
    try flush(around: path)
  }

  /// The names in a folder, sorted, without those that begin with a full stop.
  static func names(_ path: String) throws -> [String] {
    guard let stream = unsafe opendir(path) else { throw SystemFailure.last("list a folder") }
    defer { _ = unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  /// The whole content of a file of at most `bytesMax` bytes.
  static func contents(_ path: String, bytesMax: Int) throws -> [UInt8] {
    let bytes = try Descriptor(path, .read).read(bytesMax + 1)
    guard bytes.count <= bytesMax else { throw VaultError.tooLarge(bytesMax: bytesMax) }
    return bytes
  }

  /// Writes a file whole: temporary name, flush, final name, flush of the folder.
  ///
  /// A crash leaves the old content or the new. With `shredding`, the old content is overwritten
  /// once the new one is in its place.
  static func write(
    _ bytes: [UInt8], to path: String, replacing: Bool, shredding: Bool = false
  ) throws {
    let temporary = path + ".new"
    try shred(temporary)
    let file = try Descriptor(temporary, .create)
    try file.write(bytes)
    try file.flush()
    if replacing {
      let old = try Descriptor(path, .change)
      guard unsafe rename(temporary, path) == 0 else { throw SystemFailure.last("rename a file") }
      try flush(around: path)
      if shredding { try old.overwrite() }
    } else {
      guard try link(temporary, as: path) else {
        try remove(temporary)
        throw VaultError.system(operation: "name a file", code: EEXIST)
      }
      try remove(temporary)
      try flush(around: path)
    }
  }

  private static func parent(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
