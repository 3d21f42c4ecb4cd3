// SPDX-License-Identifier: Apache-2.0
package import Cryptography

/// Up to 256 neighbouring hashes of one tile level, as stored in a file (c2sp.org/tlog-tiles).
package struct Tile: Hashable, Sendable {
  /// The number of tree levels in a tile.
  package static let height = 8
  /// The number of hashes in a full tile.
  package static let widthMax = 256

  /// The hashes, left to right; 1...256.
  package let hashes: [Digest]

  /// Makes a tile of 1...256 hashes.
  package init(_ hashes: [Digest]) throws(MerkleError) {
    guard (1...Self.widthMax).contains(hashes.count) else {
      throw .wrongTileLength(bytes: hashes.count * Digest.byteCount)
    }
    self.hashes = hashes
  }

  /// Reads a tile file: hashes of 32 bytes, nothing else.
  package init(decoding bytes: [UInt8]) throws(MerkleError) {
    let width = bytes.count / Digest.byteCount
    guard bytes.count.isMultiple(of: Digest.byteCount), (1...Self.widthMax).contains(width) else {
      throw .wrongTileLength(bytes: bytes.count)
    }
    hashes = (0..<width).compactMap { index in
      let start = index * Digest.byteCount
      return Digest(bytes: bytes[start..<start + Digest.byteCount])
    }
  }

  init(unchecked hashes: [Digest]) { self.hashes = hashes }

  /// The content of the tile's file.
  package func encode() -> [UInt8] { hashes.flatMap(\.bytes) }

  /// The tile's first `width` hashes, or nil when it has fewer.
  package func prefix(_ width: Int) -> Tile? {
    guard width >= 1, width <= hashes.count else { return nil }
    return Tile(unchecked: Array(hashes.prefix(width)))
  }

  /// The hash of the perfect subtree `index` at a height of 0...8 in the tile; nil if incomplete.
  package func subtree(height: Int, index: Int) -> Digest? {
    guard (0...Self.height).contains(height), index >= 0, (index + 1) << height <= hashes.count
    else { return nil }
    var row = Array(hashes[index << height..<(index + 1) << height])
    while row.count > 1 {
      row = stride(from: 0, to: row.count, by: 2).map { TreeHash.node(row[$0], row[$0 + 1]) }
    }
    return row.first
  }
}
