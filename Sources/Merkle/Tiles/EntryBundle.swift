// SPDX-License-Identifier: Apache-2.0

/// Up to 256 neighbouring entries, as stored in a file: length in two bytes, then the entry.
package struct EntryBundle: Hashable, Sendable {
  /// The longest entry in bytes, which the 16-bit length allows.
  package static let entryBytesMax = 65_535

  /// The entries in order; 1...256.
  package let entries: [[UInt8]]

  /// Makes a bundle of 1...256 entries of at most 65,535 bytes.
  package init(_ entries: [[UInt8]]) throws(MerkleError) {
    guard (1...Tile.widthMax).contains(entries.count) else { throw .wrongBundle(byte: 0) }
    for entry in entries where entry.count > Self.entryBytesMax {
      throw .entryTooLong(bytes: entry.count)
    }
    self.entries = entries
  }

  /// Reads a bundle file.
  package init(decoding bytes: [UInt8]) throws(MerkleError) {
    var entries: [[UInt8]] = []
    var position = 0
    while position < bytes.count {
      guard position + 2 <= bytes.count, entries.count < Tile.widthMax else {
        throw .wrongBundle(byte: position)
      }
      let length = Int(bytes[position]) << 8 | Int(bytes[position + 1])
      let end = position + 2 + length
      guard end <= bytes.count else { throw .wrongBundle(byte: position) }
      entries.append(Array(bytes[position + 2..<end]))
      position = end
    }
    guard !entries.isEmpty else { throw .wrongBundle(byte: 0) }
    self.entries = entries
  }

  /// The content of the bundle's file.
  package func encode() -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(entries.reduce(0) { $0 + $1.count + 2 })
    for entry in entries {
      bytes.append(UInt8(entry.count >> 8))
      bytes.append(UInt8(entry.count & 0xFF))
      bytes += entry
    }
    return bytes
  }
}
