// SPDX-License-Identifier: Apache-2.0
import Core

/// The three parts by which a table is compared with its later refreshes, as one object of the
/// vault: its public form, the sealed evidence of who stands behind it, and the evidence's key.
struct SeriesBundle: Hashable, Sendable {
  /// The most bytes of a bundle.
  static let bytesMax = 600 << 20

  let published: [UInt8]
  let sealed: [UInt8]
  let key: [UInt8]

  init(published: [UInt8], sealed: [UInt8], key: [UInt8]) {
    self.published = published
    self.sealed = sealed
    self.key = key
  }

  /// Reads a bundle; nil for other bytes.
  init?(_ bytes: [UInt8]) {
    var rest = bytes[...]
    var parts: [[UInt8]] = []
    for _ in 0..<3 {
      guard rest.count >= 8 else { return nil }
      let length = rest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      rest = rest.dropFirst(8)
      guard length <= UInt64(rest.count) else { return nil }
      parts.append(Array(rest.prefix(Int(length))))
      rest = rest.dropFirst(Int(length))
    }
    guard rest.isEmpty else { return nil }
    self.init(published: parts[0], sealed: parts[1], key: parts[2])
  }

  /// Reads the files that a check wrote.
  init(reading name: String, in folder: MemoryFolder) throws {
    self.init(
      published: try folder.read(name, bytesMax: 128 << 20),
      sealed: try folder.read(name + ".sealed", bytesMax: SeriesBundle.bytesMax),
      key: try folder.read(name + ".key", bytesMax: 1 << 10))
  }

  /// The bundle as bytes.
  var bytes: [UInt8] {
    [published, sealed, key].flatMap { part in
      (0..<8).map { UInt8(truncatingIfNeeded: part.count >> (56 - 8 * $0)) } + part
    }
  }

  /// Writes the files for a check.
  func write(to name: String, in folder: MemoryFolder) throws {
    try folder.write(published, to: name)
    try folder.write(sealed, to: name + ".sealed")
    try folder.write(key, to: name + ".key")
  }
}
