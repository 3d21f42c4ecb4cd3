// SPDX-License-Identifier: Apache-2.0
package import Glibc

/// The names in an open folder, one after another, without the folder itself and the one above.
///
/// An entry is only as long as its name, while `dirent` has room for the longest one. A Swift value
/// of it is a copy of all of that, which reads past the end of the listing when the entry is its
/// last: the process ends where the memory does. Foundation's `Process` does so, too, in a process
/// of more than some 1,360 open descriptors.
package struct FolderNames: ~Copyable {
  private let stream: OpaquePointer

  /// Opens a folder by its path; nil, with `errno` set, when it cannot be read.
  package init?(_ path: String) {
    guard let opened = opendir(path) else { return nil }
    stream = opened
  }

  /// Lists an open folder from its beginning; the descriptor stays the caller's. Nil, with `errno`
  /// set, when it cannot be read.
  init?(in folder: CInt) {
    let again = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard again >= 0 else { return nil }
    guard let opened = fdopendir(again) else {
      close(again)
      return nil
    }
    stream = opened
  }

  deinit {
    closedir(stream)
  }

  /// The next name's bytes; nil at the end.
  package mutating func next() -> [UInt8]? {
    while let entry = readdir(stream) {
      let name = Self.name(of: entry)
      if name != [0x2E] && name != [0x2E, 0x2E] { return name }
    }
    return nil
  }

  /// The rest of the names as texts.
  package mutating func texts() -> [String] {
    var texts: [String] = []
    while let name = next() { texts.append(String(decoding: name, as: UTF8.self)) }
    return texts
  }

  /// The bytes of an entry's name, read where they stand and no further than their end.
  package static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
    withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
  }
}
