// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Reads and writes the kernel's one-line files.
enum SmallFile {
  /// The first 64 KiB of a file as text; none when it cannot be read.
  static func read(_ path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while text.count < 65536 {
      let count = Glibc.read(file, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { break }
      text.append(contentsOf: buffer.prefix(count))
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Writes a text in one call; false when the kernel refuses it.
  static func write(_ text: String, to path: String) -> Bool {
    let file = open(path, O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    let bytes = Array(text.utf8)
    return Glibc.write(file, bytes, bytes.count) == bytes.count
  }

  /// The whole number a file holds.
  static func number(_ path: String) -> UInt64? {
    read(path).flatMap { UInt64($0.trimmingSuffix(while: \.isNewline)) }
  }

  /// The number after a word at the start of one of the file's lines.
  static func number(_ path: String, after word: String) -> UInt64? {
    for line in read(path)?.split(separator: "\n") ?? [] {
      let fields = line.split(separator: " ")
      if fields.count == 2, fields[0] == word { return UInt64(fields[1]) }
    }
    return nil
  }
}

extension StringProtocol {
  /// The text without the characters at its end that `isDropped` names.
  fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> SubSequence {
    guard let last = lastIndex(where: { !isDropped($0) }) else {
      return self[startIndex..<startIndex]
    }
    return self[...last]
  }
}
